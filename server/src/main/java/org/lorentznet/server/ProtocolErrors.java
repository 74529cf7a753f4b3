package org.lorentznet.server;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/** Answers to what is no request at all, and so never comes to the {@link Gate}. */
final class ProtocolErrors {
  private ProtocolErrors() {}

  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, handler());
    }
    return handlers.build();
  }

  private static DirectHandler handler() {
    return (request, type, status, headers, message) -> {
      Problem problem = new Problem(kind(status), "this is no request that the server takes");
      return DirectHandler.TransportResponse.builder()
          .status(Status.create(problem.kind().status()))
          .headers(headers)
          .header(HeaderNames.CONTENT_TYPE, Problem.TYPE)
          .keepAlive(false)
          .entity(problem.document("none"))
          .build();
    };
  }

  /**
   * The kind of problem. What the web server calls an internal error is one in reading a request,
   * such as a control character in a method's name: nothing that a {@link Gate} lets through comes
   * here. And what HTTP has codes from 500 on for, as an unknown encoding, is the sender's doing.
   */
  private static Problem.Kind kind(Status status) {
    return status.code() == Problem.Kind.BUSY.status()
        ? Problem.Kind.BUSY
        : status.code() == Problem.Kind.TOO_LARGE.status()
            ? Problem.Kind.TOO_LARGE
            : Problem.Kind.MALFORMED;
  }
}
