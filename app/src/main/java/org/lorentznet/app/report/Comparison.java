package org.lorentznet.app.report;

import org.lorentznet.metrics.PairedComparison;

/**
 * Two taggers on the same jets.
 *
 * @param first name of the tagger that is compared
 * @param second name of the one it is held against
 * @param paired by how much the first is better
 */
public record Comparison(String first, String second, PairedComparison paired) {}
