package org.lorentznet.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;
import org.lorentznet.network.Softmax;

/** From logits to probabilities that are frequencies on the jets it was fitted on. */
public sealed interface Calibration {
  /**
   * Probabilities of one jet.
   *
   * @param logits holds the jet's logits from {@code at} on
   * @param at where the jet's logits begin
   * @param probabilities written: one for each class, of sum 1
   */
  void probabilities(float[] logits, int at, double[] probabilities);

  /** {@return the calibration as JSON values; {@link #fromJson} reads it back} */
  Map<String, Object> toJson();

  /**
   * Probabilities of all jets, end to end.
   *
   * @param logits jets x classes, row-major
   * @param classes number of classes
   * @return jets x classes, row-major
   */
  default double[] probabilities(float[] logits, int classes) {
    double[] all = new double[logits.length];
    double[] row = new double[classes];
    for (int at = 0; at < logits.length; at += classes) {
      probabilities(logits, at, row);
      System.arraycopy(row, 0, all, at, classes);
    }
    return all;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json what {@link #toJson} gave
   * @param classes of the model
   * @return the calibration
   * @throws MismatchException naming the key that is missing, unknown or wrong
   */
  static Calibration fromJson(JsonObject json, int classes) {
    String method = json.text(METHOD);
    return switch (method) {
      case "temperature" -> {
        json.requireOnly(Set.of(METHOD, "temperature"));
        double temperature = json.number("temperature");
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
          throw new MismatchException(
              json.where() + ": key 'temperature' is " + temperature + ", expected above 0");
        }
        yield new Temperature(temperature);
      }
      case "isotonic" -> {
        json.requireOnly(Set.of(METHOD, "curves"));
        List<IsotonicCurve> curves = new ArrayList<>();
        for (JsonObject curve : json.objects("curves")) {
          curves.add(IsotonicCurve.fromJson(curve));
        }
        int expected = classes == 2 ? 1 : classes;
        if (curves.size() != expected) {
          throw new MismatchException(
              json.where()
                  + ": key 'curves' holds "
                  + curves.size()
                  + " curves, expected "
                  + expected
                  + " for "
                  + classes
                  + " classes");
        }
        yield new Isotonic(curves);
      }
      default ->
          throw new MismatchException(
              json.where()
                  + ": key 'method' is '"
                  + method
                  + "', expected temperature or isotonic");
    };
  }

  /** Key of the method's name. */
  String METHOD = "method";

  /**
   * softmax(logits / T) (C. Guo et al., arXiv 1706.04599). The order of jets stays.
   *
   * @param temperature T, above 1 where the network is overconfident
   */
  record Temperature(double temperature) implements Calibration {
    @Override
    public void probabilities(float[] logits, int at, double[] probabilities) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < probabilities.length; k++) {
        largest = Math.max(largest, logits[at + k]);
      }
      double sum = 0;
      for (int k = 0; k < probabilities.length; k++) {
        probabilities[k] = StrictMath.exp((logits[at + k] - largest) / temperature);
        sum += probabilities[k];
      }
      for (int k = 0; k < probabilities.length; k++) {
        probabilities[k] /= sum;
      }
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(METHOD, "temperature");
      json.put("temperature", temperature);
      return json;
    }
  }

  /**
   * A growing curve of the log-odds (B. Zadrozny, C. Elkan, KDD 2002). Of two classes there is one
   * curve, for class 1; of more each has its own, and probabilities are made to add up to 1.
   *
   * @param curves one for class 1 of two, or one a class
   */
  record Isotonic(List<IsotonicCurve> curves) implements Calibration {
    /** Keeps a copy of the list. */
    public Isotonic {
      curves = List.copyOf(curves);
    }

    @Override
    public void probabilities(float[] logits, int at, double[] probabilities) {
      int classes = probabilities.length;
      if (classes == 2) {
        probabilities[1] = curves.get(0).at(Softmax.logOdds(logits, at, 2, 1));
        probabilities[0] = 1 - probabilities[1];
        return;
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        probabilities[k] = curves.get(k).at(Softmax.logOdds(logits, at, classes, k));
        sum += probabilities[k];
      }
      for (int k = 0; k < classes; k++) {
        probabilities[k] /= sum;
      }
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(METHOD, "isotonic");
      json.put("curves", curves.stream().map(IsotonicCurve::toJson).toList());
      return json;
    }
  }
}
