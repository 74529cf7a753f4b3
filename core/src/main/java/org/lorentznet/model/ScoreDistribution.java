package org.lorentznet.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * How the probabilities of some jets are distributed: for each class, edges between which lie equal
 * parts of them, as far as jets of equal probability allow. What later jets are compared with.
 */
public final class ScoreDistribution {
  /** Parts, as is usual for the population stability index. */
  public static final int PARTS = 10;

  /** With fewer jets the parts are mostly noise. */
  public static final int LEAST_JETS = 10 * PARTS;

  private static final String EDGES = "edges";
  private static final String SHARES = "shares";

  private final double[][] edges;
  private final double[][] shares;

  private ScoreDistribution(double[][] edges, double[][] shares) {
    this.edges = edges;
    this.shares = shares;
  }

  /**
   * The distribution of given probabilities; empty where there are fewer than {@link #LEAST_JETS}.
   *
   * @param probabilities jets x classes, row-major
   * @param classes number of classes
   * @return empty where jets are too few
   */
  public static Optional<ScoreDistribution> of(float[] probabilities, int classes) {
    int jets = probabilities.length / classes;
    if (jets < LEAST_JETS) {
      return Optional.empty();
    }
    double[][] edges = new double[classes][PARTS - 1];
    double[][] shares = new double[classes][PARTS];
    for (int k = 0; k < classes; k++) {
      double[] sorted = new double[jets];
      for (int jet = 0; jet < jets; jet++) {
        sorted[jet] = probabilities[jet * classes + k];
      }
      Arrays.sort(sorted);
      for (int part = 1; part < PARTS; part++) {
        edges[k][part - 1] = sorted[(int) ((long) jets * part / PARTS)];
      }
      int[] counts = new int[PARTS];
      for (double value : sorted) {
        counts[part(edges[k], value)]++;
      }
      for (int part = 0; part < PARTS; part++) {
        shares[k][part] = (double) counts[part] / jets;
      }
    }
    return Optional.of(new ScoreDistribution(edges, shares));
  }

  /**
   * Number of classes.
   *
   * @return at least 1
   */
  public int classes() {
    return edges.length;
  }

  /**
   * The part in which a probability lies.
   *
   * @param k the class
   * @param probability of that class
   * @return from 0 to {@link #PARTS} - 1
   */
  public int part(int k, double probability) {
    return part(edges[k], probability);
  }

  private static int part(double[] edges, double value) {
    int part = 0;
    while (part < edges.length && value >= edges[part]) {
      part++;
    }
    return part;
  }

  /**
   * The share of the jets whose probability lies in a part.
   *
   * @param k the class
   * @param part from 0
   * @return from 0 to 1
   */
  public double share(int k, int part) {
    return shares[k][part];
  }

  /**
   * The distribution as JSON values; {@link #fromJson} reads it back.
   *
   * @return an object for each class
   */
  public List<Map<String, Object>> toJson() {
    List<Map<String, Object>> json = new ArrayList<>();
    for (int k = 0; k < classes(); k++) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put(EDGES, Arrays.stream(edges[k]).boxed().toList());
      members.put(SHARES, Arrays.stream(shares[k]).boxed().toList());
      json.add(members);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json an object for each class
   * @param classes that the model has
   * @param where the document is from, for messages
   * @return the distribution
   * @throws MismatchException where it is no distribution of so many classes
   */
  public static ScoreDistribution fromJson(List<JsonObject> json, int classes, String where) {
    if (json.size() != classes) {
      throw new MismatchException(
          where + " has scores of " + json.size() + " classes, the model has " + classes);
    }
    double[][] edges = new double[classes][];
    double[][] shares = new double[classes][];
    for (int k = 0; k < classes; k++) {
      edges[k] = ascending(json.get(k));
      shares[k] = fractions(json.get(k));
    }
    return new ScoreDistribution(edges, shares);
  }

  private static double[] ascending(JsonObject json) {
    double[] edges = numbers(json, EDGES, PARTS - 1);
    for (int part = 1; part < edges.length; part++) {
      if (edges[part] < edges[part - 1]) {
        throw new MismatchException(json.where() + ": key '" + EDGES + "' does not ascend");
      }
    }
    return edges;
  }

  private static double[] fractions(JsonObject json) {
    double[] shares = numbers(json, SHARES, PARTS);
    double sum = 0;
    for (double share : shares) {
      sum += share;
      if (share < 0) {
        throw new MismatchException(json.where() + ": key '" + SHARES + "' holds " + share);
      }
    }
    if (Math.abs(sum - 1) > 1e-9) {
      throw new MismatchException(
          json.where() + ": key '" + SHARES + "' sums to " + sum + ", expected 1");
    }
    return shares;
  }

  private static double[] numbers(JsonObject json, String key, int count) {
    List<Double> numbers = json.numbers(key);
    if (numbers.size() != count) {
      throw new MismatchException(
          json.where()
              + ": key '"
              + key
              + "' holds "
              + numbers.size()
              + " numbers, expected "
              + count);
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
