package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * Which weights are validated and kept: those the optimiser has come to, or a mean of them over the
 * training. A mean is taken of all tensors alike, the running statistics of normalisations too: to
 * first order in the weights' spread these are the statistics of the mean network, which costs no
 * further pass over the data.
 */
public sealed interface WeightAveraging {
  /** The weights as they are. */
  WeightAveraging NONE = new None();

  /** The choice as JSON values; {@link #fromJson} reads it back. */
  Map<String, Object> toJson();

  /** No averaging. */
  record None() implements WeightAveraging {
    @Override
    public Map<String, Object> toJson() {
      return Map.of("kind", "none");
    }
  }

  /**
   * An exponential mean over steps. After step t the mean keeps min(decay, (1 + t) / (10 + t)) of
   * what it was, so that the first weights are soon forgotten.
   *
   * @param decay in (0, 1), e.g. 0.999: a mean over some 1,000 steps
   */
  record Exponential(double decay) implements WeightAveraging {
    public Exponential {
      if (!(decay > 0 && decay < 1)) {
        throw new IllegalArgumentException("ema is " + decay + ", expected within 0 and 1");
      }
    }

    /** What the mean keeps of itself after a step. */
    double kept(long steps) {
      return Math.min(decay, (1.0 + steps) / (10.0 + steps));
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", "exponential");
      json.put("decay", decay);
      return json;
    }
  }

  /**
   * The plain mean of the weights at the ends of the last epochs of a training (P. Izmailov et al.,
   * arXiv 1803.05407); best with a rate that stays high there.
   *
   * @param epochs how many, at least 2
   */
  record LastEpochs(int epochs) implements WeightAveraging {
    public LastEpochs {
      if (epochs < 2) {
        throw new IllegalArgumentException("swa is " + epochs + ", expected at least 2");
      }
    }

    /** The first epoch, from 0, of those averaged in a training of so many. */
    int first(int ofAll) {
      return Math.max(0, ofAll - epochs);
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", "last_epochs");
      json.put("epochs", epochs);
      return json;
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws MismatchException naming the key that is missing or wrong
   */
  static WeightAveraging fromJson(JsonObject json) {
    return switch (json.text("kind")) {
      case "none" -> NONE;
      case "exponential" -> new Exponential(json.number("decay"));
      case "last_epochs" -> new LastEpochs(json.integer("epochs", 2, Integer.MAX_VALUE));
      default ->
          throw new MismatchException(
              json.where()
                  + ": unknown averaging '"
                  + json.text("kind")
                  + "'; known: none, exponential, last_epochs");
    };
  }
}
