package org.lorentznet.onnx.run;

import java.util.List;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * What an input of a model holds.
 *
 * @param name of the input
 * @param particlesLast whether its axes are jets, values, particles; else jets, particles, values
 * @param values in order
 */
record ModelInput(String name, boolean particlesLast, List<InputValue> values) {
  private static final List<String> FIRST = List.of("jets", "particles", "values");
  private static final List<String> LAST = List.of("jets", "values", "particles");

  /** Numbers a constituent. */
  int size() {
    return values.stream().mapToInt(InputValue::size).sum();
  }

  /**
   * Reads what a description says of an input.
   *
   * @throws MismatchException naming the key that is missing or wrong
   */
  static ModelInput read(JsonObject json) {
    List<String> axes = json.has("axes") ? json.texts("axes") : FIRST;
    if (!axes.equals(FIRST) && !axes.equals(LAST)) {
      throw new MismatchException(
          json.where() + ": key 'axes' is " + axes + ", expected " + FIRST + " or " + LAST);
    }
    List<InputValue> values = json.objects("holds").stream().map(InputValue::read).toList();
    if (values.isEmpty()) {
      throw new MismatchException(json.where() + ": key 'holds' is empty");
    }
    return new ModelInput(json.text("name"), axes.equals(LAST), values);
  }
}
