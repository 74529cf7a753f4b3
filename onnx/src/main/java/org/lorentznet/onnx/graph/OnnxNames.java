package org.lorentznet.onnx.graph;

/** Names of the inputs and outputs of an exported model. */
public final class OnnxNames {
  /** Input: jets x particles x 4, the constituents' E, px, py, pz in GeV, padded with anything. */
  public static final String FOUR_MOMENTA = "four_momenta";

  /** Input: jets x particles, true for a constituent. */
  public static final String MASK = "mask";

  /** Input, where four-momenta do not say all: jets x particles x S. */
  public static final String SCALARS = "scalars";

  /** Output: jets x classes. */
  public static final String LOGITS = "logits";

  /** Output: jets x classes. */
  public static final String PROBABILITIES = "probabilities";

  private OnnxNames() {}
}
