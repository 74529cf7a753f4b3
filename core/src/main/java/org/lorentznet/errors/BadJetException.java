package org.lorentznet.errors;

/** A jet that cannot be used: empty, or with a particle that no detector could have seen. */
public final class BadJetException extends UserException {
  private static final long serialVersionUID = 1L;

  /** From 0. */
  private final long jet;

  /** Without the source and the number. */
  private final String reason;

  /**
   * The error for one jet.
   *
   * @param source the file the jet came from
   * @param jet the jet's number in it, from 0
   * @param reason e.g. {@code "constituent 3 has energy NaN"}
   */
  public BadJetException(Object source, long jet, String reason) {
    super(source + ": jet " + jet + ": " + reason);
    this.jet = jet;
    this.reason = reason;
  }

  /** {@return the jet's number in its source, from 0} */
  public long jet() {
    return jet;
  }

  /** {@return what is wrong with the jet, without its source and number} */
  public String reason() {
    return reason;
  }
}
