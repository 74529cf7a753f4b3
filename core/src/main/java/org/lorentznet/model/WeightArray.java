package org.lorentznet.model;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.Tensor;

/**
 * An array of weights as a file holds it.
 *
 * @param shape row-major
 * @param values as many as the shape's product
 */
public record WeightArray(int[] shape, float[] values) {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException where there are not as many values as the shape has places
   */
  public WeightArray {
    long size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for shape " + Arrays.toString(shape));
    }
  }

  /**
   * Loads a network's weights: exactly its tensors, of its shapes, with finite values.
   *
   * @param source the file, for messages
   * @throws MismatchException naming the tensor that is missing, unknown or of another shape
   * @throws FileFormatException naming the tensor that holds a value that is not finite
   */
  static void load(JetNetwork network, Map<String, WeightArray> arrays, String source) {
    for (Tensor tensor : network.parameters().all()) {
      WeightArray array = arrays.get(tensor.name());
      if (array == null) {
        throw new MismatchException(source + ": tensor " + tensor.name() + " is missing");
      }
      if (!Arrays.equals(array.shape(), tensor.shape())) {
        throw new MismatchException(
            source
                + ": tensor "
                + tensor.name()
                + " has shape "
                + Arrays.toString(array.shape())
                + ", expected "
                + Arrays.toString(tensor.shape()));
      }
    }
    arrays.forEach((name, array) -> array.requireFinite(name, source));
    network
        .parameters()
        .load(
            arrays.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().values())),
            source);
  }

  private void requireFinite(String name, String source) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new FileFormatException(
            source, "tensor " + name + " holds " + values[i] + " at position " + i);
      }
    }
  }
}
