package org.lorentznet.app.live;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.TrainingListener;

/**
 * A run on an MLflow tracking server, by its REST protocol, version 2.0: the configuration as
 * parameters, the figures of each epoch as metrics. Five calls are needed of it, for which the
 * JDK's own HTTP client is enough. A training that is resumed goes on with its run. A server that
 * does not answer later than at the start does not stop a training: what it missed is sent with the
 * next epoch.
 */
public final class MlflowLog implements TrainingListener, AutoCloseable {
  private static final String EXPERIMENT = "lorentznet";
  private static final String RUN_ID = "run_id";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Of a batch of parameters, and of the text of one. */
  private static final int MOST_PARAMETERS = 100;

  private static final int LONGEST_VALUE = 500;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String server;
  private final List<EpochResult> left = new ArrayList<>();
  private final Consumer<String> words;
  private String run;

  private MlflowLog(String server, Consumer<String> words) {
    this.server = server.replaceAll("/+$", "") + "/api/2.0/mlflow/";
    this.words = words;
  }

  /**
   * Begins a run, or goes on with the one that a file names.
   *
   * @param server e.g. {@code http://localhost:5000}
   * @param name of a new run
   * @param file where the run's number is kept
   * @param configuration told as parameters, nested keys joined by points
   * @param history of the epochs that are done, told to a new run
   * @param words told where the server does not answer later
   * @throws UserException where the server does not answer, or refuses
   */
  public static MlflowLog open(
      String server,
      String name,
      Path file,
      Map<String, Object> configuration,
      List<EpochResult> history,
      Consumer<String> words) {
    MlflowLog log = new MlflowLog(server, words);
    if (Files.exists(file)) {
      log.run = read(file).text(RUN_ID);
      log.post("runs/update", Map.of(RUN_ID, log.run, "status", "RUNNING"));
      return log;
    }
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("experiment_id", log.experiment());
    request.put("run_name", name);
    request.put("start_time", System.currentTimeMillis());
    log.run = log.post("runs/create", request).object("run").object("info").text(RUN_ID);
    String text = Json.write(Map.of(RUN_ID, log.run)) + "\n";
    FileReplacement.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    log.parameters(configuration);
    history.forEach(log.left::add);
    log.send();
    return log;
  }

  private static JsonObject read(Path file) {
    try {
      return new JsonObject(file.toString(), Json.parseObject(Files.readString(file)));
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }

  private String experiment() {
    HttpResponse<String> known =
        call(
            HttpRequest.newBuilder(
                    uri(
                        "experiments/get-by-name?experiment_name="
                            + URLEncoder.encode(EXPERIMENT, StandardCharsets.UTF_8)))
                .GET());
    if (known.statusCode() == 200) {
      return json(known).object("experiment").text("experiment_id");
    }
    return post("experiments/create", Map.of("name", EXPERIMENT)).text("experiment_id");
  }

  private void parameters(Map<String, Object> configuration) {
    List<Object> parameters = new ArrayList<>();
    flatten("", configuration, parameters);
    for (int from = 0; from < parameters.size(); from += MOST_PARAMETERS) {
      List<Object> part =
          parameters.subList(from, Math.min(from + MOST_PARAMETERS, parameters.size()));
      post("runs/log-batch", Map.of(RUN_ID, run, "params", new ArrayList<>(part)));
    }
  }

  private static void flatten(String prefix, Map<?, ?> values, List<Object> to) {
    values.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) {
        flatten(prefix + key + ".", inner, to);
      } else {
        String text = value instanceof String string ? string : Json.write(value);
        to.add(
            Map.of(
                "key",
                prefix + key,
                "value",
                text.substring(0, Math.min(text.length(), LONGEST_VALUE))));
      }
    });
  }

  @Override
  public void epochDone(EpochResult result, boolean best) {
    left.add(result);
    try {
      send();
    } catch (UserException e) {
      words.accept(e.getMessage() + "; the epoch is told with the next one");
    }
  }

  private void send() {
    while (!left.isEmpty()) {
      EpochResult result = left.getFirst();
      List<Object> metrics = new ArrayList<>();
      result
          .toJson()
          .forEach((key, value) -> {
            if (value instanceof Number && !key.equals("epoch")) {
              Map<String, Object> metric = new LinkedHashMap<>();
              metric.put("key", key);
              metric.put("value", value);
              metric.put("timestamp", System.currentTimeMillis());
              metric.put("step", result.epoch());
              metrics.add(metric);
            }
          });
      post("runs/log-batch", Map.of(RUN_ID, run, "metrics", metrics));
      left.removeFirst();
    }
  }

  private JsonObject post(String path, Map<String, Object> body) {
    HttpResponse<String> answer =
        call(
            HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body))));
    if (answer.statusCode() != 200) {
      throw new UserException(
          "--mlflow "
              + uri(path)
              + ": answered "
              + answer.statusCode()
              + ": "
              + answer.body().lines().findFirst().orElse("nothing"));
    }
    return json(answer);
  }

  private URI uri(String path) {
    try {
      return URI.create(server + path);
    } catch (IllegalArgumentException e) {
      throw new UserException("--mlflow " + server + ": is no address of a server", e);
    }
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try {
      return new JsonObject("--mlflow " + answer.uri(), Json.parseObject(answer.body()));
    } catch (Json.SyntaxException e) {
      throw new UserException("--mlflow " + answer.uri() + ": its answer " + e.getMessage(), e);
    }
  }

  private HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UserException("--mlflow " + server + ": no answer (" + e + ")", e);
    } catch (IllegalArgumentException e) {
      throw new UserException("--mlflow " + server + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("--mlflow " + server + ": interrupted", e);
    }
  }

  /** Ends the run on the server; a training that is resumed opens it again. */
  @Override
  public void close() {
    try {
      send();
      post(
          "runs/update",
          Map.of(RUN_ID, run, "status", "FINISHED", "end_time", System.currentTimeMillis()));
    } catch (UserException e) {
      words.accept(e.getMessage());
    } finally {
      client.close();
    }
  }
}
