package org.lorentznet.onnx.run;

import java.util.List;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleEncodingJson;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.json.JsonObject;

/**
 * What a model is given of each constituent: (value - subtract) x multiply, kept within bounds.
 *
 * @param source where the value comes from
 */
record InputValue(Source source, double subtract, double multiply, double low, double high) {
  /** Where a value comes from. */
  sealed interface Source {
    /** 1 for a constituent, 0 for padding. */
    record Mask() implements Source {}

    /** From momenta. */
    record Kinematic(Quantity quantity) implements Source {}

    /** A column as it is, or one-hot. */
    record Scalar(ParticleScalar scalar) implements Source {}
  }

  /** How many numbers a constituent has of this. */
  int size() {
    return source instanceof Source.Scalar scalar ? scalar.scalar().size() : 1;
  }

  double of(double value) {
    return Math.max(low, Math.min(high, (value - subtract) * multiply));
  }

  /**
   * Reads what a description says of a value.
   *
   * @throws MismatchException naming the key that is missing or wrong
   */
  static InputValue read(JsonObject json) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    if (json.has("clip")) {
      List<Double> clip = json.numbers("clip");
      if (clip.size() != 2 || !(clip.get(0) <= clip.get(1))) {
        throw new MismatchException(
            json.where() + ": key 'clip' is " + clip + ", expected [lowest, highest]");
      }
      low = clip.get(0);
      high = clip.get(1);
    }
    return new InputValue(
        source(json),
        json.has("subtract") ? json.number("subtract") : 0,
        json.has("multiply") ? json.number("multiply") : 1,
        low,
        high);
  }

  private static Source source(JsonObject json) {
    return switch (json.text("kind")) {
      case "mask" -> new Source.Mask();
      case "kinematic" -> new Source.Kinematic(Quantity.of(json.text("quantity"), json.where()));
      case "feature", "one_hot" -> new Source.Scalar(ParticleEncodingJson.readScalar(json));
      default ->
          throw new MismatchException(
              json.where()
                  + ": unknown kind '"
                  + json.text("kind")
                  + "'; known: mask, kinematic, feature, one_hot");
    };
  }
}
