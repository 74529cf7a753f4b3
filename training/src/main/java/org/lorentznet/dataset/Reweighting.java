package org.lorentznet.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * @param classFactors by which the weights of each class are multiplied in the end, in label order;
 *     empty for none
 */
public record Reweighting(
    JetBins bins,
    boolean balanceClasses,
    double largestFactor,
    Method method,
    List<Double> classFactors) {
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

  private static final String CLASS_WEIGHTS = "class_weights";

  /** The largest factor where nothing is said. */
  public static final double LARGEST_FACTOR = 100;

  /** Jets keep the weights they have. */
  public static final Reweighting NONE =
      new Reweighting(JetBins.ONE, false, LARGEST_FACTOR, Method.WEIGHTS);

  /** A reweighting without factors of classes. */
  public Reweighting(JetBins bins, boolean balanceClasses, double largestFactor, Method method) {
    this(bins, balanceClasses, largestFactor, method, List.of());
  }

  public Reweighting {
    classFactors = List.copyOf(classFactors);
    for (double factor : classFactors) {
      if (!(factor > 0 && factor <= 1e6)) {
        throw new IllegalArgumentException(
            "class_weights has " + factor + ", expected positive and at most 1000000");
      }
    }
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
    if (!classFactors.isEmpty()) {
      json.put(CLASS_WEIGHTS, classFactors);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws MismatchException naming the key that is unknown, missing or wrong
   */
  public static Reweighting fromJson(JsonObject json) {
    Set<String> known = new TreeSet<>(NONE.toJson().keySet());
    known.add(CLASS_WEIGHTS);
    json.requireOnly(known);
    try {
      return new Reweighting(
          new JetBins(json.numbers("pt"), json.numbers("mass")),
          json.truth("balance_classes"),
          json.number("largest_factor"),
          Method.of(json.text("method")),
          json.has(CLASS_WEIGHTS) ? json.numbers(CLASS_WEIGHTS) : List.of());
    } catch (IllegalArgumentException e) {
      throw new MismatchException(json.where() + ": " + e.getMessage());
    }
  }
}
