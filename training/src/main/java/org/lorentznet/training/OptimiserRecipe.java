package org.lorentznet.training;

import java.util.List;
import java.util.OptionalDouble;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.network.Tensor;

/**
 * How parameters follow their gradients.
 *
 * @param kind of optimiser
 * @param weightDecay fraction, times the learning rate, that a parameter loses in a step
 * @param decayed which parameters lose it
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon of AdamW, positive
 * @param gradientClip the longest that all gradients together may be, as a Euclidean norm; longer
 *     ones are shortened to it. Empty for no bound
 */
public record OptimiserRecipe(
    Kind kind,
    double weightDecay,
    Decayed decayed,
    double beta1,
    double beta2,
    double epsilon,
    OptionalDouble gradientClip) {
  /** Kinds of optimisers. */
  public enum Kind {
    /** {@link AdamW}. */
    ADAMW("adamw"),
    /** {@link Lion}. */
    LION("lion");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name in configurations. */
    public String key() {
      return key;
    }

    /**
     * The kind of a name.
     *
     * @throws MismatchException where there is none
     */
    public static Kind of(String key) {
      for (Kind kind : values()) {
        if (kind.key.equals(key)) {
          return kind;
        }
      }
      throw new MismatchException("unknown optimiser '" + key + "'; known: adamw, lion");
    }

    /** The published beta2: 0.999 of Adam's, 0.99 of Lion's. */
    public double publishedBeta2() {
      return this == ADAMW ? 0.999 : 0.99;
    }
  }

  /** Parameters that decay. */
  public enum Decayed {
    /** All, as published. */
    ALL("all"),
    /** Matrices only: neither biases nor normalisations. */
    MATRICES("matrices");

    private final String key;

    Decayed(String key) {
      this.key = key;
    }

    /** The name in configurations. */
    public String key() {
      return key;
    }

    /**
     * The choice of a name.
     *
     * @throws MismatchException where there is none
     */
    public static Decayed of(String key) {
      for (Decayed decayed : values()) {
        if (decayed.key.equals(key)) {
          return decayed;
        }
      }
      throw new MismatchException(
          "unknown parameters to decay '" + key + "'; known: all, matrices");
    }
  }

  public OptimiserRecipe {
    require(weightDecay >= 0, "weight_decay", weightDecay, "not negative");
    require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "in [0, 1)");
    require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "in [0, 1)");
    require(epsilon > 0 && epsilon <= 1, "epsilon", epsilon, "positive and at most 1");
    double clip = gradientClip.orElse(1);
    require(clip > 0 && Double.isFinite(clip), "gradient_clip", clip, "positive");
  }

  private static void require(boolean holds, String key, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(key + " is " + value + ", expected " + expected);
    }
  }

  /** The published recipe: AdamW, decay 0.01 of all, betas 0.9 and 0.999, eps 1e-8, no bound. */
  public static OptimiserRecipe published() {
    return new OptimiserRecipe(
        Kind.ADAMW, 0.01, Decayed.ALL, 0.9, 0.999, 1e-8, OptionalDouble.empty());
  }

  /** An optimiser of these tensors. */
  Optimiser optimiser(List<Tensor> tensors) {
    List<float[]> parameters = tensors.stream().map(Tensor::values).toList();
    double[] decays =
        tensors.stream()
            .mapToDouble(
                tensor -> decayed == Decayed.ALL || tensor.shape().length > 1 ? weightDecay : 0)
            .toArray();
    return kind == Kind.ADAMW
        ? new AdamW(parameters, decays, beta1, beta2, epsilon)
        : new Lion(parameters, decays, beta1, beta2);
  }

  /**
   * Shortens gradients that are too long.
   *
   * @param gradients all of them; changed
   */
  void clip(List<float[]> gradients) {
    if (gradientClip.isEmpty()) {
      return;
    }
    double square = 0;
    for (float[] gradient : gradients) {
      for (float value : gradient) {
        square += (double) value * value;
      }
    }
    double length = Math.sqrt(square);
    if (length <= gradientClip.getAsDouble()) {
      return;
    }
    float factor = (float) (gradientClip.getAsDouble() / length);
    for (float[] gradient : gradients) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
  }
}
