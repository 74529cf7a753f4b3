package org.lorentznet.metrics;

import org.lorentznet.errors.UserException;

/** Scores, labels or weights from which no figure can be computed. */
public final class BadScoresException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found and what was expected; names the jet, from 0, where one is to
   *     blame
   */
  public BadScoresException(String message) {
    super(message);
  }

  static BadScoresException at(int jet, String problem) {
    return new BadScoresException("jet " + jet + ": " + problem);
  }
}
