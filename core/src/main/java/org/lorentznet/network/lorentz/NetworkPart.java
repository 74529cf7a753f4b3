package org.lorentznet.network.lorentz;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lorentznet.errors.MismatchException;

/**
 * A part that a LorentzNet can be without, to see what it is worth. Its tensors stay, at values
 * with which they do nothing, and are not trained: whatever computes with the tensors needs to know
 * nothing of it.
 */
public enum NetworkPart {
  /** d = psi(&lt;x_i, x_j&gt;) as an input of phi_e: the last column of phi_e.0 is 0. */
  DOT_PRODUCT("dot-product"),
  /** n = psi(&lt;x_i - x_j, x_i - x_j&gt;) as an input of phi_e: the column before it is 0. */
  NORM("norm"),
  /** The update of x: phi_x is 0. */
  COORDINATE_UPDATE("coordinate-update"),
  /** The gate phi_m of messages: its weight is 0, its bias so high that it is 1. */
  GATE("gate");

  /** The logistic function of it is 1 in single and in double precision. */
  static final float OPEN_GATE = 40;

  private final String key;

  NetworkPart(String key) {
    this.key = key;
  }

  /** {@return the name in configurations} */
  public String key() {
    return key;
  }

  /**
   * {@return the part of a name}
   *
   * @param key as configurations have it
   * @throws MismatchException where there is none
   */
  public static NetworkPart of(String key) {
    return Arrays.stream(values())
        .filter(part -> part.key.equals(key))
        .findFirst()
        .orElseThrow(() ->
            new MismatchException(
                "unknown part '"
                    + key
                    + "' of the network; known: "
                    + Arrays.stream(values())
                        .map(NetworkPart::key)
                        .collect(Collectors.joining(", "))));
  }
}
