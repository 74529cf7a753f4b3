package org.lorentznet.app.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.json.Json;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.TrainingListener;

/**
 * A page on this machine's loopback address that draws a training's curves as they grow. It asks
 * for the training's state every second, so it goes on where a training is resumed with the same
 * port.
 */
public final class LivePage implements TrainingListener, AutoCloseable {
  /** Batches told at most; of more, every second is left out again and again. */
  private static final int MOST_POINTS = 2000;

  private final HttpServer server;
  private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
  private final String title;
  private final List<EpochResult> history;
  private final List<List<Object>> points = new ArrayList<>();
  private Progress now;
  private long stride = 1;
  private long batches;

  private LivePage(HttpServer server, String title, List<EpochResult> history) {
    this.server = server;
    this.title = title;
    this.history = new ArrayList<>(history);
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @param title what is trained
   * @param history of the epochs that are done
   * @throws UserException where the port is taken
   */
  public static LivePage open(int port, String title, List<EpochResult> history) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UserException(
          "--live " + port + ": cannot serve there: " + FileReplacement.reason(e), e);
    }
    LivePage page = new LivePage(server, title, history);
    server.setExecutor(page.answers);
    server.createContext("/", page::answer);
    server.start();
    return page;
  }

  /** Where a browser finds it. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> send(exchange, 200, "text/html; charset=utf-8", page());
        case "/state" -> send(exchange, 200, "application/json", Json.write(state()));
        default -> send(exchange, 404, "text/plain", "there is / and /state\n");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String page() {
    try (InputStream in = LivePage.class.getResourceAsStream("live.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Map<String, Object> state() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", title);
    if (now != null) {
      double rate = now.jets() / Math.max(now.seconds(), 1e-9);
      json.put("epoch", now.epoch());
      json.put("epochs", now.epochs());
      json.put("part", (double) now.jets() / now.jetsTotal());
      json.put("loss", now.loss());
      json.put("accuracy", now.accuracy());
      json.put("learning_rate", now.learningRate());
      json.put("jets_per_second", rate);
      double left = (now.epochs() - now.epoch() + 1.0) * now.jetsTotal() - now.jets();
      json.put("seconds_left", left / Math.max(rate, 1e-9));
    }
    json.put("history", history.stream().map(EpochResult::toJson).toList());
    json.put("batches", List.copyOf(points));
    return json;
  }

  @Override
  public synchronized void batchDone(Progress progress) {
    now = progress;
    if (batches++ % stride == 0) {
      double place = progress.epoch() - 1 + (double) progress.jets() / progress.jetsTotal();
      points.add(List.of(place, progress.loss(), progress.learningRate()));
    }
    if (points.size() > MOST_POINTS) {
      stride *= 2;
      for (int k = points.size() - 1; k >= 0; k -= 2) {
        points.remove(k);
      }
    }
  }

  @Override
  public synchronized void epochDone(EpochResult result, boolean best) {
    history.add(result);
  }

  @Override
  public void close() {
    server.stop(0);
    answers.close();
  }
}
