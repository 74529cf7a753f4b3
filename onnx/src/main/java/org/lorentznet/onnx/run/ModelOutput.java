package org.lorentznet.onnx.run;

import java.util.Arrays;
import java.util.Locale;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * The output that scores are taken from.
 *
 * @param name of the output
 */
record ModelOutput(String name, Kind kind) {
  /** What it holds. */
  enum Kind {
    /** One for each class. */
    LOGITS,
    /** One for each class. */
    PROBABILITIES,
    /** That of class 1 of two. */
    SIGNAL_PROBABILITY
  }

  /** Numbers a jet. */
  int size(int classes) {
    return kind == Kind.SIGNAL_PROBABILITY ? 1 : classes;
  }

  /**
   * Logits of a jet.
   *
   * @param found what the model gave
   * @param logits written from {@code to} on: one for each class
   */
  void toLogits(float[] found, int at, int classes, float[] logits, int to) {
    switch (kind) {
      case LOGITS -> System.arraycopy(found, at, logits, to, classes);
      case PROBABILITIES -> {
        for (int k = 0; k < classes; k++) {
          logits[to + k] = log(found[at + k]);
        }
      }
      case SIGNAL_PROBABILITY -> {
        logits[to] = log(1 - (double) found[at]);
        logits[to + 1] = log(found[at]);
      }
    }
  }

  /** A probability of 0 counts as the smallest that single precision tells from it. */
  private static float log(double probability) {
    return (float) StrictMath.log(probability <= 0 ? Float.MIN_VALUE : probability);
  }

  /**
   * Reads what a description says of the output.
   *
   * @throws MismatchException naming the key that is missing or wrong
   */
  static ModelOutput read(JsonObject json, int classes) {
    String holds = json.text("holds");
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(holds))
            .findFirst()
            .orElseThrow(() ->
                new MismatchException(
                    json.where()
                        + ": key 'holds' is '"
                        + holds
                        + "', expected logits, probabilities or signal_probability"));
    if (kind == Kind.SIGNAL_PROBABILITY && classes != 2) {
      throw new MismatchException(
          json.where() + ": signal_probability is for 2 classes, found " + classes);
    }
    return new ModelOutput(json.text("name"), kind);
  }
}
