package org.lorentznet.server.body;

import java.util.OptionalLong;
import org.lorentznet.errors.UserException;

/** A body above one of its limits. */
public final class BodyTooLargeException extends UserException {
  private static final long serialVersionUID = 1L;
  private final long jet;

  BodyTooLargeException(String message) {
    this(message, -1);
  }

  BodyTooLargeException(String message, long jet) {
    super(message);
    this.jet = jet;
  }

  /** The jet that is too large, where it is one. */
  public OptionalLong jet() {
    return jet < 0 ? OptionalLong.empty() : OptionalLong.of(jet);
  }
}
