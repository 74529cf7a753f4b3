package org.lorentznet.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay (I. Loshchilov, F. Hutter, arXiv 1711.05101, algorithm 2), in
 * the arithmetic of PyTorch's: parameters and moments in single precision, what is common to a step
 * in double precision and then rounded. Every parameter decays, normalisations and biases too.
 */
public final class AdamW {
  private final List<float[]> parameters;
  private final List<float[]> firstMoments = new ArrayList<>();
  private final List<float[]> secondMoments = new ArrayList<>();
  private final double weightDecay;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private long steps;

  /**
   * @param parameters changed by each step
   * @param weightDecay fraction, times the learning rate, that a parameter loses in a step
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of squared gradients
   * @param epsilon added to the root of the latter
   */
  public AdamW(
      List<float[]> parameters, double weightDecay, double beta1, double beta2, double epsilon) {
    this.parameters = List.copyOf(parameters);
    this.weightDecay = weightDecay;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    for (float[] values : parameters) {
      firstMoments.add(new float[values.length]);
      secondMoments.add(new float[values.length]);
    }
  }

  /**
   * Changes the parameters along their gradients.
   *
   * @param gradients one array for each of the parameters', in their order
   */
  public void step(List<float[]> gradients, double learningRate) {
    steps++;
    float kept = (float) (1 - learningRate * weightDecay);
    float stepSize = (float) (learningRate / (1 - StrictMath.pow(beta1, (double) steps)));
    float rootCorrection = (float) StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) steps));
    for (int p = 0; p < parameters.size(); p++) {
      update(
          parameters.get(p),
          gradients.get(p),
          firstMoments.get(p),
          secondMoments.get(p),
          kept,
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

  /** Number of steps taken. */
  public long steps() {
    return steps;
  }

  /** Running means of gradients, live, in the parameters' order. */
  List<float[]> firstMoments() {
    return firstMoments;
  }

  /** Running means of squared gradients, live, in the parameters' order. */
  List<float[]> secondMoments() {
    return secondMoments;
  }

  /** Goes on from moments that were copied in, as if this many steps had been taken. */
  void resume(long stepsTaken) {
    steps = stepsTaken;
  }
}
