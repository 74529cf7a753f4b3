package org.lorentznet.onnx;

import java.util.Arrays;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.onnx.run.OnnxTagger;
import org.lorentznet.onnx.run.Padding;
import org.lorentznet.tagger.JetTagger;

/**
 * Proof that an exported model gives our scorer's logits: jets of 1 to 200 constituents and real
 * ones, in batches of several sizes, constituents spread among padding of several kinds.
 *
 * @param jets number of jets compared
 * @param largest difference of a logit; of one beyond 1, in proportion to it
 */
public record ExportCheck(int jets, double largest) {
  /** What a logit may differ by; one beyond 1 by as much in proportion. */
  public static final double TOLERANCE = 1e-5;

  private static final int REAL_JETS = 200;
  private static final int[] BATCHES = {1, 2, 7, 32};

  /** Multiplicity up to which jets are also scored with every other padding and batch. */
  private static final int SMALL = 40;

  private static final double[] PADDINGS = {0, Double.POSITIVE_INFINITY, 1e300, -1};

  /**
   * Checks.
   *
   * @param tagger our scorer
   * @param exported the model
   * @param jets to check with
   * @throws UserException where a logit differs, or padding or batch change one
   */
  static ExportCheck run(JetTagger tagger, OnnxTagger exported, Jets jets, Workers workers) {
    int classes = tagger.classes().size();
    float[] expected = new float[jets.size() * classes];
    tagger.score(jets, 0, jets.size(), workers, expected);
    float[] found = new float[expected.length];
    int turn = 0;
    for (int from = 0; from < jets.size(); turn++) {
      int to = Math.min(from + BATCHES[turn % BATCHES.length], jets.size());
      exported.score(jets, from, to, new Spread(turn % 5, Double.NaN), found, from * classes);
      from = to;
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = difference(expected[i], found[i]);
      if (!(difference <= TOLERANCE)) {
        throw new UserException(
            "the exported model gives logit "
                + found[i]
                + " instead of "
                + expected[i]
                + " for a jet of "
                + jets.multiplicity(i / classes)
                + " constituents; nothing was written");
      }
      largest = Math.max(largest, difference);
    }
    requireIndependence(exported, jets, found, classes);
    return new ExportCheck(jets.size(), largest);
  }

  /** The difference of two logits; of one beyond 1, in proportion to it. */
  static double difference(float expected, float found) {
    return Math.abs((double) found - expected) / Math.max(1, Math.abs(expected));
  }

  static int realJets() {
    return REAL_JETS;
  }

  /** The same bits whatever the padding and the batch. */
  private static void requireIndependence(
      OnnxTagger exported, Jets jets, float[] expected, int classes) {
    int small = Math.min(SMALL, jets.size());
    float[] found = new float[small * classes];
    for (int turn = 0; turn < PADDINGS.length; turn++) {
      int batch = turn == 0 ? small : 1 + 5 * turn;
      for (int from = 0; from < small; from += batch) {
        int to = Math.min(from + batch, small);
        exported.score(jets, from, to, new Spread(turn, PADDINGS[turn]), found, from * classes);
      }
      int differs = Arrays.mismatch(found, 0, found.length, expected, 0, found.length);
      if (differs >= 0) {
        throw new UserException(
            "the exported model gives logit "
                + found[differs]
                + " or "
                + expected[differs]
                + " for the same jet of "
                + jets.multiplicity(differs / classes)
                + " constituents, as padding or batch are; nothing was written");
      }
    }
  }

  /**
   * Constituents in order, with gaps between them.
   *
   * @param gaps places more than constituents, about
   * @param value of all numbers in the gaps
   */
  private record Spread(int gaps, double value) implements Padding {
    @Override
    public int particles(int multiplicity) {
      return multiplicity + gaps;
    }

    @Override
    public int place(int jet, int constituent, int multiplicity, int particles) {
      int free = particles - multiplicity;
      // A part of the gaps before the first constituent, the rest at a place that differs.
      int before = free == 0 ? 0 : jet % (free + 1);
      return constituent < multiplicity / 2 ? before / 2 + constituent : before + constituent;
    }

    @Override
    public double value(int place) {
      return value;
    }
  }
}
