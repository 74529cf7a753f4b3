package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not reach the web server's HTTP/2, and that the server stays well without it. */
class FrameGuardTest {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int END_HEADERS = 4;
  private static final int END_BOTH = 5;
  private static final int LONGEST_BLOCK = 16_384;
  private static final int GO_AWAY = 7;

  /** GET / of http://localhost. */
  private static final byte[] REQUEST = {
    (byte) 0x82, (byte) 0x86, (byte) 0x84, 0x01, 9, 'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't'
  };

  @TempDir Path folder;

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] frame(int type, int flags, byte[] payload) {
    int length = payload.length;
    byte[] head = {
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length,
      (byte) type,
      (byte) flags,
      0,
      0,
      0,
      1
    };
    return joined(head, payload);
  }

  /** A field of name x for the table. */
  private static byte[] added(int valueLength, boolean coded) {
    return joined(
        new byte[] {0x40, 1, 'x'},
        HostileRequests.number(coded ? 0x80 : 0, 7, valueLength),
        new byte[valueLength]);
  }

  private static byte[] size(int table) {
    return HostileRequests.number(0x20, 5, table);
  }

  /** Bytes that have to be refused, by name. */
  private static byte[] bad(String what) {
    byte[] large = joined(REQUEST, added(4064, false));
    return switch (what) {
      case "a field larger than the table" -> frame(1, END_BOTH, large);
      case "one in parts" ->
          joined(
              frame(1, 1, Arrays.copyOf(large, 900)),
              frame(9, 0, Arrays.copyOfRange(large, 900, 1000)),
              frame(9, END_HEADERS, Arrays.copyOfRange(large, 1000, large.length)));
      case "one with padding" -> frame(1, END_BOTH | 8, joined(new byte[] {3}, large, new byte[3]));
      case "one with a priority" -> frame(1, END_BOTH | 32, joined(new byte[5], large));
      case "coded, so that it may be larger" ->
          frame(1, END_BOTH, joined(REQUEST, added(2560, true)));
      case "a small one, of a smaller table" ->
          frame(1, END_BOTH, joined(size(60), REQUEST, added(60, false)));
      case "of a table made smaller, then larger" ->
          joined(
              frame(1, END_BOTH, joined(size(0), size(4096), REQUEST)),
              frame(1, END_BOTH, joined(REQUEST, added(60, false))));
      case "with a long name of the table" ->
          joined(
              frame(
                  1,
                  END_BOTH,
                  joined(
                      REQUEST,
                      new byte[] {0x40},
                      HostileRequests.number(0, 7, 3000),
                      new byte[3000],
                      new byte[] {1, 'v'})),
              frame(
                  1,
                  END_BOTH,
                  joined(
                      REQUEST,
                      HostileRequests.number(0x40, 6, 62),
                      HostileRequests.number(0, 7, 1100),
                      new byte[1100])));
      case "padding before a continuation" ->
          joined(frame(1, 9, joined(new byte[] {0}, REQUEST)), frame(9, END_HEADERS, new byte[0]));
      case "a continuation of nothing" -> frame(9, END_HEADERS, REQUEST);
      case "no continuation" -> joined(frame(1, 1, REQUEST), frame(6, 0, new byte[8]));
      case "continuations without end" -> {
        byte[] more = frame(9, 0, new byte[1000]);
        byte[] all = frame(1, 1, REQUEST);
        for (int i = 0; i < 20; i++) {
          all = joined(all, more);
        }
        yield all;
      }
      case "many fields in few bytes" -> {
        byte[] fields = new byte[300];
        Arrays.fill(fields, (byte) 0x90);
        yield frame(1, END_BOTH, joined(REQUEST, fields));
      }
      case "a text that is cut off" -> frame(1, END_BOTH, joined(REQUEST, new byte[] {0, 3, 'x'}));
      case "an integer without end" -> {
        byte[] more = new byte[20];
        Arrays.fill(more, (byte) 0xff);
        yield frame(1, END_BOTH, joined(REQUEST, more));
      }
      case "a long frame" -> frame(0, 0, new byte[16_385]);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static void look(byte[] bytes, int piece) {
    FrameGuard guard = new FrameGuard(LONGEST_BLOCK);
    for (int at = 0; at < bytes.length; at += piece) {
      guard.look(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a field larger than the table",
        "one in parts",
        "one with padding",
        "one with a priority",
        "coded, so that it may be larger",
        "a small one, of a smaller table",
        "of a table made smaller, then larger",
        "with a long name of the table",
        "padding before a continuation",
        "a continuation of nothing",
        "no continuation",
        "continuations without end",
        "many fields in few bytes",
        "a text that is cut off",
        "an integer without end",
        "a long frame"
      })
  void endsTheConnectionAndTheServerStaysWell(String what) throws Exception {
    byte[] bytes = joined(PREFACE, frame(4, 0, new byte[0]), bad(what));
    for (int piece : new int[] {1, 7, 9, 1000, bytes.length}) {
      assertThatThrownBy(() -> look(bytes, piece)).isInstanceOf(Http2Exception.class);
    }
    try (TestServer server = TestServer.of(TestModels.top(folder.resolve("top.safetensors"), 1))) {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        assertThat(types(socket.getInputStream())).contains(GO_AWAY);
      }
      assertThat(server.get("/health/live").status()).isEqualTo(200);
    }
  }

  /** The types of all frames up to the end, or to the reset that may follow the last. */
  private static List<Integer> types(InputStream in) {
    List<Integer> types = new ArrayList<>();
    try {
      for (byte[] head = in.readNBytes(9); head.length == 9; head = in.readNBytes(9)) {
        types.add((int) head[3]);
        in.skipNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither an answer nor an end", e);
    } catch (IOException e) {
      // What was not read is dropped with the connection.
    }
    return types;
  }

  @Property(tries = 300)
  void whatIsUsualPasses(
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 300) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 4000) int piece) {
    byte[] fields = REQUEST;
    for (int length : lengths) {
      fields = joined(fields, added(length, length % 2 == 0));
    }
    int cut = fields.length / 2;
    look(
        joined(
            PREFACE,
            frame(4, 0, new byte[6]),
            frame(1, END_BOTH, fields),
            frame(
                1, END_BOTH | 8 | 32, joined(new byte[] {2, 0, 0, 0, 0, 16}, fields, new byte[2])),
            frame(1, 1, Arrays.copyOf(fields, cut)),
            frame(9, END_HEADERS, Arrays.copyOfRange(fields, cut, fields.length)),
            frame(0, 1, new byte[10_000]),
            frame(8, 0, new byte[4])),
        piece);
  }

  @Test
  void aFieldThatJustFitsPasses() {
    byte[] request = joined(REQUEST, added(4063, false));
    look(joined(PREFACE, frame(1, END_BOTH, request)), 100);
  }
}
