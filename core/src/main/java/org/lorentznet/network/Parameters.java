package org.lorentznet.network;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.MismatchException;

/** The tensors of a network, in a fixed order, by name. */
public final class Parameters {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * Tensors in the order in which files hold them.
   *
   * @param tensors each of another name
   * @throws IllegalArgumentException where two have the same name
   */
  public Parameters(List<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      if (this.tensors.put(tensor.name(), tensor) != null) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
    }
  }

  /** {@return all tensors, in order} */
  public Collection<Tensor> all() {
    return Collections.unmodifiableCollection(tensors.values());
  }

  /**
   * {@return those the optimiser changes, in order: the order of {@link NetworkTraining#gradients}}
   */
  public List<Tensor> trained() {
    return tensors.values().stream().filter(t -> t.role() == Tensor.Role.PARAMETER).toList();
  }

  /**
   * {@return the tensor of that name}
   *
   * @param name e.g. {@code embedding.weight}
   * @throws IllegalArgumentException where there is none
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor is named " + name);
    }
    return tensor;
  }

  /** {@return the number of trained values, as papers count it} */
  public long count() {
    return trained().stream().mapToLong(t -> t.values().length).sum();
  }

  /**
   * Copies values in from elsewhere: exactly these names, each with its number of values.
   *
   * @param values of each tensor, row-major, by name
   * @param source where they come from, for the message
   * @throws MismatchException naming the first tensor that is missing, unknown or of another size
   */
  public void load(Map<String, float[]> values, Object source) {
    for (Tensor tensor : tensors.values()) {
      float[] found = values.get(tensor.name());
      if (found == null) {
        throw new MismatchException(source + ": tensor " + tensor.name() + " is missing");
      }
      if (found.length != tensor.values().length) {
        throw new MismatchException(
            source
                + ": tensor "
                + tensor.name()
                + " has "
                + found.length
                + " values, expected "
                + tensor.values().length);
      }
    }
    for (String name : values.keySet()) {
      if (!tensors.containsKey(name)) {
        throw new MismatchException(source + ": tensor " + name + " is none of the network's");
      }
    }
    tensors.forEach((name, tensor) ->
        System.arraycopy(values.get(name), 0, tensor.values(), 0, tensor.values().length));
  }
}
