package org.lorentznet.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.lorentznet.server.body.BodyLimits;

/**
 * How a server is run.
 *
 * @param address where it listens
 * @param scheduling how jets are lined up
 * @param limits how much a request may hold
 * @param patience how long things may take
 * @param protection who may ask, and how
 */
public record ServerSettings(
    Address address,
    Scheduling scheduling,
    BodyLimits limits,
    Patience patience,
    Protection protection) {
  /**
   * Where a server listens.
   *
   * @param host name or number of the interface
   * @param port 0 for any that is free
   * @param http2 whether HTTP/2 is spoken beside HTTP/1.1
   */
  public record Address(String host, int port, boolean http2) {}

  /**
   * How jets are lined up.
   *
   * @param threads that compute
   * @param latencyTarget how long scoring a batch is to take at most
   * @param queueJets of small requests that may wait
   * @param bulkRequests that may be at work at once
   */
  public record Scheduling(int threads, Duration latencyTarget, int queueJets, int bulkRequests) {}

  /**
   * How long things may take.
   *
   * @param request from its headers to its scores
   * @param drain what is at work when the server is told to stop
   * @param reload from one look at the models' files to the next; zero for never
   */
  public record Patience(Duration request, Duration drain, Duration reload) {}

  /**
   * Who may ask, and how.
   *
   * @param tls empty for plain HTTP
   * @param tokens empty for everybody
   */
  public record Protection(Optional<TlsFiles> tls, Optional<BearerTokens> tokens) {}

  /**
   * What TLS needs.
   *
   * @param certificate PEM file of the chain, the server's own first
   * @param key PEM file of its private key (PKCS #8)
   */
  public record TlsFiles(Path certificate, Path key) {}
}
