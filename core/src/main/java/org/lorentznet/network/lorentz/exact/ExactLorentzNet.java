package org.lorentznet.network.lorentz.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.network.lorentz.exact.BatchNorm.Mode;
import org.lorentznet.network.lorentz.exact.LorentzGroupEquivariantBlock.State;

/**
 * The whole network in double precision, forward and backward; on request with four-vectors in
 * single precision, to see what that costs. Not for use by several threads.
 */
public final class ExactLorentzNet {
  private final LorentzNetConfiguration configuration;
  private final GeometryPrecision precision;
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, double[]> gradients = new LinkedHashMap<>();
  private final Linear embedding;
  private final Linear decoderFirst;
  private final Relu decoderRelu = new Relu();
  private final Linear decoderSecond;

  /**
   * A network with the values of another.
   *
   * @param network whose values are copied
   */
  public ExactLorentzNet(LorentzNet network) {
    this(network.settings(), network.parameters());
  }

  /**
   * A network of a configuration with given values.
   *
   * @param configuration of the network
   * @param parameters of the network, by name
   */
  public ExactLorentzNet(LorentzNetConfiguration configuration, Parameters parameters) {
    this(configuration, parameters, GeometryPrecision.DOUBLE);
  }

  /**
   * The same, with four-vectors in a precision. Backward passes take it for double.
   *
   * @param configuration of the network
   * @param parameters of the network, by name
   * @param precision of four-vectors
   */
  public ExactLorentzNet(
      LorentzNetConfiguration configuration, Parameters parameters, GeometryPrecision precision) {
    this.configuration = configuration;
    this.precision = precision;
    for (Tensor tensor : parameters.all()) {
      double[] copy = new double[tensor.values().length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = tensor.values()[i];
      }
      values.put(tensor.name(), copy);
      if (tensor.role() != Tensor.Role.STATISTIC) {
        gradients.put(tensor.name(), new double[copy.length]);
      }
    }
    int width = configuration.width();
    embedding = new Linear(values, gradients, "embedding", width);
    decoderFirst = new Linear(values, gradients, "graph_dec.0", width);
    decoderSecond = new Linear(values, gradients, "graph_dec.3", configuration.classes());
  }

  /** {@return the parameters and running statistics by name, live} */
  public Map<String, double[]> values() {
    return values;
  }

  /** {@return the gradients of the last {@link #step} by name} */
  public Map<String, double[]> gradients() {
    return gradients;
  }

  /**
   * What a forward pass gave.
   *
   * @param logits jets x classes, row-major
   * @param hidden after the embedding and after each block: particles x C, row-major
   * @param coordinates before the first and after each block: particles x 4, row-major
   */
  public record Forward(double[] logits, List<double[]> hidden, List<double[]> coordinates) {}

  /**
   * Evaluation: running statistics, no dropout.
   *
   * @param batch encoded jets
   * @return logits and what led to them
   */
  public Forward evaluate(JetBatch batch) {
    return forward(batch, Mode.EVALUATION);
  }

  /**
   * A training step without dropout: batch statistics, running statistics moved, gradients of the
   * mean cross-entropy L = sum_j w_j l_j / sum_j w_j over the jets with their weights.
   *
   * @param batch labelled jets
   * @return logits of the batch
   */
  public Step step(JetBatch batch) {
    for (double[] gradient : gradients.values()) {
      Arrays.fill(gradient, 0);
    }
    Forward forward = forward(batch, Mode.TRAINING);
    int classes = configuration.classes();
    Matrix dLogits = new Matrix(batch.jets(), classes);
    double loss = 0;
    // Where no jet counts there is no loss.
    double total = batch.totalWeight() == 0 ? 1 : batch.totalWeight();
    for (int jet = 0; jet < batch.jets(); jet++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        max = Math.max(max, forward.logits[jet * classes + k]);
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(forward.logits[jet * classes + k] - max);
      }
      int label = batch.labels()[jet];
      double weight = batch.weights()[jet] / total;
      loss += weight * (Math.log(sum) + max - forward.logits[jet * classes + label]);
      for (int k = 0; k < classes; k++) {
        double probability = Math.exp(forward.logits[jet * classes + k] - max) / sum;
        dLogits.set(jet, k, weight * (probability - (k == label ? 1 : 0)));
      }
    }
    backward(batch, forward, dLogits);
    return new Step(loss, forward.logits);
  }

  /**
   * What a training step gave.
   *
   * @param loss mean cross-entropy of the jets with their weights
   * @param logits jets x classes, row-major
   */
  public record Step(double loss, double[] logits) {}

  private LorentzGroupEquivariantBlock block(int index) {
    return new LorentzGroupEquivariantBlock(values, gradients, configuration, precision, index);
  }

  private Matrix scalars(JetBatch batch) {
    Matrix scalars = new Matrix(batch.particles(), configuration.encoding().size());
    for (int i = 0; i < scalars.values().length; i++) {
      scalars.values()[i] = batch.scalars()[i];
    }
    return scalars;
  }

  private Forward forward(JetBatch batch, Mode mode) {
    int particles = batch.particles();
    Matrix scalars = scalars(batch);
    double[] momenta = Arrays.stream(batch.fourMomenta()).map(precision::round).toArray();
    State state = new State(embedding.forward(scalars), new Matrix(particles, 4, momenta));
    Pairs pairs = Pairs.of(batch);
    List<double[]> hidden = new ArrayList<>();
    List<double[]> coordinates = new ArrayList<>();
    hidden.add(state.hidden().values());
    coordinates.add(state.coordinates().values());
    for (int block = 0; block < configuration.blocks(); block++) {
      state = block(block).forward(pairs, state, scalars, mode);
      hidden.add(state.hidden().values());
      coordinates.add(state.coordinates().values());
    }
    int width = configuration.width();
    Matrix pooled = new Matrix(batch.jets(), width);
    for (int jet = 0; jet < batch.jets(); jet++) {
      double divisor = configuration.poolingDivisor().orElse(batch.particles(jet));
      for (int i = batch.offsets()[jet]; i < batch.offsets()[jet + 1]; i++) {
        for (int c = 0; c < width; c++) {
          pooled.add(jet, c, state.hidden().get(i, c) / divisor);
        }
      }
    }
    Matrix logits = decoderSecond.forward(decoderRelu.forward(decoderFirst.forward(pooled)));
    return new Forward(logits.values(), hidden, coordinates);
  }

  private void backward(JetBatch batch, Forward forward, Matrix dLogits) {
    Matrix dPooled = decoderFirst.backward(decoderRelu.backward(decoderSecond.backward(dLogits)));
    int width = configuration.width();
    Matrix dHidden = new Matrix(batch.particles(), width);
    for (int jet = 0; jet < batch.jets(); jet++) {
      double divisor = configuration.poolingDivisor().orElse(batch.particles(jet));
      for (int i = batch.offsets()[jet]; i < batch.offsets()[jet + 1]; i++) {
        for (int c = 0; c < width; c++) {
          dHidden.set(i, c, dPooled.get(jet, c) / divisor);
        }
      }
    }
    State dState = new State(dHidden, new Matrix(batch.particles(), 4));
    Pairs pairs = Pairs.of(batch);
    Matrix scalars = scalars(batch);
    for (int index = configuration.blocks() - 1; index >= 0; index--) {
      // What a block keeps for its backward pass is large, so each is run once more just before it.
      LorentzGroupEquivariantBlock block = block(index);
      State before =
          new State(
              new Matrix(batch.particles(), width, forward.hidden.get(index)),
              new Matrix(batch.particles(), 4, forward.coordinates.get(index)));
      block.forward(pairs, before, scalars, Mode.REPLAY);
      dState = block.backward(dState);
    }
    embedding.backward(dState.hidden());
  }
}
