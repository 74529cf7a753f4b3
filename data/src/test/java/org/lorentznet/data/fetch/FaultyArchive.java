package org.lorentznet.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An archive on this machine that serves files with ranges, and misbehaves as told: each fault
 * spoils one answer, in their order, and after them all goes well.
 */
public final class FaultyArchive implements AutoCloseable {
  /** What is done with one request instead of answering it. */
  @FunctionalInterface
  public interface Fault {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Fault always;

  public FaultyArchive() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** Address of a record here, as {@link PublicDataset#record}. */
  public String record() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/records/7";
  }

  /** Serves a file of the record. */
  public FaultyArchive file(String name, byte[] content) {
    files.put("/records/7/files/" + name, content);
    return this;
  }

  /** Spoils the next answers. */
  public FaultyArchive faults(Fault... next) {
    synchronized (faults) {
      faults.addAll(List.of(next));
    }
    return this;
  }

  /** Spoils all answers. */
  public FaultyArchive always(Fault fault) {
    always = fault;
    return this;
  }

  /** First bytes asked for, in the requests' order, with the file: e.g. {@code "a.h5 from 100"}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The bytes that requests began at, in their order. */
  public List<Integer> starts() {
    return requests.stream().map(r -> Integer.valueOf(r.replaceAll(".* from ", ""))).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path.substring(path.lastIndexOf('/') + 1) + " from " + from(exchange));
    byte[] content = files.get(path);
    Fault fault;
    synchronized (faults) {
      fault = faults.isEmpty() ? always : faults.pop();
    }
    try (exchange) {
      if (fault != null) {
        fault.answer(exchange, content);
      } else if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, content, content.length);
      }
    } catch (IOException e) {
      // The other side has gone, as it may.
    }
  }

  private static int from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  /** Answers as asked, but for the bytes from {@code until} on, which never come. */
  private static void send(HttpExchange exchange, byte[] content, int until) throws IOException {
    send(exchange, from(exchange), content, until);
  }

  private static void send(HttpExchange exchange, int from, byte[] content, int until)
      throws IOException {
    if (from >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    OutputStream out = exchange.getResponseBody();
    out.write(content, from, Math.max(0, Math.min(until, content.length) - from));
    out.flush();
  }

  /** The connection is cut before a byte of the file. */
  public static Fault cutAt(int until) {
    return (exchange, content) -> send(exchange, content, until);
  }

  /** Nothing comes any more from a byte of the file on, for a while. */
  public static Fault stallAt(int until, long milliseconds) {
    return (exchange, content) -> {
      send(exchange, content, until);
      sleep(milliseconds);
    };
  }

  /** Some bytes at a time, with pauses. */
  public static Fault slowly(int bytes, long milliseconds) {
    return (exchange, content) -> {
      int from = from(exchange);
      send(exchange, content, from);
      for (int at = from; at < content.length; at += bytes) {
        exchange.getResponseBody().write(content, at, Math.min(bytes, content.length - at));
        exchange.getResponseBody().flush();
        sleep(milliseconds);
      }
    };
  }

  /** Only a status, and a header where there is one. */
  public static Fault status(int status, String... header) {
    return (exchange, content) -> {
      if (header.length == 2) {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Other content. */
  public static Fault instead(byte[] other) {
    return (exchange, content) -> send(exchange, other, other.length);
  }

  /** The whole file, whatever range was asked for. */
  public static Fault withoutRanges(int until) {
    return (exchange, content) -> send(exchange, 0, content, until);
  }

  /** Content whose length is not told beforehand. */
  public static Fault withoutLength(byte[] other) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(other);
      exchange.getResponseBody().close();
    };
  }

  /** Bytes of a file, with a few of them wrong. */
  public static byte[] damaged(byte[] content) {
    byte[] damaged = Arrays.copyOf(content, content.length);
    damaged[content.length / 2] ^= 1;
    return damaged;
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
