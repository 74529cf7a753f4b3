package org.lorentznet.app.command;

/**
 * A quantity of each jet that figures are told against.
 *
 * @param name in words
 * @param unit empty for a pure number
 * @param values a jet
 */
record JetVariable(String name, String unit, float[] values) {
  /** Whether a tagger's cuts should leave the background's distribution of it alone. */
  boolean sculpted() {
    return !name.equals(JetTruth.ETA);
  }
}
