package org.lorentznet.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.TrainingListener.Progress;

class WatchingTest {
  @TempDir Path folder;

  private static EpochResult result(int epoch) {
    return new EpochResult(
        epoch, 1e-3, 0.5 / epoch, 0.8, 0.4 / epoch, 0.9, OptionalDouble.of(0.95), 12, 300);
  }

  private static HttpResponse<String> get(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
  }

  private static JsonObject state(LivePage page) throws Exception {
    return new JsonObject("state", Json.parseObject(get(page.address() + "state").body()));
  }

  @Test
  void thePageTellsHowTheTrainingStands() throws Exception {
    int port;
    try (LivePage page = LivePage.open(0, "runs/<first>", List.of(result(1)))) {
      port = URI.create(page.address()).getPort();
      HttpResponse<String> html = get(page.address());
      assertThat(html.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
      assertThat(html.body()).contains("<script>", "fetch('state'");
      assertThat(state(page).objects("history")).hasSize(1);
      assertThat(state(page).has("epoch")).isFalse();
      for (int batch = 1; batch <= 5000; batch++) {
        page.batchDone(new Progress(2, 5, batch, 10_000, 0.4, 0.91, batch / 500.0, 1e-3));
      }
      JsonObject state = state(page);
      assertThat(state.text("title")).isEqualTo("runs/<first>");
      assertThat(state.number("jets_per_second")).isEqualTo(500);
      assertThat(state.number("seconds_left")).isEqualTo((4 * 10_000 - 5000) / 500.0);
      assertThat((List<?>) state.members().get("batches")).hasSizeBetween(1000, 2000);
      page.epochDone(result(2), true);
      assertThat(state(page).objects("history")).hasSize(2);
      assertThat(get(page.address() + "etc").statusCode()).isEqualTo(404);
      assertThatThrownBy(() -> LivePage.open(port, "second", List.of()))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("--live " + port + ": cannot serve there");
    }
    // Resumed with the same port, it answers where it did.
    try (LivePage page = LivePage.open(port, "again", List.of(result(1), result(2)))) {
      assertThat(state(page).objects("history")).hasSize(2);
    }
  }

  /** Reads records back: length, masked checksum, data, masked checksum. */
  private static int records(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int count = 0;
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      long length = bytes.getLong();
      assertThat(bytes.getInt()).isEqualTo(masked(bytes.array(), start, 8));
      int data = bytes.position();
      bytes.position(data + (int) length);
      assertThat(bytes.getInt()).isEqualTo(masked(bytes.array(), data, (int) length));
      count++;
    }
    return count;
  }

  private static int masked(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }

  @Test
  void eventFilesHoldARecordAnEpoch() throws Exception {
    try (TensorBoardLog log = TensorBoardLog.open(folder, List.of(result(1)))) {
      log.epochDone(result(2), true);
    }
    Thread.sleep(5); // Files are named by their time.
    try (TensorBoardLog log = TensorBoardLog.open(folder, List.of(result(1), result(2)))) {
      log.epochDone(result(3), true);
    }
    try (var files = Files.list(folder)) {
      List<Path> found = files.sorted().toList();
      assertThat(found).hasSize(2);
      assertThat(records(found.get(0))).isEqualTo(3);
      assertThat(records(found.get(1))).isEqualTo(2);
      assertThat(new String(Files.readAllBytes(found.get(0)), StandardCharsets.ISO_8859_1))
          .contains("brain.Event:2", "validation_auc", "learning_rate")
          .doesNotContain("\u0005epoch");
    }
  }

  /** What a tracking server was asked, and whether it refuses for now. */
  private static final class TrackingServer implements AutoCloseable {
    final List<String> asked = new ArrayList<>();
    volatile boolean refuses;
    private final HttpServer server;

    TrackingServer() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/api/2.0/mlflow/",
          exchange -> {
            String call = exchange.getRequestURI().getPath().substring("/api/2.0/mlflow/".length());
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!refuses) {
              asked.add(call + " " + body);
            }
            boolean known = !call.equals("experiments/get-by-name") && !refuses;
            String text =
                switch (call) {
                  case "experiments/create" -> "{\"experiment_id\": \"7\"}";
                  case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"r1\"}}}";
                  default -> "{}";
                };
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void aTrackingServerIsToldEachEpochOnce() throws Exception {
    Path file = folder.resolve("mlflow.json");
    List<String> words = new ArrayList<>();
    Map<String, Object> configuration = Map.of("training", Map.of("epochs", 3));
    try (TrackingServer server = new TrackingServer()) {
      try (MlflowLog log =
          MlflowLog.open(
              server.address(), "first", file, configuration, List.of(result(1)), words::add)) {
        server.refuses = true;
        log.epochDone(result(2), true);
        assertThat(words)
            .hasSize(1)
            .first()
            .asString()
            .contains("answered 404", "with the next one");
        server.refuses = false;
        log.epochDone(result(3), true);
      }
      assertThat(server.asked.stream().map(call -> call.split(" ", 2)[0]))
          .containsExactly(
              "experiments/get-by-name",
              "experiments/create",
              "runs/create",
              "runs/log-batch",
              "runs/log-batch",
              "runs/log-batch",
              "runs/log-batch",
              "runs/update");
      assertThat(server.asked.get(2)).contains("\"experiment_id\":\"7\"", "\"run_name\":\"first\"");
      assertThat(server.asked.get(3)).contains("training.epochs");
      for (int epoch = 1; epoch <= 3; epoch++) {
        assertThat(server.asked.get(3 + epoch))
            .contains("\"run_id\":\"r1\"", "validation_auc", "\"step\":" + epoch);
      }
      assertThat(server.asked.get(7)).contains("FINISHED");

      // Resumed, it goes on with the same run.
      server.asked.clear();
      try (MlflowLog log =
          MlflowLog.open(server.address(), "first", file, configuration, List.of(), words::add)) {
        assertThat(server.asked)
            .hasSize(1)
            .first()
            .asString()
            .contains("runs/update", "r1", "RUNNING");
      }
    }
    assertThatThrownBy(() ->
            MlflowLog.open(
                "http://localhost:1",
                "x",
                folder.resolve("no.json"),
                Map.of(),
                List.of(),
                words::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--mlflow http://localhost:1");
    assertThat(folder.resolve("no.json")).doesNotExist();
  }
}
