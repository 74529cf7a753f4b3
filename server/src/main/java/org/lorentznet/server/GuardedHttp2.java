package org.lorentznet.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.http2.Http2Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * The web server's HTTP/2, by prior knowledge, TLS or an upgrade from HTTP/1.1, behind a {@link
 * FrameGuard}.
 */
final class GuardedHttp2 implements ServerConnectionSelector, Http1Upgrader {
  private final int longestBlock;
  private final ServerConnectionSelector selector;
  private final Http1Upgrader upgrader;

  GuardedHttp2(Http2Config config) {
    longestBlock = Math.toIntExact(config.maxHeaderListSize());
    selector = Http2ConnectionSelector.builder().http2Config(config).build();
    upgrader = Http2Upgrader.create(config);
  }

  @Override
  public int bytesToIdentifyConnection() {
    return selector.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return selector.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return selector.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    Guarded guarded = new Guarded(context, longestBlock);
    return new Ending(selector.connection(guarded), guarded.streams);
  }

  @Override
  public String supportedProtocol() {
    return upgrader.supportedProtocol();
  }

  @Override
  public ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    Guarded guarded = new Guarded(context, longestBlock);
    return new Ending(upgrader.upgrade(guarded, prologue, headers), guarded.streams);
  }

  /**
   * A connection with whose end its requests end, too: Helidon 4.5.0 lets them wait for the rest of
   * their bodies for ever.
   */
  private record Ending(ServerConnection connection, StreamTasks streams)
      implements ServerConnection {
    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        connection.handle(limit);
      } finally {
        streams.end();
      }
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
    }
  }

  /** A connection whose bytes are looked at before they are read. */
  private static final class Guarded implements ConnectionContext {
    private final ConnectionContext context;
    private final StreamTasks streams;
    private final DataReader reader;

    Guarded(ConnectionContext context, int longestBlock) {
      this.context = context;
      streams = new StreamTasks(context.executor());
      FrameGuard guard = new FrameGuard(longestBlock);
      DataReader received = context.dataReader();
      reader =
          DataReader.create(() -> {
            byte[] bytes = received.readBuffer().readBytes();
            guard.look(bytes);
            return bytes;
          });
    }

    @Override
    public DataReader dataReader() {
      return reader;
    }

    @Override
    public DataWriter dataWriter() {
      return context.dataWriter();
    }

    @Override
    public ListenerContext listenerContext() {
      return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return streams;
    }

    @Override
    public Router router() {
      return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return context.localPeer();
    }

    @Override
    public boolean isSecure() {
      return context.isSecure();
    }

    @Override
    public String socketId() {
      return context.socketId();
    }

    @Override
    public String childSocketId() {
      return context.childSocketId();
    }
  }
}
