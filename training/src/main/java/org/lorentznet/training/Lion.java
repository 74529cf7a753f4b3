package org.lorentznet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lion (X. Chen et al., arXiv 2302.06675, algorithm 2): every step has the sign of a mean of
 * gradients and the length of the learning rate, which wants to be three to ten times smaller than
 * AdamW's, and the weight decay as many times larger. All in single precision.
 */
public final class Lion implements Optimiser {
  private final List<float[]> parameters;
  private final List<float[]> moments = new ArrayList<>();
  private final double[] weightDecays;
  private final float beta1;
  private final float beta2;
  private long steps;

  /**
   * @param parameters changed by each step
   * @param weightDecays for each of the parameters, the fraction, times the learning rate, that it
   *     loses in a step
   * @param beta1 weight of the mean against the newest gradient in the step; published 0.9
   * @param beta2 decay of the mean; published 0.99
   */
  public Lion(List<float[]> parameters, double[] weightDecays, double beta1, double beta2) {
    this.parameters = List.copyOf(parameters);
    this.weightDecays = weightDecays.clone();
    this.beta1 = (float) beta1;
    this.beta2 = (float) beta2;
    for (float[] values : parameters) {
      moments.add(new float[values.length]);
    }
  }

  @Override
  public void step(List<float[]> gradients, double learningRate) {
    steps++;
    float length = (float) learningRate;
    for (int p = 0; p < parameters.size(); p++) {
      float kept = (float) (1 - learningRate * weightDecays[p]);
      update(parameters.get(p), gradients.get(p), moments.get(p), kept, length);
    }
  }

  private void update(
      float[] parameter, float[] gradient, float[] moment, float kept, float length) {
    for (int i = 0; i < parameter.length; i++) {
      float g = gradient[i];
      float direction = beta1 * moment[i] + (1 - beta1) * g;
      moment[i] = beta2 * moment[i] + (1 - beta2) * g;
      parameter[i] = kept * parameter[i] - length * Math.signum(direction);
    }
  }

  @Override
  public long steps() {
    return steps;
  }

  /** Running means of the gradients. */
  @Override
  public Map<String, List<float[]>> memory() {
    return Map.of("first_moment", moments);
  }

  @Override
  public void resume(long stepsTaken) {
    steps = stepsTaken;
  }
}
