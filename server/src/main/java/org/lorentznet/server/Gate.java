package org.lorentznet.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.lorentznet.server.monitoring.EventLog;
import org.lorentznet.server.monitoring.ServerMetrics;

/** What all requests go through: tokens, errors as problems, log lines, figures. */
final class Gate {
  private static final int LONGEST_LOGGED_PATH = 200;

  private final Optional<BearerTokens> tokens;
  private final EventLog log;
  private final ServerMetrics metrics;
  private final AtomicLong count = new AtomicLong();
  private final String prefix = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  /** What is done for a request. */
  @FunctionalInterface
  interface Work {
    void on(Exchange exchange) throws Exception;
  }

  Gate(Optional<BearerTokens> tokens, EventLog log, ServerMetrics metrics) {
    this.tokens = tokens;
    this.log = log;
    this.metrics = metrics;
  }

  /** For everybody. */
  Handler open(String route, Work work) {
    return handler(route, false, work);
  }

  /** For those with a token, where tokens are asked for. */
  Handler guarded(String route, Work work) {
    return handler(route, true, work);
  }

  private Handler handler(String route, boolean guarded, Work work) {
    return (request, response) -> {
      long begin = System.nanoTime();
      String id = prefix + "-" + count.incrementAndGet();
      Exchange exchange = new Exchange(request, response, id);
      Throwable failure = null;
      try {
        if (guarded) {
          requireToken(exchange);
        }
        work.on(exchange);
      } catch (Exception | OutOfMemoryError | StackOverflowError e) {
        failure = e;
        answer(exchange, e);
      } finally {
        long nanos = System.nanoTime() - begin;
        metrics.answered(route, exchange.status(), nanos);
        write(exchange, failure, nanos);
      }
    };
  }

  private void requireToken(Exchange exchange) {
    if (tokens.isEmpty()) {
      return;
    }
    Optional<String> given = exchange.request().headers().value(HeaderNames.AUTHORIZATION);
    if (!given.map(tokens.get()::accept).orElse(false)) {
      throw new Problem(
          Problem.Kind.UNAUTHORISED,
          (given.isPresent() ? "the token is not known" : "a bearer token is needed"));
    }
  }

  /** Tells the sender, if the answer has not begun. */
  private static void answer(Exchange exchange, Throwable e) throws Exception {
    if (exchange.sent() || exchange.status() != 0) {
      if (e instanceof Exception exception) {
        throw exception; // the sender has gone: the connection ends
      }
      throw (Error) e;
    }
    exchange.send(Problem.of(e));
  }

  private void write(Exchange exchange, Throwable failure, long nanos) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("request", exchange.id());
    line.put("client", client(exchange));
    line.put("method", exchange.request().prologue().method().text());
    line.put("path", shortened(exchange.request().prologue().uriPath().rawPath()));
    line.put("protocol", exchange.request().prologue().rawProtocol());
    line.put("status", exchange.status());
    line.put("ms", Math.round(nanos / 1e4) / 1e2);
    line.put("bytes", exchange.bytesRead());
    line.putAll(exchange.details());
    boolean internal = exchange.status() == Problem.Kind.INTERNAL.status();
    if (failure != null) {
      line.put("problem", internal ? trace(failure) : String.valueOf(failure.getMessage()));
    }
    boolean gone = failure instanceof IOException || failure instanceof UncheckedIOException;
    log.write(internal && !gone ? EventLog.Level.ERROR : EventLog.Level.INFO, "request", line);
  }

  /** The sender's address; of one that has gone none may be known. */
  private static String client(Exchange exchange) {
    return exchange.request().remotePeer().address() instanceof InetSocketAddress address
        ? address.getHostString()
        : "gone";
  }

  private static String shortened(String path) {
    return path.length() <= LONGEST_LOGGED_PATH
        ? path
        : path.substring(0, LONGEST_LOGGED_PATH) + "...";
  }

  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable e = failure; e != null; e = e.getCause()) {
      text.append(e);
      StackTraceElement[] frames = e.getStackTrace();
      for (int i = 0; i < Math.min(8, frames.length); i++) {
        text.append(" at ").append(frames[i]);
      }
      text.append("; ");
    }
    return text.toString();
  }
}
