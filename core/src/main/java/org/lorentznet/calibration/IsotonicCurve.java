package org.lorentznet.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * A curve that never falls, straight between its points and level beyond them.
 *
 * @param scores ascending
 * @param probabilities at them, above 0 and below 1, not falling
 */
@SuppressWarnings("ArrayRecordComponent") // numbers
record IsotonicCurve(double[] scores, double[] probabilities) {
  /** Jets of neighbouring scores whose fractions would fall, taken together. */
  private record Pool(double low, double high, double weight, double positive) {
    Pool with(Pool next) {
      return new Pool(low, next.high, weight + next.weight, positive + next.positive);
    }

    double fraction() {
      return positive / weight;
    }

    /** The fraction; where all jets are of one class, half a jet off 0 or 1. */
    double probability() {
      double margin = 0.5 / (weight + 1);
      return positive == 0 ? margin : positive == weight ? 1 - margin : fraction();
    }
  }

  /**
   * The growing curve nearest to the truth (pool adjacent violators: M. Ayer et al., Ann. Math.
   * Statist. 26 (1955) 641): level over each pool, straight between them. Its ends, where all jets
   * are of one class, stay off 0 and 1 by half a jet.
   *
   * @param truth whether each jet is of the class
   * @param weights of each jet
   */
  static IsotonicCurve fit(double[] scores, boolean[] truth, double[] weights) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Pool> pools = new ArrayList<>();
    for (int j : order) {
      if (weights[j] > 0) {
        push(pools, new Pool(scores[j], scores[j], weights[j], truth[j] ? weights[j] : 0));
      }
    }
    double[] values = pools.stream().mapToDouble(Pool::probability).toArray();
    int last = values.length - 1;
    if (last > 0) {
      // A small pool at an end is kept from reaching past its neighbour.
      values[0] = Math.min(values[0], values[1]);
      values[last] = Math.max(values[last], values[last - 1]);
    }
    return points(pools, values);
  }

  private static IsotonicCurve points(List<Pool> pools, double[] values) {
    double[] at = new double[2 * values.length];
    double[] heights = new double[at.length];
    int count = 0;
    for (int k = 0; k < values.length; k++) {
      Pool pool = pools.get(k);
      at[count] = pool.low();
      heights[count++] = values[k];
      if (pool.high() > pool.low()) {
        at[count] = pool.high();
        heights[count++] = values[k];
      }
    }
    return new IsotonicCurve(Arrays.copyOf(at, count), Arrays.copyOf(heights, count));
  }

  private static void push(List<Pool> pools, Pool next) {
    Pool last = next;
    while (!pools.isEmpty()
        && (pools.get(pools.size() - 1).fraction() >= last.fraction()
            || pools.get(pools.size() - 1).high() == last.low())) {
      last = pools.remove(pools.size() - 1).with(last);
    }
    pools.add(last);
  }

  double at(double score) {
    int k = Arrays.binarySearch(scores, score);
    if (k >= 0) {
      return probabilities[k];
    }
    int above = -k - 1;
    if (above == 0) {
      return probabilities[0];
    }
    if (above == scores.length) {
      return probabilities[scores.length - 1];
    }
    double part = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return probabilities[above - 1] + part * (probabilities[above] - probabilities[above - 1]);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scores", Arrays.stream(scores).boxed().toList());
    json.put("probabilities", Arrays.stream(probabilities).boxed().toList());
    return json;
  }

  static IsotonicCurve fromJson(JsonObject json) {
    json.requireOnly(Set.of("scores", "probabilities"));
    double[] scores = numbers(json, "scores");
    double[] probabilities = numbers(json, "probabilities");
    boolean usable = scores.length > 0 && scores.length == probabilities.length;
    for (int k = 0; usable && k < scores.length; k++) {
      usable =
          Double.isFinite(scores[k])
              && probabilities[k] > 0
              && probabilities[k] < 1
              && (k == 0
                  || (scores[k] > scores[k - 1] && probabilities[k] >= probabilities[k - 1]));
    }
    if (!usable) {
      throw new MismatchException(
          json.where()
              + ": expected ascending scores with as many probabilities between 0 and 1 that do"
              + " not fall");
    }
    return new IsotonicCurve(scores, probabilities);
  }

  private static double[] numbers(JsonObject json, String key) {
    return json.numbers(key).stream().mapToDouble(Double::doubleValue).toArray();
  }
}
