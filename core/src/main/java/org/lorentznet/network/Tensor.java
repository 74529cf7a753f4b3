package org.lorentznet.network;

/**
 * A named array of a network. Its values are shared and change while the network trains.
 *
 * @param name as published, e.g. {@code LGEBs.0.phi_e.0.weight}
 * @param shape row-major
 * @param values as many as the shape's product
 * @param role what changes it
 */
public record Tensor(String name, int[] shape, float[] values, Role role) {
  /** What changes a tensor. */
  public enum Role {
    /** The optimiser, along its gradient. */
    PARAMETER,
    /** The forward pass in training: running mean and variance of a normalisation. */
    STATISTIC,
    /** Nothing: the network's configuration fixes it. */
    CONSTANT
  }

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException where there are not as many values as the shape has places
   */
  public Tensor {
    long size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values for a shape of " + size);
    }
  }
}
