package org.lorentznet.network;

/**
 * What a layer leaves of one jet of N particles. In a Lorentz equivariant network hidden states and
 * gates do not change when the jet is boosted or rotated, and coordinates change as the
 * four-momenta do.
 *
 * @param layer e.g. {@code block 1}
 * @param hidden N x width, row-major
 * @param coordinates N x 4, row-major, in the order E, px, py, pz
 * @param gates N x N, row-major: how much particle i takes of what particle j tells it, 0 to 1; 0
 *     on the diagonal; empty where the layer has none
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for looking at
public record LayerState(String layer, double[] hidden, double[] coordinates, double[] gates) {}
