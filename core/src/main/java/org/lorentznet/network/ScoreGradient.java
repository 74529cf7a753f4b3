package org.lorentznet.network;

/**
 * The slope of a jet's score in its inputs.
 *
 * @param score log-odds of a class
 * @param fourMomenta d score / d (E, px, py, pz) of each particle in turn, 1/GeV
 * @param scalars d score / d s of each particle in turn
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for looking at
public record ScoreGradient(double score, double[] fourMomenta, double[] scalars) {}
