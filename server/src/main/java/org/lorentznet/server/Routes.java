package org.lorentznet.server;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lorentznet.json.Json;
import org.lorentznet.model.Version;
import org.lorentznet.server.models.ModelShelf;
import org.lorentznet.server.models.ServedModel;
import org.lorentznet.server.monitoring.ServerMetrics;

/** What lies under which path. */
final class Routes {
  private static final String JSON = "application/json";

  private final Gate gate;
  private final ModelShelf shelf;
  private final ScoreWork scoring;
  private final ServerMetrics metrics;
  private final BooleanSupplier alive;
  private final BooleanSupplier ready;
  private final WebPage page = WebPage.read();
  private final byte[] openApi;

  Routes(
      Gate gate,
      ModelShelf shelf,
      ScoreWork scoring,
      ServerMetrics metrics,
      BooleanSupplier alive,
      BooleanSupplier ready,
      ServerSettings settings) {
    this.gate = gate;
    this.shelf = shelf;
    this.scoring = scoring;
    this.metrics = metrics;
    this.alive = alive;
    this.ready = ready;
    openApi = OpenApi.document(settings);
  }

  void add(HttpRouting.Builder routing) {
    get(routing, "/", gate.open("/", this::page));
    get(routing, "/openapi.json", gate.open("/openapi.json", this::openApi));
    get(routing, "/health", gate.open("/health", x -> health(x, isReady())));
    get(routing, "/health/live", gate.open("/health/live", x -> health(x, alive.getAsBoolean())));
    get(routing, "/health/ready", gate.open("/health/ready", x -> health(x, isReady())));
    get(routing, "/metrics", gate.guarded("/metrics", this::metrics));
    get(routing, "/v1/models", gate.guarded("/v1/models", this::models));
    post(routing, "/v1/score", x -> scoring.score(x, found(shelf.newest())));
    post(
        routing,
        "/v1/models/{name}/score",
        x -> scoring.score(x, found(shelf.newest(parameter(x, "name")))));
    post(
        routing,
        "/v1/models/{name}/versions/{version}/score",
        x -> {
          String version = parameter(x, "version");
          scoring.score(x, found(shelf.find(parameter(x, "name"), version)));
        });
    routing.any(
        gate.open(
            "other",
            x -> {
              throw new Problem(Problem.Kind.UNKNOWN, "there is nothing here; see /openapi.json");
            }));
  }

  private void get(HttpRouting.Builder routing, String path, Handler handler) {
    routing.get(path, handler);
    routing.any(path, gate.open(path, x -> wrongMethod(x, "GET")));
  }

  private void post(HttpRouting.Builder routing, String path, Gate.Work work) {
    routing.post(path, gate.guarded(path, work));
    routing.any(path, gate.open(path, x -> wrongMethod(x, "POST")));
  }

  private static void wrongMethod(Exchange exchange, String right) {
    exchange.header("Allow", right);
    throw new Problem(Problem.Kind.METHOD, right + " expected");
  }

  private static String parameter(Exchange exchange, String name) {
    return exchange.request().path().pathParameters().get(name);
  }

  private static ServedModel found(Optional<ServedModel> model) {
    return model.orElseThrow(
        () -> new Problem(Problem.Kind.UNKNOWN, "there is no such model; see /v1/models"));
  }

  private boolean isReady() {
    return alive.getAsBoolean() && ready.getAsBoolean() && !shelf.all().isEmpty();
  }

  private void page(Exchange exchange) {
    exchange.header("Content-Security-Policy", page.policy());
    exchange.header("Referrer-Policy", "no-referrer");
    exchange.send(200, "text/html; charset=utf-8", page.content());
  }

  private void openApi(Exchange exchange) {
    exchange.send(200, JSON, openApi);
  }

  private void metrics(Exchange exchange) {
    exchange.send(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.text().getBytes(StandardCharsets.UTF_8));
  }

  private static void health(Exchange exchange, boolean good) {
    sendJson(exchange, good ? 200 : 503, Map.of("status", good ? "up" : "down"));
  }

  private void models(Exchange exchange) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("models", shelf.all().stream().map(Routes::describe).toList());
    document.put("default", shelf.newest().map(model -> model.key().name()).orElse(null));
    document.put("lorentznet", Version.CURRENT);
    sendJson(exchange, 200, document);
  }

  private static Map<String, Object> describe(ServedModel served) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", served.key().name());
    members.put("version", served.key().version());
    members.put("digest", served.digest());
    members.put("loaded", served.loaded().toString());
    members.put("architecture", served.model().description().architecture());
    members.put("task", served.model().description().task());
    members.put("classes", served.model().classes());
    members.put("columns", List.copyOf(served.model().work().tagger().columns()));
    return members;
  }

  private static void sendJson(Exchange exchange, int status, Map<String, Object> document) {
    exchange.send(status, JSON, Json.write(document).getBytes(StandardCharsets.UTF_8));
  }
}
