package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;
import org.lorentznet.network.Tensor;

/**
 * A training that does not begin with random weights, or leaves some alone.
 *
 * @param start the model whose weights it begins with; empty for random ones
 * @param frozen names, or first parts of names up to a dot, of tensors that are not trained, e.g.
 *     {@code LGEBs.0} for the first block. Running statistics of frozen normalisations go on to
 *     follow the data
 */
public record FineTuning(Optional<ModelName> start, List<String> frozen) {
  /** All is trained, from random weights. */
  public static final FineTuning NONE = new FineTuning(Optional.empty(), List.of());

  public FineTuning {
    frozen = List.copyOf(frozen);
  }

  /** Whether a tensor is left alone. */
  boolean freezes(Tensor tensor) {
    return frozen.stream()
        .anyMatch(name -> tensor.name().equals(name) || tensor.name().startsWith(name + "."));
  }

  /**
   * Those of a network's trained tensors that are not left alone.
   *
   * @throws MismatchException where a name fits none, or nothing is left
   */
  List<Tensor> trained(List<Tensor> tensors) {
    for (String name : frozen) {
      FineTuning alone = new FineTuning(Optional.empty(), List.of(name));
      if (tensors.stream().noneMatch(alone::freezes)) {
        throw new MismatchException(
            "no tensor to freeze is named "
                + name
                + " or begins with it; there are "
                + String.join(
                    ", ",
                    tensors.stream()
                        .map(tensor -> tensor.name().replaceAll("\\.(weight|bias)$", ""))
                        .distinct()
                        .toList()));
      }
    }
    List<Tensor> left = tensors.stream().filter(tensor -> !freezes(tensor)).toList();
    if (left.isEmpty()) {
      throw new MismatchException("every tensor is frozen: there is nothing to train");
    }
    return left;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("start", start.map(ModelName::toJson).orElse(null));
    json.put("frozen", frozen);
    return json;
  }

  static FineTuning fromJson(JsonObject json) {
    return new FineTuning(
        json.has("start")
            ? Optional.of(ModelName.fromJson(json.object("start")))
            : Optional.empty(),
        json.texts("frozen"));
  }
}
