package org.lorentznet.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.Http1ConnectionSelectorConfig;
import io.helidon.webserver.http2.Http2Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lorentznet.errors.UserException;
import org.lorentznet.server.batching.BatchScorer;
import org.lorentznet.server.batching.ScoringQueue;
import org.lorentznet.server.body.MemoryBudget;
import org.lorentznet.server.body.Spool;
import org.lorentznet.server.models.ModelPlace;
import org.lorentznet.server.models.ModelReader;
import org.lorentznet.server.models.ModelShelf;
import org.lorentznet.server.monitoring.EventLog;
import org.lorentznet.server.monitoring.ServerMetrics;

/** A running server. Each of its models gives the scores that {@code score} gives, to the bit. */
public final class ScoringServer implements AutoCloseable {
  /** The part of all memory that bodies may take. */
  private static final int MEMORY_SHARE = 4;

  private static final int MOST_CONNECTIONS = 2048;
  private static final int HEADER_BYTES = 16_384;
  private static final int STREAMS_A_CONNECTION = 128;
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final ServerSettings settings;
  private final EventLog log;
  private final AtomicInteger active = new AtomicInteger();

  /** What is to be closed, the newest first. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private final Spool spool;
  private final MemoryBudget memory =
      new MemoryBudget(Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
  private ScoreWork scoring;
  private WebServer web;
  private volatile boolean draining;
  private boolean closed;

  /**
   * Reads the models, warms them up, and begins to listen.
   *
   * @throws UserException where a model, a reference, a certificate or the port will not do
   */
  public ScoringServer(
      ServerSettings settings,
      List<ModelPlace> places,
      References references,
      ModelReader reader,
      EventLog log) {
    this.settings = settings;
    this.log = log;
    spool = opened(new Spool());
    boolean good = false;
    try {
      start(places, references, reader);
      good = true;
    } finally {
      if (!good) {
        closeAll();
      }
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private void start(List<ModelPlace> places, References references, ModelReader reader) {
    ScoringQueue queue =
        new ScoringQueue(settings.scheduling().queueJets(), settings.scheduling().latencyTarget());
    ServerMetrics metrics = opened(new ServerMetrics(queue::waiting, active::get));
    ModelShelf shelf = new ModelShelf(places, reader, new ModelEvents(log, metrics, references));
    BatchScorer scorer = opened(new BatchScorer(queue, settings.scheduling().threads(), metrics));
    watch(shelf);
    scoring = new ScoreWork(settings, queue, spool, memory, metrics, active);
    Gate gate = new Gate(settings.protection().tokens(), log, metrics);
    Routes routes =
        new Routes(gate, shelf, scoring, metrics, scorer::alive, () -> !draining, settings);
    web = listen(routes);
    opened(web::stop);
    log.write(EventLog.Level.INFO, "listening", Map.of("address", address()));
    boolean outside = !web.prototype().address().isLoopbackAddress();
    if (outside && settings.protection().tokens().isEmpty()) {
      log.write(
          EventLog.Level.WARNING,
          "open-to-all",
          Map.of("reason", "listens beyond this machine, and asks nobody for a token"));
    }
  }

  private void watch(ModelShelf shelf) {
    long millis = settings.patience().reload().toMillis();
    if (millis == 0) {
      return;
    }
    ScheduledExecutorService watcher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lorentznet-models").daemon().factory());
    opened(watcher::shutdownNow);
    watcher.scheduleWithFixedDelay(
        () -> {
          try {
            shelf.refresh();
          } catch (RuntimeException | Error e) {
            // The next look may go better; without this there would be none.
            log.write(EventLog.Level.ERROR, "reload-failed", Map.of("reason", e.toString()));
          }
        },
        millis,
        millis,
        TimeUnit.MILLISECONDS);
  }

  private WebServer listen(Routes routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routes.add(routing);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(settings.address().host())
            .port(settings.address().port())
            .shutdownHook(false)
            // So much more that senders of a little too much are told so.
            .maxPayloadSize(settings.limits().bytes() + Exchange.UNWANTED_BYTES)
            .maxTcpConnections(MOST_CONNECTIONS)
            .idleConnectionTimeout(IDLE)
            .connectionOptions(options -> options.readTimeout(SILENCE).tcpNoDelay(true))
            .protocolsDiscoverServices(false)
            .directHandlers(ProtocolErrors.handlers())
            .routing(routing);
    Http1ConnectionSelectorConfig.Builder http1 =
        Http1ConnectionSelector.builder().config(config -> config.maxHeadersSize(HEADER_BYTES));
    if (settings.address().http2()) {
      GuardedHttp2 http2 =
          new GuardedHttp2(
              Http2Config.builder()
                  .maxHeaderListSize(HEADER_BYTES)
                  .maxConcurrentStreams(STREAMS_A_CONNECTION)
                  .build());
      builder.addConnectionSelector(http2);
      http1.addUpgrader(http2);
    }
    builder.addConnectionSelector(http1.build());
    settings.protection().tls().ifPresent(files -> builder.tls(TlsKeys.read(files)));
    requireFree();
    WebServer started = builder.build().start();
    if (!started.isRunning()) {
      throw cannotListen("the log tells why");
    }
    return started;
  }

  /** Tries the port: the web server only logs that it cannot have it. */
  private void requireFree() {
    ServerSettings.Address address = settings.address();
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw cannotListen(e.getMessage());
    }
  }

  private UserException cannotListen(String reason) {
    ServerSettings.Address address = settings.address();
    return new UserException(
        "cannot listen on port " + address.port() + " of " + address.host() + ": " + reason);
  }

  /** The port that it listens on. */
  public int port() {
    return web.port();
  }

  /** Where its page is. */
  public String address() {
    String host = settings.address().host();
    return (settings.protection().tls().isPresent() ? "https://" : "http://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port();
  }

  /** Files of requests that are there now; none when no request is at work. */
  long spooledFiles() {
    return spool.files();
  }

  /** Bytes of memory that no body holds. */
  long memoryLeft() {
    return memory.left();
  }

  /** Stops: new requests are sent away, those at work are answered, as long as patience lasts. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    draining = true;
    scoring.drain();
    log.write(EventLog.Level.INFO, "draining", Map.of("requests", active.get()));
    long until = System.nanoTime() + settings.patience().drain().toNanos();
    try {
      while (active.get() > 0 && System.nanoTime() < until) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int left = active.get();
    closeAll();
    log.write(EventLog.Level.INFO, "stopped", Map.of("unanswered", left));
  }

  private void closeAll() {
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (Exception e) {
        log.write(EventLog.Level.WARNING, "close-failed", Map.of("reason", e.toString()));
      }
    }
    open.clear();
  }
}
