package org.lorentznet.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.Tensor;

/** A network that begins with the weights of another. */
public final class TransferredWeights {
  private TransferredWeights() {}

  /**
   * Copies every tensor that both networks have, name and shape.
   *
   * @param from the network that was trained
   * @param to changed
   * @return names of the tensors that stay as they were
   */
  public static List<String> copy(JetNetwork from, JetNetwork to) {
    List<String> own = new ArrayList<>();
    List<String> there = from.parameters().all().stream().map(Tensor::name).toList();
    for (Tensor tensor : to.parameters().all()) {
      if (!there.contains(tensor.name())
          || !Arrays.equals(from.parameters().get(tensor.name()).shape(), tensor.shape())) {
        own.add(tensor.name());
        continue;
      }
      float[] values = from.parameters().get(tensor.name()).values();
      System.arraycopy(values, 0, tensor.values(), 0, values.length);
    }
    return own;
  }
}
