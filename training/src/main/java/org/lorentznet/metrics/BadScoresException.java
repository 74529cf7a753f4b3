package org.lorentznet.metrics;

import org.lorentznet.errors.UserException;

/** Scores, labels or weights from which no figure can be computed. */
public final class BadScoresException extends UserException {
  private static final long serialVersionUID = 1L;

  private final long jet;
  private final String problem;

  /**
   * @param message what was found and what was expected
   */
  public BadScoresException(String message) {
    super(message);
    jet = -1;
    problem = message;
  }

  private BadScoresException(long jet, String problem) {
    super("jet " + jet + ": " + problem);
    this.jet = jet;
    this.problem = problem;
  }

  /**
   * What is wrong with a jet.
   *
   * @param jet its number, from 0
   */
  static BadScoresException at(long jet, String problem) {
    return new BadScoresException(jet, problem);
  }

  /** The same where so many jets come before those that the jet's number counts. */
  public BadScoresException after(long jets) {
    return jet < 0 ? this : at(jet + jets, problem);
  }
}
