package org.lorentznet.training;

import java.util.Map;
import java.util.Optional;
import org.lorentznet.json.JsonObject;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.Softmax;

/**
 * What training minimises: a cross-entropy.
 *
 * @param labelSmoothing what of a label is spread over all classes alike (C. Szegedy et al., arXiv
 *     1512.00567), in [0, 1)
 * @param distillation from whom the network learns besides
 */
public record Objective(double labelSmoothing, Optional<Distillation> distillation) {
  /** The cross-entropy of the labels. */
  public static final Objective CROSS_ENTROPY = new Objective(0, Optional.empty());

  public Objective {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label_smoothing is " + labelSmoothing + ", expected in [0, 1)");
    }
  }

  /**
   * The loss of the jets of a batch.
   *
   * @param opinions the teachers': jets x classes probabilities at their temperature; null without
   */
  JetLoss loss(float[] opinions) {
    JetLoss labels = labelSmoothing == 0 ? JetLoss.CROSS_ENTROPY : this::smoothed;
    if (distillation.isEmpty()) {
      return labels;
    }
    double weight = distillation.get().weight();
    double temperature = distillation.get().temperature();
    return (jet, label, logits, at, slope) -> {
      int classes = slope.length;
      double[] taught = new double[classes];
      double divergence = divergence(opinions, jet * classes, logits, at, temperature, taught);
      double loss = labels.of(jet, label, logits, at, slope);
      for (int k = 0; k < classes; k++) {
        slope[k] = (1 - weight) * slope[k] + weight * taught[k];
      }
      return (1 - weight) * loss + weight * divergence;
    };
  }

  /** The cross-entropy of (1 - e) times the label and e times every class alike. */
  private double smoothed(int jet, int label, float[] logits, int at, double[] slope) {
    int classes = slope.length;
    double others = labelSmoothing / classes;
    double loss = 0;
    for (int k = 0; k < classes; k++) {
      double target = others + (k == label ? 1 - labelSmoothing : 0);
      loss += target * Softmax.crossEntropy(logits, at, classes, k);
    }
    Softmax.probabilities(logits, at, slope);
    for (int k = 0; k < classes; k++) {
      slope[k] -= others + (k == label ? 1 - labelSmoothing : 0);
    }
    return loss;
  }

  /** T^2 times the divergence KL(q_T || p_T), and its slope T (p_T - q_T). */
  private static double divergence(
      float[] opinions, int from, float[] logits, int at, double temperature, double[] slope) {
    int classes = slope.length;
    float[] cooled = new float[classes];
    for (int k = 0; k < classes; k++) {
      cooled[k] = (float) (logits[at + k] / temperature);
    }
    Softmax.probabilities(cooled, 0, slope);
    double divergence = 0;
    for (int k = 0; k < classes; k++) {
      double q = opinions[from + k];
      if (q > 0) {
        divergence += q * (StrictMath.log(q) + Softmax.crossEntropy(cooled, 0, classes, k));
      }
      slope[k] = temperature * (slope[k] - q);
    }
    return temperature * temperature * divergence;
  }

  void putInto(Map<String, Object> json) {
    if (labelSmoothing != 0) {
      json.put("label_smoothing", labelSmoothing);
    }
    distillation.ifPresent(teaching -> json.put("distillation", teaching.toJson()));
  }

  static Objective fromJson(JsonObject json) {
    return new Objective(
        json.has("label_smoothing") ? json.number("label_smoothing") : 0,
        json.has("distillation")
            ? Optional.of(Distillation.fromJson(json.object("distillation")))
            : Optional.empty());
  }
}
