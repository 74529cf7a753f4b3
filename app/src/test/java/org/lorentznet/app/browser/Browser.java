package org.lorentznet.app.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

/**
 * A headless Chromium with one page, told what to do over its DevTools protocol. What the page asks
 * the network for, and whatever it complains of, is kept.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final long SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final Map<Long, CompletableFuture<Map<String, Object>>> answers =
      new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Map<String, Object>>> awaited =
      new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private long commands;
  private String session;

  private Browser(String program) throws Exception {
    profile = Files.createTempDirectory("browser");
    process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--no-proxy-server",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address()), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    String target =
        (String) send("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    session =
        (String)
            send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId");
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Starts the browser that is installed; the test is left out where there is none. */
  public static Browser start() throws Exception {
    Optional<String> program =
        Stream.concat(Stream.ofNullable(System.getProperty("lorentznet.chromium")), PLACES.stream())
            .filter(place -> Files.isExecutable(Path.of(place)))
            .findFirst();
    assumeTrue(program.isPresent(), "skipped: Chromium is not installed");
    return new Browser(program.get());
  }

  /** The address that the browser writes once it listens. */
  private String address() throws IOException {
    BufferedReader lines = process.errorReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf("ws://");
      if (at >= 0) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return line.substring(at).strip();
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  private Map<String, Object> send(String method, Map<String, Object> parameters) throws Exception {
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    long id = ++commands;
    answers.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(Json.write(message), true).get(SECONDS, TimeUnit.SECONDS);
    return answer.get(SECONDS, TimeUnit.SECONDS);
  }

  /** Opens a file and waits until it is loaded. */
  public void open(Path file) throws Exception {
    open(file.toUri().toString());
  }

  /** Opens an address and waits until it is loaded. */
  public void open(String address) throws Exception {
    CompletableFuture<Map<String, Object>> loaded = new CompletableFuture<>();
    awaited.put("Page.loadEventFired", loaded);
    send("Page.navigate", Map.of("url", address));
    loaded.get(SECONDS, TimeUnit.SECONDS);
  }

  /** Chooses a file in a field for files. */
  public void upload(String selector, Path file) throws Exception {
    Map<String, Object> root = send("DOM.getDocument", Map.of());
    Object document = ((Map<?, ?>) root.get("root")).get("nodeId");
    Object field =
        send("DOM.querySelector", Map.of("nodeId", document, "selector", selector)).get("nodeId");
    send(
        "DOM.setFileInputFiles",
        Map.of("nodeId", field, "files", List.of(file.toAbsolutePath().toString())));
  }

  /** Makes the window so wide, light or dark. */
  public void look(int width, int height, boolean dark) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** The value of an expression in the page. */
  public Object evaluate(String expression) throws Exception {
    Map<String, Object> answer =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return ((Map<?, ?>) answer.get("result")).get("value");
  }

  /** Moves the pointer to a place of the window. */
  public void point(double x, double y) throws Exception {
    send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** Presses a key, e.g. {@code ArrowRight}. */
  public void press(String key) throws Exception {
    send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key));
    send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
  }

  /** The whole page as a picture. */
  public byte[] screenshot() throws Exception {
    return Base64.getDecoder()
        .decode(
            (String)
                send("Page.captureScreenshot", Map.of("captureBeyondViewport", true)).get("data"));
  }

  /** The page as it would be printed. */
  public byte[] pdf() throws Exception {
    return Base64.getDecoder()
        .decode((String) send("Page.printToPDF", Map.of("printBackground", true)).get("data"));
  }

  /** Errors and warnings that the page has caused. */
  public List<String> complaints() {
    return complaints;
  }

  /** Addresses that the page has asked for. */
  public List<String> requests() {
    return requests;
  }

  private void take(Map<String, Object> message) {
    if (message.get("id") instanceof Long id) {
      CompletableFuture<Map<String, Object>> answer = answers.remove(id);
      if (message.containsKey("error")) {
        answer.completeExceptionally(new AssertionError(message.get("error").toString()));
      } else {
        answer.complete(new JsonObject("answer", message).object("result").members());
      }
      return;
    }
    String method = (String) message.get("method");
    CompletableFuture<Map<String, Object>> waiting = awaited.remove(method);
    if (waiting != null) {
      waiting.complete(message);
    }
    switch (method) {
      case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" ->
          complaints.add(message.get("params").toString());
      case "Network.requestWillBeSent" -> {
        Map<?, ?> parameters = (Map<?, ?>) message.get("params");
        requests.add(((Map<?, ?>) parameters.get("request")).get("url").toString());
      }
      default -> {
        // Of no interest here.
      }
    }
  }

  /** Puts messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        take(Json.parseObject(whole));
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() throws Exception {
    session = null;
    try {
      send("Browser.close", Map.of());
    } finally {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (Stream<Path> files = Files.walk(profile)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
