package org.lorentznet.server;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.Json;
import org.lorentznet.server.batching.QueueFullException;
import org.lorentznet.server.body.BadBodyException;
import org.lorentznet.server.body.BodyTooLargeException;
import org.lorentznet.server.body.MemoryBudget;
import org.lorentznet.server.body.SlowBodyException;

/** Why a request has no scores, as {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final String TYPE = "application/problem+json";

  /** Kinds of problems, with what tells them apart for programs. */
  enum Kind {
    MALFORMED(400, "malformed-request"),
    UNAUTHORISED(401, "unauthorised"),
    UNKNOWN(404, "unknown-resource"),
    METHOD(405, "method-not-allowed"),
    NOT_ACCEPTABLE(406, "not-acceptable"),
    TOO_SLOW(408, "body-too-slow"),
    TOO_LARGE(413, "too-large"),
    UNSUPPORTED(415, "unsupported-media-type"),
    BAD_JET(422, "bad-jet"),
    BAD_DATA(422, "bad-data"),
    INTERNAL(500, "internal-error"),
    BUSY(503, "busy");

    private final int status;
    private final String type;

    Kind(int status, String type) {
      this.status = status;
      this.type = type;
    }

    int status() {
      return status;
    }
  }

  private final Kind kind;
  private final OptionalLong jet;

  Problem(Kind kind, String detail) {
    this(kind, detail, OptionalLong.empty(), null);
  }

  private Problem(Kind kind, String detail, OptionalLong jet, Throwable cause) {
    super(detail, cause);
    this.kind = kind;
    this.jet = jet;
  }

  /** What an exception means for the sender of a request. */
  static Problem of(Throwable e) {
    return switch (e) {
      case Problem problem -> problem;
      case BadJetException bad ->
          new Problem(
              Kind.BAD_JET,
              "jet " + bad.jet() + ": " + bad.reason(),
              OptionalLong.of(bad.jet()),
              e);
      case BodyTooLargeException large ->
          new Problem(Kind.TOO_LARGE, large.getMessage(), large.jet(), e);
      case BadBodyException bad ->
          new Problem(
              bad.jet().isPresent() ? Kind.BAD_JET : Kind.MALFORMED,
              bad.getMessage(),
              bad.jet(),
              e);
      case SlowBodyException slow -> new Problem(Kind.TOO_SLOW, slow.getMessage());
      case UserException user ->
          new Problem(Kind.BAD_DATA, user.getMessage(), OptionalLong.empty(), e);
      case QueueFullException full -> new Problem(Kind.BUSY, full.getMessage());
      case MemoryBudget.OutOfBudgetException none -> new Problem(Kind.BUSY, none.getMessage());
      case ExecutionException failed -> of(failed.getCause());
      case InterruptedException interrupted -> new Problem(Kind.BUSY, "the server is stopping");
      case TimeoutException late ->
          new Problem(Kind.BUSY, "the jets could not be scored within the time limit");
      case OutOfMemoryError full -> new Problem(Kind.BUSY, "there is not enough memory just now");
      default ->
          new Problem(Kind.INTERNAL, "something went wrong in the server", OptionalLong.empty(), e);
    };
  }

  Kind kind() {
    return kind;
  }

  /** The document. */
  byte[] document(String request) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "urn:lorentznet:problem:" + kind.type);
    members.put("title", kind.type.replace('-', ' '));
    members.put("status", kind.status);
    members.put("detail", getMessage());
    if (jet.isPresent()) {
      members.put("jet", jet.getAsLong());
    }
    members.put("request", request);
    return Json.write(members).getBytes(StandardCharsets.UTF_8);
  }
}
