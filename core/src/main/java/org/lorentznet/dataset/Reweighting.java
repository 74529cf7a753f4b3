package org.lorentznet.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * How jets are given weights before a network learns from them, so that it does not learn what is
 * an accident of the sample: in each class, every bin of transverse momentum and mass that holds
 * jets comes to the same weight; and classes may come to the same.
 *
 * @param bins in which each class is made flat
 * @param balanceClasses whether all classes that are there come to the same weight; otherwise they
 *     keep what they have
 * @param largestFactor by how much a weight may be raised, as a multiple of the mean of its class;
 *     a bin that would need more stays low. At least 1
 * @param method what becomes of the weights
 */
public record Reweighting(
    JetBins bins, boolean balanceClasses, double largestFactor, Method method) {
  /** What becomes of weights. */
  public enum Method {
    /** They weigh the jets' losses. */
    WEIGHTS,
    /** Each jet comes by as often an epoch, on average, as its weight says, and then weighs 1. */
    SAMPLING;

    /** The name in configurations. */
    public String key() {
      return this == WEIGHTS ? "weights" : "sampling";
    }

    /**
     * The method of a name.
     *
     * @throws MismatchException where there is none
     */
    public static Method of(String key) {
      for (Method method : values()) {
        if (method.key().equals(key)) {
          return method;
        }
      }
      throw new MismatchException(
          "unknown reweighting method '" + key + "'; known: weights, sampling");
    }
  }

  /** The largest factor where nothing is said. */
  public static final double LARGEST_FACTOR = 100;

  /** Jets keep the weights they have. */
  public static final Reweighting NONE =
      new Reweighting(JetBins.ONE, false, LARGEST_FACTOR, Method.WEIGHTS);

  public Reweighting {
    if (!(largestFactor >= 1 && largestFactor <= 1e6)) {
      throw new IllegalArgumentException(
          "largest_factor is " + largestFactor + ", expected 1 to 1000000");
    }
  }

  /** The configuration as JSON values; {@link #fromJson} reads it back. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pt", bins.pt());
    json.put("mass", bins.mass());
    json.put("balance_classes", balanceClasses);
    json.put("largest_factor", largestFactor);
    json.put("method", method.key());
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws MismatchException naming the key that is unknown, missing or wrong
   */
  public static Reweighting fromJson(JsonObject json) {
    json.requireOnly(NONE.toJson().keySet());
    try {
      return new Reweighting(
          new JetBins(json.numbers("pt"), json.numbers("mass")),
          json.truth("balance_classes"),
          json.number("largest_factor"),
          Method.of(json.text("method")));
    } catch (IllegalArgumentException e) {
      throw new MismatchException(json.where() + ": " + e.getMessage());
    }
  }
}
