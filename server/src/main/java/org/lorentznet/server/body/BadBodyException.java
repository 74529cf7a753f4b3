package org.lorentznet.server.body;

import java.util.OptionalLong;
import org.lorentznet.errors.UserException;

/** A body that is not of the form it should have. */
public final class BadBodyException extends UserException {
  private static final long serialVersionUID = 1L;
  private final long jet;

  BadBodyException(String message) {
    this(message, -1);
  }

  BadBodyException(String message, long jet) {
    super(message);
    this.jet = jet;
  }

  /** The jet at fault, where it is one. */
  public OptionalLong jet() {
    return jet < 0 ? OptionalLong.empty() : OptionalLong.of(jet);
  }
}
