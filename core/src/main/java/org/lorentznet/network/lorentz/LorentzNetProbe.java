package org.lorentznet.network.lorentz;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.LayerState;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.ScoreGradient;
import org.lorentznet.network.Softmax;
import org.lorentznet.network.lorentz.BatchNormalisation.Statistics;

/**
 * Looks inside a LorentzNet in evaluation. Gradients come from the stages of a training step, with
 * running statistics in the place of a batch's.
 */
final class LorentzNetProbe implements JetProbe {
  private final LorentzNetConfiguration configuration;
  private final LorentzNetScorer scorer;
  private final Decoder decoder;
  private final BatchTape tape;
  private final ShardForward forward;
  private final ShardBackward backward;
  private final float[] embedding;
  private final float[] packedEmbedding;
  private final float[] embeddingBias;
  private final Layer[] layers;

  /** A block's weights in all forms that both directions need. */
  private record Layer(
      BlockWeights weights,
      TransposedWeights back,
      float[] nodeFirst,
      float[] edgeGamma,
      float[] nodeGamma,
      Statistics edgeStatistics,
      Statistics nodeStatistics,
      Affine edges,
      Affine nodes) {
    static Layer of(Parameters parameters, LorentzNetConfiguration configuration, int block) {
      String prefix = "LGEBs." + block + ".";
      BlockWeights weights = BlockWeights.raw(parameters, configuration, block);
      BatchNormalisation edges = BatchNormalisation.of(parameters, prefix + "phi_e.1");
      BatchNormalisation nodes = BatchNormalisation.of(parameters, prefix + "phi_h.1");
      Statistics edgeStatistics = edges.running();
      Statistics nodeStatistics = nodes.running();
      return new Layer(
          weights,
          TransposedWeights.of(parameters, configuration, block),
          parameters.get(prefix + "phi_h.0.weight").values().clone(),
          edges.weight().clone(),
          nodes.weight().clone(),
          edgeStatistics,
          nodeStatistics,
          Affine.of(edges, edgeStatistics, weights),
          Affine.of(nodes, nodeStatistics, weights));
    }
  }

  LorentzNetProbe(Parameters parameters, LorentzNetConfiguration configuration, Kernels kernels) {
    this.configuration = configuration;
    scorer = new LorentzNetScorer(parameters, configuration, kernels);
    decoder = new Decoder(parameters, configuration, true);
    tape = new BatchTape(configuration);
    forward = new ShardForward(configuration, kernels, tape);
    backward = new ShardBackward(configuration, kernels, tape, forward);
    int c = configuration.width();
    int s = configuration.encoding().size();
    embedding = parameters.get("embedding.weight").values().clone();
    packedEmbedding = Panels.pack(embedding, c, s, 0, s, null);
    embeddingBias = Panels.pad(parameters.get("embedding.bias").values());
    layers = new Layer[configuration.blocks()];
    for (int b = 0; b < layers.length; b++) {
      layers[b] = Layer.of(parameters, configuration, b);
    }
  }

  @Override
  public List<LayerState> layers(JetBatch batch, int jet) {
    List<LayerState> states = new ArrayList<>();
    scorer.trace(
        batch,
        jet,
        new float[batch.jets() * configuration.classes()],
        (block, hidden, stride, x, gate, particles) ->
            states.add(
                new LayerState(
                    block == 0 ? "embedding" : "block " + block,
                    hidden(hidden, stride, particles),
                    coordinates(x, particles),
                    block == 0 ? new double[0] : gates(gate, particles))));
    return states;
  }

  private double[] hidden(float[] rows, int stride, int particles) {
    int width = configuration.width();
    double[] hidden = new double[particles * width];
    for (int i = 0; i < particles; i++) {
      for (int c = 0; c < width; c++) {
        hidden[i * width + c] = rows[c * stride + i];
      }
    }
    return hidden;
  }

  private static double[] coordinates(double[] x, int particles) {
    double[] coordinates = new double[4 * particles];
    for (int i = 0; i < particles; i++) {
      for (int c = 0; c < 4; c++) {
        coordinates[4 * i + c] = x[2 * particles * c + i];
      }
    }
    return coordinates;
  }

  private static double[] gates(float[] gate, int particles) {
    double[] gates = new double[particles * particles];
    for (int k = 1; k < particles; k++) {
      for (int i = 0; i < particles; i++) {
        gates[i * particles + (i + k) % particles] = gate[(k - 1) * particles + i];
      }
    }
    return gates;
  }

  @Override
  public ScoreGradient gradient(JetBatch batch, int jet, int one) {
    LorentzNetScorer.requireScalars(configuration, batch);
    tape.begin(batch.only(jet));
    forward();
    int width = configuration.width();
    int classes = configuration.classes();
    float[] logits = new float[classes];
    decoder.pool(
        tape.hidden[layers.length],
        tape.nodeAt[0],
        tape.stride[0],
        tape.particles[0],
        tape.pooled,
        0);
    decoder.decode(tape.pooled, 0, null, tape.decoded, 0, logits, 0);
    double[] dPooled = new double[width];
    decoder.backward(
        tape.pooled,
        0,
        null,
        tape.decoded,
        0,
        logOddsSlope(logits, one),
        new Decoder.Gradients(width, classes),
        dPooled);
    return backward(Softmax.logOdds(logits, 0, classes, one), dPooled);
  }

  /** The slope of the log-odds of a class in the logits: 1, and minus the others' softmax. */
  private static double[] logOddsSlope(float[] logits, int one) {
    double[] slope = new double[logits.length];
    double others = Softmax.logOdds(logits, 0, logits.length, one);
    for (int k = 0; k < logits.length; k++) {
      slope[k] = k == one ? 1 : -StrictMath.exp(others - logits[one] + logits[k]);
    }
    return slope;
  }

  private void forward() {
    forward.embed(0, packedEmbedding, embeddingBias);
    for (int b = 0; b < layers.length; b++) {
      forward.beginPairs(0, b, layers[b].weights);
      forward.messages(0, b, layers[b].weights, layers[b].edges);
      forward.update(0, b, layers[b].weights, layers[b].nodes);
    }
  }

  private ScoreGradient backward(double score, double[] dPooled) {
    int particles = tape.particles[0];
    int perParticle = configuration.encoding().size();
    double[] dScalars = new double[particles * perParticle];
    // Running statistics do not change with the jet: nothing flows back through their totals.
    double[] totals = new double[2 * configuration.width()];
    backward.begin();
    backward.beginBackward(0, 0, dPooled, decoder.divisor(particles));
    for (int b = layers.length - 1; b >= 0; b--) {
      Layer layer = layers[b];
      backward.beginNodesBackward(0, b, layer.back, layer.nodeStatistics);
      backward.pairsBackward(
          0,
          b,
          layer.weights,
          layer.back,
          layer.edges,
          layer.edgeStatistics,
          layer.nodeGamma,
          layer.nodeStatistics,
          totals);
      addScalars(layer.nodeFirst, 2 * configuration.width(), tape.dNode, dScalars);
      backward.endPairsBackward(
          0, b, layer.weights, layer.back, layer.edgeGamma, layer.edgeStatistics, totals, true);
    }
    addScalars(embedding, 0, tape.dHidden, dScalars);
    double[] dMomenta = new double[4 * particles];
    for (int i = 0; i < particles; i++) {
      for (int c = 0; c < 4; c++) {
        dMomenta[4 * i + c] = tape.dx[tape.coordinateAt[0] + particles * c + i];
      }
    }
    return new ScoreGradient(score, dMomenta, dScalars);
  }

  /**
   * Adds what goes back to the scalars through the last columns of a layer's matrix.
   *
   * @param matrix C rows
   * @param column the first of the scalars' columns
   * @param gradient of what the layer gives, C rows of particles
   */
  private void addScalars(float[] matrix, int column, float[] gradient, double[] dScalars) {
    int perParticle = configuration.encoding().size();
    int columns = matrix.length / configuration.width();
    for (int c = 0; c < configuration.width(); c++) {
      int row = tape.nodeAt[0] + c * tape.stride[0];
      for (int i = 0; i < tape.particles[0]; i++) {
        for (int s = 0; s < perParticle; s++) {
          dScalars[i * perParticle + s] +=
              (double) matrix[c * columns + column + s] * gradient[row + i];
        }
      }
    }
  }
}
