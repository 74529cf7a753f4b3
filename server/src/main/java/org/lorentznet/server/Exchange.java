package org.lorentznet.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.errors.UserException;
import org.lorentznet.server.body.BodyStream;

/** A request, its answer, and what the log will tell of both. */
final class Exchange {
  /** Of a body that nobody wants, so much is read so that the sender sees the answer. */
  static final int UNWANTED_BYTES = 4 << 20;

  private final ServerRequest request;
  private final ServerResponse response;
  private final String id;
  private final Map<String, Object> details = new LinkedHashMap<>();
  private BodyStream body;
  private int status;

  Exchange(ServerRequest request, ServerResponse response, String id) {
    this.request = request;
    this.response = response;
    this.id = id;
  }

  ServerRequest request() {
    return request;
  }

  String id() {
    return id;
  }

  /** The status that was sent, or 0. */
  int status() {
    return status;
  }

  Map<String, Object> details() {
    return details;
  }

  /** Whether the body's length is not told beforehand. */
  boolean chunked() {
    return request.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  /** The body, to be read once. */
  BodyStream body(BodyStream stream) {
    body = stream;
    return stream;
  }

  /** Bytes of the body that were read. */
  long bytesRead() {
    return body == null ? 0 : body.count();
  }

  void send(int code, String type, byte[] content) {
    status = code;
    response.status(Status.create(code));
    response.header(HeaderNames.CONTENT_TYPE, type);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("X-Request-Id", id);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(content);
  }

  /** A header of the answer. */
  Exchange header(String name, String value) {
    response.header(name, value);
    return this;
  }

  boolean sent() {
    return response.isSent();
  }

  /** Sends a problem, and closes the connection where the body was not read to its end. */
  void send(Problem problem) {
    if (!readRest()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    switch (problem.kind()) {
      case BUSY -> header("Retry-After", "1");
      case UNAUTHORISED -> header("WWW-Authenticate", "Bearer");
      default -> {
        // No header of its own.
      }
    }
    send(problem.kind().status(), Problem.TYPE, problem.document(id));
  }

  /** Reads what is left of a small body; whether that was all. */
  private boolean readRest() {
    if (request.content().consumed() || !request.content().hasEntity()) {
      return true;
    }
    if (request.headers().contains(HeaderNames.EXPECT) && !request.continueSent()) {
      return false;
    }
    try {
      BodyStream rest =
          body == null
              ? new BodyStream(request.content().inputStream(), UNWANTED_BYTES, count -> {})
              : body;
      rest.discard();
      byte[] waste = new byte[8192];
      long left = UNWANTED_BYTES;
      while (left > 0) {
        int count = rest.read(waste, 0, waste.length);
        if (count < 0) {
          return true;
        }
        left -= count;
      }
      return false;
    } catch (UserException e) {
      return false; // too long, too slow or cut off
    }
  }
}
