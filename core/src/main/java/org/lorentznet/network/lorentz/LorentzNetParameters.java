package org.lorentznet.network.lorentz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.Tensor.Role;
import org.lorentznet.numeric.RandomStream;

/** Names, shapes and initial values of the tensors of a {@link LorentzNet}. */
final class LorentzNetParameters {
  /** Gain of the Xavier initialisation of phi_x's last layer. */
  private static final double COORDINATE_GAIN = 0.001;

  private LorentzNetParameters() {}

  static Parameters zero(LorentzNetConfiguration configuration) {
    int c = configuration.width();
    int s = configuration.encoding().size();
    List<Tensor> tensors = new ArrayList<>();
    linear(tensors, "embedding", s, c, true);
    for (int block = 0; block < configuration.blocks(); block++) {
      String prefix = "LGEBs." + block + ".";
      linear(tensors, prefix + "phi_e.0", 2 * c + 2, c, false);
      normalisation(tensors, prefix + "phi_e.1", c);
      linear(tensors, prefix + "phi_e.3", c, c, true);
      linear(tensors, prefix + "phi_h.0", 2 * c + s, c, true);
      normalisation(tensors, prefix + "phi_h.1", c);
      linear(tensors, prefix + "phi_h.3", c, c, true);
      if (block < configuration.blocks() - 1) {
        Role role = role(configuration, NetworkPart.COORDINATE_UPDATE);
        linear(tensors, prefix + "phi_x.0", c, c, true, role);
        linear(tensors, prefix + "phi_x.2", c, 1, false, role);
      }
      Role gate = role(configuration, NetworkPart.GATE);
      linear(tensors, prefix + "phi_m.0", c, 1, true, gate);
      if (gate == Role.CONSTANT) {
        tensors.get(tensors.size() - 1).values()[0] = NetworkPart.OPEN_GATE;
      }
    }
    linear(tensors, "graph_dec.0", c, c, true);
    linear(tensors, "graph_dec.3", c, configuration.classes(), true);
    return new Parameters(tensors);
  }

  /** What changes the tensors of a part. */
  private static Role role(LorentzNetConfiguration configuration, NetworkPart part) {
    return configuration.has(part) ? Role.PARAMETER : Role.CONSTANT;
  }

  private static void linear(List<Tensor> to, String name, int in, int out, boolean bias) {
    linear(to, name, in, out, bias, Role.PARAMETER);
  }

  private static void linear(
      List<Tensor> to, String name, int in, int out, boolean bias, Role role) {
    to.add(new Tensor(name + ".weight", new int[] {out, in}, new float[out * in], role));
    if (bias) {
      to.add(new Tensor(name + ".bias", new int[] {out}, new float[out], role));
    }
  }

  private static void normalisation(List<Tensor> to, String name, int size) {
    int[] shape = {size};
    to.add(new Tensor(name + ".weight", shape, filled(size, 1), Role.PARAMETER));
    to.add(new Tensor(name + ".bias", shape, filled(size, 0), Role.PARAMETER));
    to.add(new Tensor(name + ".running_mean", shape, filled(size, 0), Role.STATISTIC));
    to.add(new Tensor(name + ".running_var", shape, filled(size, 1), Role.STATISTIC));
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * Random values: each Linear uniform within 1 / sqrt(inputs), phi_x's last layer Xavier uniform
   * with gain 0.001, normalisations at identity.
   */
  static void initialise(Parameters parameters, LorentzNetConfiguration configuration, long seed) {
    int index = 0;
    for (Tensor tensor : parameters.all()) {
      index++;
      if (tensor.role() == Role.CONSTANT
          || tensor.name().contains("phi_e.1.")
          || tensor.name().contains("phi_h.1.")) {
        continue;
      }
      double bound = 1 / StrictMath.sqrt(inputs(parameters, tensor));
      if (tensor.name().endsWith("phi_x.2.weight")) {
        bound = COORDINATE_GAIN * StrictMath.sqrt(6.0 / (configuration.width() + 1));
      }
      RandomStream random = new RandomStream(RandomStream.key(seed, index));
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      if (tensor.name().endsWith("phi_e.0.weight")) {
        clearOmitted(tensor.values(), configuration);
      }
    }
  }

  /** Sets to 0 what phi_e.0.weight, or its gradient, holds for invariants that are left out. */
  static void clearOmitted(float[] first, LorentzNetConfiguration configuration) {
    int columns = 2 * configuration.width() + 2;
    for (int end = columns; end <= first.length; end += columns) {
      if (!configuration.has(NetworkPart.NORM)) {
        first[end - 2] = 0;
      }
      if (!configuration.has(NetworkPart.DOT_PRODUCT)) {
        first[end - 1] = 0;
      }
    }
  }

  /** Number of inputs of the Linear that a weight or bias belongs to. */
  private static int inputs(Parameters parameters, Tensor tensor) {
    return parameters.get(tensor.name().replace(".bias", ".weight")).shape()[1];
  }
}
