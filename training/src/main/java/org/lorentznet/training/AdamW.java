package org.lorentznet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (I. Loshchilov, F. Hutter, arXiv 1711.05101, algorithm 2), in
 * the arithmetic of PyTorch's: parameters and moments in single precision, what is common to a step
 * in double precision and then rounded.
 */
public final class AdamW implements Optimiser {
  private final List<float[]> parameters;
  private final List<float[]> firstMoments = new ArrayList<>();
  private final List<float[]> secondMoments = new ArrayList<>();
  private final double[] weightDecays;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private long steps;

  /** One where every parameter decays alike. */
  public AdamW(
      List<float[]> parameters, double weightDecay, double beta1, double beta2, double epsilon) {
    this(
        parameters,
        parameters.stream().mapToDouble(values -> weightDecay).toArray(),
        beta1,
        beta2,
        epsilon);
  }

  /**
   * @param parameters changed by each step
   * @param weightDecays for each of the parameters, the fraction, times the learning rate, that it
   *     loses in a step
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of squared gradients
   * @param epsilon added to the root of the latter
   */
  public AdamW(
      List<float[]> parameters, double[] weightDecays, double beta1, double beta2, double epsilon) {
    this.parameters = List.copyOf(parameters);
    this.weightDecays = weightDecays.clone();
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    for (float[] values : parameters) {
      firstMoments.add(new float[values.length]);
      secondMoments.add(new float[values.length]);
    }
  }

  @Override
  public void step(List<float[]> gradients, double learningRate) {
    steps++;
    float stepSize = (float) (learningRate / (1 - StrictMath.pow(beta1, (double) steps)));
    float rootCorrection = (float) StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) steps));
    for (int p = 0; p < parameters.size(); p++) {
      update(
          parameters.get(p),
          gradients.get(p),
          firstMoments.get(p),
          secondMoments.get(p),
          (float) (1 - learningRate * weightDecays[p]),
          stepSize,
          rootCorrection);
    }
  }

  private void update(
      float[] parameter,
      float[] gradient,
      float[] first,
      float[] second,
      float kept,
      float stepSize,
      float rootCorrection) {
    float weight1 = (float) (1 - beta1);
    float weight2 = (float) (1 - beta2);
    float decay2 = (float) beta2;
    float small = (float) epsilon;
    for (int i = 0; i < parameter.length; i++) {
      float g = gradient[i];
      float m = first[i] + weight1 * (g - first[i]);
      float v = decay2 * second[i] + weight2 * (g * g);
      float root = (float) Math.sqrt(v);
      first[i] = m;
      second[i] = v;
      parameter[i] = kept * parameter[i] - stepSize * (m / (root / rootCorrection + small));
    }
  }

  @Override
  public long steps() {
    return steps;
  }

  /** Running means of the gradients and of their squares. */
  @Override
  public Map<String, List<float[]>> memory() {
    return Map.of("first_moment", firstMoments, "second_moment", secondMoments);
  }

  @Override
  public void resume(long stepsTaken) {
    steps = stepsTaken;
  }
}
