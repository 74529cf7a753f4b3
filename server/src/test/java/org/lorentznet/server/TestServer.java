package org.lorentznet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lorentznet.json.Json;
import org.lorentznet.model.ModelFile;
import org.lorentznet.server.body.BodyLimits;
import org.lorentznet.server.models.ModelPlace;
import org.lorentznet.server.models.ModelReader;
import org.lorentznet.server.models.ReadModel;
import org.lorentznet.server.monitoring.EventLog;

/** A server on a free port of this machine, and a client for it. */
final class TestServer implements AutoCloseable {
  static final ModelReader READER = file -> ReadModel.of(ModelFile.read(file));
  static final ServerSettings.Address ANY_PORT = new ServerSettings.Address("127.0.0.1", 0, true);
  static final ServerSettings.Scheduling SCHEDULING =
      new ServerSettings.Scheduling(2, Duration.ofMillis(50), 1000, 8);
  static final BodyLimits LIMITS = new BodyLimits(1 << 20, 2000, 64);
  static final ServerSettings.Patience PATIENCE =
      new ServerSettings.Patience(
          Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMillis(50));
  static final ServerSettings.Protection NONE =
      new ServerSettings.Protection(Optional.empty(), Optional.empty());
  static final ServerSettings SETTINGS =
      new ServerSettings(ANY_PORT, SCHEDULING, LIMITS, PATIENCE, NONE);

  static final ServerSettings HTTP_1 =
      new ServerSettings(
          new ServerSettings.Address("127.0.0.1", 0, false), SCHEDULING, LIMITS, PATIENCE, NONE);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ScoringServer server;
  private final HttpClient client;

  private TestServer(
      ServerSettings settings, List<String> models, References references, ModelReader reader) {
    EventLog events =
        new EventLog(new PrintStream(log, true, StandardCharsets.UTF_8), Clock.systemUTC());
    server =
        new ScoringServer(
            settings, models.stream().map(ModelPlace::parse).toList(), references, reader, events);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** With the usual settings. */
  static TestServer of(Object... models) {
    return of(SETTINGS, models);
  }

  static TestServer of(ServerSettings settings, Object... models) {
    return new TestServer(settings, texts(models), new References(List.of()), READER);
  }

  /** With models of another make. */
  static TestServer of(ServerSettings settings, ModelReader reader, Object... models) {
    return new TestServer(settings, texts(models), new References(List.of()), reader);
  }

  static TestServer watching(String reference, Object... models) {
    return new TestServer(SETTINGS, texts(models), new References(List.of(reference)), READER);
  }

  private static List<String> texts(Object... models) {
    return Stream.of(models).map(Object::toString).toList();
  }

  /**
   * An answer.
   *
   * @param headers of it
   */
  record Reply(int status, byte[] body, java.net.http.HttpHeaders headers) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Map<String, Object> json() {
      return Json.parseObject(text());
    }

    /** The logits of a JSON answer, jet by jet. */
    float[] logits() {
      assertThat(status()).as(text()).isEqualTo(200);
      List<?> scores = (List<?>) json().get("scores");
      float[] logits = new float[2 * scores.size()];
      for (int j = 0; j < scores.size(); j++) {
        List<?> values = (List<?>) ((Map<?, ?>) scores.get(j)).get("logits");
        for (int k = 0; k < 2; k++) {
          logits[2 * j + k] = Float.parseFloat(values.get(k).toString());
        }
      }
      return logits;
    }

    String digest() {
      return (String) ((Map<?, ?>) json().get("model")).get("digest");
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(60));
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return send(client, request);
  }

  static Reply send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.body(), response.headers());
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  Reply post(String path, String json) throws IOException, InterruptedException {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  Reply post(String path, String type, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  ScoringServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Waits until the log has these words: a request's line follows its answer. */
  void awaitLog(String words) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!log().contains(words) && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(log()).contains(words);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
