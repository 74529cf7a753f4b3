package org.lorentznet.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lorentznet.data.Damage;
import org.lorentznet.jet.Jets;

/** Requests as people and programs send them who mean harm, or know no better; from a seed. */
final class HostileRequests {
  private static final String JSON = "application/json";

  /** What does most harm in the place of a number. */
  private static final String[] NUMBERS = {
    "NaN",
    "1e999",
    "-1e999",
    "1e308",
    "-0",
    "00",
    "1e-400",
    "0x10",
    "true",
    "null",
    "\"1\"",
    "[]",
    "9".repeat(90),
    "9".repeat(2000),
    "1.".concat("3".repeat(80)),
    "-1",
    "{}",
    "1e",
    "."
  };

  private static final String[] BODIES = {
    "",
    "[",
    "[".repeat(5000),
    "{\"jets\":".repeat(500),
    "null",
    "{\"jets\":null}",
    "{\"jets\":[null]}",
    "{\"jets\":{}}",
    "\"" + "x".repeat(20_000) + "\"",
    "\u0000",
    "\uFEFF{}",
    "{\"" + "k".repeat(300) + "\":1}",
    "{\"jets\":[{\"x\":" + "[".repeat(100),
    "{\"jets\":[{}]}"
  };

  private static final String[] HEAD_LINES = {
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Content-Length: 5, 6",
    "Content-Length: 0x10",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: identity",
    "Transfer-Encoding: gzip, chunked",
    "Expect: 100-continue",
    "Expect: the unexpected",
    "Connection: Upgrade",
    "Upgrade: h2c",
    "HTTP2-Settings: AAMAAABkAAQAAP__",
    "Host: other",
    "Host:",
    "Accept: ,,;q=1",
    "Accept: text/csv;q=0.5, */*",
    "Content-Type: ",
    "Content-Type: ;",
    "Content-Encoding: gzip",
    "Authorization: Bearer ",
    "Authorization: Basic AAAA",
    "Range: bytes=0-1",
    "Cookie: " + "a=b; ".repeat(1000),
    "X: " + "y".repeat(20_000),
    " folded: header",
    "no colon",
    ": no name",
    "Na\u0000me: x",
    "X-Forwarded-For: ../../etc"
  };

  private static final String[] PATHS = {
    "/",
    "/v1/score",
    "/v1/models",
    "/v1/models/top/score",
    "/v1/models//score",
    "/v1/models/..%2f..%2fetc%2fpasswd/score",
    "/v1/models/top/versions/%00/score",
    "/v1/models/top/versions/../../score",
    "/../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/v1/score?echo=-1",
    "/v1/score?echo=99999999999999999999",
    "/v1/score?echo=%zz",
    "/v1/score;x=y",
    "/v1/score#x",
    "//v1//score",
    "/v1/models/" + "a".repeat(9000) + "/score",
    "*",
    "http://other/v1/score",
    "/metrics",
    "/health",
    "/openapi.json",
    "\u00e9",
    "/%ff%fe"
  };

  private static final String[] METHODS = {
    "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "post",
    "G\u0000"
  };

  private final List<byte[]> files = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final String json;

  HostileRequests(Path folder) throws Exception {
    Jets jets = TestJets.make(6, 1);
    json = TestJets.json(jets);
    files.add(Files.readAllBytes(TestJets.write(folder.resolve("good.parquet"), jets)));
    types.add("application/vnd.apache.parquet");
    files.add(Files.readAllBytes(TestJets.write(folder.resolve("good.npz"), jets)));
    types.add("application/x-npz");
  }

  /** The bytes of request number {@code number}. */
  byte[] bytes(long seed, int number) {
    Random random = new Random(seed * 1_000_003 + number);
    return switch (number % 8) {
      case 0 -> Damage.done(request("/v1/score", JSON, text(json)), random.nextLong());
      case 1 -> request("/v1/score", JSON, Damage.done(text(json), random.nextLong()));
      case 2 -> request("/v1/score", JSON, text(oddNumbers(random)));
      case 3 -> file(random);
      case 4 -> request(any(PATHS, random), JSON, text(any(BODIES, random)));
      case 5 -> oddHead(random);
      case 6 -> chunked(random);
      default -> http2(random);
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T any(T[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  private static byte[] request(String path, String type, byte[] body) {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return joined(head.getBytes(StandardCharsets.ISO_8859_1), body);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Good JSON, some of whose numbers are no good. */
  private String oddNumbers(Random random) {
    String[] pieces = json.split("(?<=[\\[,])(?=-?\\d)");
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = 1 + random.nextInt(pieces.length - 1);
      pieces[at] = pieces[at].replaceFirst("^[-+.\\dEe]+", any(NUMBERS, random));
    }
    return String.join("", pieces);
  }

  private byte[] file(Random random) {
    int which = random.nextInt(files.size());
    byte[] body = Damage.done(files.get(which), random.nextLong());
    byte[] whole = request("/v1/score", types.get(which), body);
    return random.nextInt(6) == 0 ? cut(whole, random) : whole;
  }

  private static byte[] cut(byte[] whole, Random random) {
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  private byte[] oddHead(Random random) {
    StringBuilder head = new StringBuilder();
    head.append(any(METHODS, random)).append(' ').append(any(PATHS, random));
    head.append(random.nextInt(8) == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    head.append("Host: localhost\r\n");
    for (int i = 0; i < random.nextInt(4); i++) {
      head.append(any(HEAD_LINES, random)).append("\r\n");
    }
    head.append(random.nextInt(8) == 0 ? "\n" : "\r\n");
    byte[] whole = joined(head.toString().getBytes(StandardCharsets.ISO_8859_1), text(json));
    return random.nextInt(4) == 0 ? cut(whole, random) : whole;
  }

  private byte[] chunked(Random random) {
    String[] sizes = {"ffffffff", "-1", "7fffffffffffffff", "zz", "", "5;ext=1", "0", "100000"};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        text(
            "POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"));
    byte[] body = text(json);
    int at = 0;
    while (at < body.length) {
      int length = Math.min(1 + random.nextInt(400), body.length - at);
      boolean odd = random.nextInt(8) == 0;
      out.writeBytes(text((odd ? any(sizes, random) : Integer.toHexString(length)) + "\r\n"));
      out.write(body, at, length);
      out.writeBytes(text("\r\n"));
      at += length;
    }
    out.writeBytes(text(random.nextInt(4) == 0 ? "0\r\nX: y\r\n\r\n" : "0\r\n\r\n"));
    return out.toByteArray();
  }

  /** Frames of HTTP/2 behind its preface: settings, headers, data; most of them damaged. */
  private byte[] http2(Random random) {
    byte[] preface = text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    byte[] headers =
        joined(
            new byte[] {(byte) 0x83, (byte) 0x86}, // POST, http
            literal(0x04, "/v1/score"), // :path
            literal(0x01, "localhost"), // :authority
            literal(0x0f, 0x10, JSON), // content-type
            oddFields(random));
    byte[] frames =
        joined(
            frame(4, 0, 0, new byte[0]),
            frame(1, 4, 1, headers),
            frame(0, 1, 1, text(json)),
            frame(1, 5, 3, headers),
            frame(3, 0, 3, new byte[] {0, 0, 0, 8}),
            frame(8, 0, 0, new byte[] {0, 0, 1, 0}));
    return joined(
        preface, random.nextInt(8) == 0 ? frames : Damage.done(frames, random.nextLong()));
  }

  /** A field that is not added to the table, its name an entry of the static table. */
  private static byte[] literal(int name, String value) {
    return joined(new byte[] {(byte) name, (byte) value.length()}, text(value));
  }

  private static byte[] literal(int name, int more, String value) {
    return joined(new byte[] {(byte) name, (byte) (more)}, sized(text(value), 0));
  }

  /** Fields for the table, among them some that it cannot hold, and other sizes of it. */
  private static byte[] oddFields(Random random) {
    byte[] all = new byte[0];
    for (int left = random.nextInt(6); left > 0; left--) {
      byte[] value = text("v".repeat(random.nextInt(3) == 0 ? 5000 : random.nextInt(90)));
      int coded = random.nextInt(4) == 0 ? 0x80 : 0;
      byte[] field =
          switch (random.nextInt(5)) {
            case 0 -> joined(new byte[] {0x40}, sized(text("x-odd"), 0), sized(value, coded));
            case 1 -> joined(new byte[] {0x40}, sized(value, 0), sized(value, coded));
            case 2 -> joined(number(0x40, 6, 1 + random.nextInt(70)), sized(value, coded));
            case 3 -> number(0x20, 5, random.nextInt(2) * random.nextInt(5000));
            default -> number(0x80, 7, random.nextInt(90));
          };
      all = joined(all, field);
    }
    return all;
  }

  /** A text behind its length. */
  private static byte[] sized(byte[] text, int coded) {
    return joined(number(coded, 7, text.length), text);
  }

  /** An integer with a prefix of so many bits (RFC 7541, section 5.1). */
  static byte[] number(int pattern, int bits, int value) {
    int most = (1 << bits) - 1;
    if (value < most) {
      return new byte[] {(byte) (pattern | value)};
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(pattern | most);
    int left = value - most;
    for (; left >= 0x80; left >>= 7) {
      out.write(left & 0x7f | 0x80);
    }
    out.write(left);
    return out.toByteArray();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    byte[] head = {
      (byte) (payload.length >> 16),
      (byte) (payload.length >> 8),
      (byte) payload.length,
      (byte) type,
      (byte) flags,
      0,
      0,
      0,
      (byte) stream
    };
    return joined(head, payload);
  }
}
