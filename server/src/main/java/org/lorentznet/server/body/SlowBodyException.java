package org.lorentznet.server.body;

import org.lorentznet.errors.UserException;

/** A body that comes too slowly. */
public final class SlowBodyException extends UserException {
  private static final long serialVersionUID = 1L;

  SlowBodyException(String message) {
    super(message);
  }
}
