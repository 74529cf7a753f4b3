package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.jet.Jets;

/**
 * Requests that are malformed, hostile or cut off are refused without an error of the server's own,
 * nothing of them stays, and good requests among them get their scores. {@code
 * -Dlorentznet.requests=N} sets how many there are (3000), {@code -Dlorentznet.seed=N} which.
 */
class HostileRequestsTest {
  private static final int REQUESTS = Integer.getInteger("lorentznet.requests", 3000);
  private static final long SEED = Long.getLong("lorentznet.seed", 1);
  private static final int CLIENTS = 8;
  private static final int GOOD_ONE_IN = 25;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

  /** The first byte of a header block whose first field is {@code :status: 500}. */
  private static final byte STATUS_500 = (byte) 0x8e;

  @TempDir Path folder;
  private final Map<String, Integer> statuses = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  @Test
  void nothingTheySendDoesHarm() throws Exception {
    Path model = TestModels.top(folder.resolve("top.safetensors"), 1);
    HostileRequests hostile = new HostileRequests(folder);
    Jets jets = TestJets.make(3, 9);
    String good = TestJets.json(jets);
    float[] expected = TestJets.logits(model, jets);
    try (TestServer server = TestServer.of(model)) {
      AtomicInteger next = new AtomicInteger();
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        List<Future<?>> all = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          all.add(
              clients.submit(() -> {
                for (int n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
                  send(server, hostile.bytes(SEED, n), n);
                  if (n % GOOD_ONE_IN == 0) {
                    TestServer.Reply reply = server.post("/v1/score", good);
                    assertThat(reply.status()).isEqualTo(200);
                    assertThat(reply.logits()).isEqualTo(expected);
                  }
                }
                return null;
              }));
        }
        for (Future<?> one : all) {
          one.get();
        }
      }
      assertThat(failures).isEmpty();
      assertThat(statuses).containsKeys("200", "400", "404", "405", "422");
      assertNothingStays(server);
    }
  }

  private void send(TestServer server, byte[] bytes, int number) throws Exception {
    byte[] reply;
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      reply = exchange(socket, bytes);
    } catch (SocketTimeoutException e) {
      fail(number, bytes, "no answer within " + PATIENCE_MILLIS + " ms");
      return;
    }
    boolean http2 = number % 8 == 7;
    if (http2) {
      count(reply.length == 0 ? "hung up" : "frames");
      if (answers500(reply)) {
        fail(number, bytes, "HTTP/2 status 500");
      }
      return;
    }
    Matcher matcher = STATUS.matcher(new String(reply, StandardCharsets.ISO_8859_1));
    boolean found = false;
    while (matcher.find()) {
      found = true;
      String status = matcher.group(1);
      count(status);
      if (status.startsWith("5") && !status.equals("503")) {
        fail(number, bytes, "status " + status);
      }
    }
    if (!found) {
      count("hung up");
    }
  }

  /** The server may hang up while it is still being sent to. */
  private static byte[] exchange(Socket socket, byte[] bytes) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      socket.shutdownOutput();
    } catch (SocketException e) {
      // What it has said is still to be read.
    }
    byte[] reply = new byte[0];
    try {
      reply = in.readAllBytes();
    } catch (SocketException e) {
      // Reset: it has nothing more to say.
    }
    return reply;
  }

  /** Whether one of the frames is a header block with the status 500. */
  private static boolean answers500(byte[] reply) {
    int at = 0;
    while (at + 9 < reply.length) {
      int length = (reply[at] & 0xff) << 16 | (reply[at + 1] & 0xff) << 8 | (reply[at + 2] & 0xff);
      if (reply[at + 3] == 1 && reply[at + 9] == STATUS_500) {
        return true;
      }
      at += 9 + length;
    }
    return false;
  }

  private synchronized void count(String status) {
    statuses.merge(status, 1, Integer::sum);
  }

  private synchronized void fail(int number, byte[] bytes, String what) throws IOException {
    Path kept = Files.createTempFile("hostile-" + number + "-", ".bin");
    Files.write(kept, bytes);
    failures.add("request " + number + ": " + what + "; kept as " + kept);
  }

  private static void assertNothingStays(TestServer server) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!server.get("/metrics").text().contains("lorentznet_requests_active 0.0")) {
      assertThat(System.nanoTime()).as("requests go on").isLessThan(end);
      Thread.sleep(10);
    }
    assertThat(server.server().spooledFiles()).isZero();
    assertThat(server.server().memoryLeft()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    assertThat(server.get("/metrics").text()).contains("lorentznet_queue_jets 0.0");
    assertThat(server.get("/health/ready").status()).isEqualTo(200);
    // Whatever was not foreseen is logged as an error.
    assertThat(server.log()).doesNotContain("\"level\":\"error\"");
  }
}
