package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.json.JsonObject;

/**
 * Learning from other networks besides labels (G. Hinton, O. Vinyals, J. Dean, arXiv 1503.02531). A
 * jet's loss is (1 - w) H(label, p) + w T^2 H(q_T, p_T): q_T is the mean over teachers of the
 * softmax of their logits divided by T, p_T the student's, H the cross-entropy, less the entropy of
 * q_T in the second term, so that it is 0 where the student agrees.
 *
 * @param teachers one or more
 * @param weight w of the teachers' opinion, in (0, 1]
 * @param temperature T, positive
 */
public record Distillation(List<ModelName> teachers, double weight, double temperature) {
  public Distillation {
    teachers = List.copyOf(teachers);
    if (teachers.isEmpty()) {
      throw new IllegalArgumentException("there is no teacher");
    }
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight is " + weight + ", expected in (0, 1]");
    }
    if (!(temperature > 0 && temperature <= 1000)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + ", expected positive and at most 1000");
    }
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("teachers", teachers.stream().map(ModelName::toJson).toList());
    json.put("weight", weight);
    json.put("temperature", temperature);
    return json;
  }

  static Distillation fromJson(JsonObject json) {
    return new Distillation(
        json.objects("teachers").stream().map(ModelName::fromJson).toList(),
        json.number("weight"),
        json.number("temperature"));
  }
}
