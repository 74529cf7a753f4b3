package org.lorentznet.data.pytorch;

/**
 * A tensor of weights.
 *
 * @param shape sizes of its dimensions; empty for a single number
 * @param values in C order; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the network
public record Tensor(int[] shape, float[] values) {}
