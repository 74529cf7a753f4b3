package org.lorentznet.errors;

/**
 * Two things that are each well formed but do not fit: a model and data, a checkpoint and a run.
 */
public final class MismatchException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * The error with a message.
   *
   * @param message one line that names both things, what was found and what was expected
   */
  public MismatchException(String message) {
    super(message);
  }
}
