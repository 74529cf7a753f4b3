package org.lorentznet.network.lorentz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.BatchNormalisation.Statistics;
import org.lorentznet.numeric.RandomStream;

/**
 * The training step. Between two normalisations, jets are independent: each block runs forward in
 * three stages and backward in three, shards of jets in parallel within a stage, and what stands
 * for the batch as a whole is added up in order of shards between stages.
 */
final class LorentzNetTraining implements NetworkTraining {
  private final LorentzNetConfiguration configuration;
  private final Parameters parameters;
  private final Kernels kernels;
  private final BatchTape tape;
  private final List<Shard> shards = new ArrayList<>();
  private final Map<String, float[]> gradients = new LinkedHashMap<>();
  private final Decoder decoder;

  private final BlockWeights[] weights;
  private final TransposedWeights[] back;
  private final BatchNormalisation[] edgeLayers;
  private final BatchNormalisation[] nodeLayers;
  private final Statistics[] edgeStatistics;
  private final Statistics[] nodeStatistics;
  private final Affine[] edges;
  private final Affine[] nodes;
  private float[] logits = new float[0];

  LorentzNetTraining(
      Parameters parameters, LorentzNetConfiguration configuration, Kernels kernels) {
    this.parameters = parameters;
    this.configuration = configuration;
    this.kernels = kernels;
    tape = new BatchTape(configuration);
    decoder = new Decoder(parameters, configuration, false);
    for (Tensor tensor : parameters.trained()) {
      gradients.put(tensor.name(), new float[tensor.values().length]);
    }
    int blocks = configuration.blocks();
    weights = new BlockWeights[blocks];
    back = new TransposedWeights[blocks];
    edgeLayers = new BatchNormalisation[blocks];
    nodeLayers = new BatchNormalisation[blocks];
    edgeStatistics = new Statistics[blocks];
    nodeStatistics = new Statistics[blocks];
    edges = new Affine[blocks];
    nodes = new Affine[blocks];
    for (int b = 0; b < blocks; b++) {
      edgeLayers[b] = BatchNormalisation.of(parameters, "LGEBs." + b + ".phi_e.1");
      nodeLayers[b] = BatchNormalisation.of(parameters, "LGEBs." + b + ".phi_h.1");
    }
  }

  @Override
  public float[] logits() {
    return logits;
  }

  @Override
  public List<float[]> gradients() {
    return new ArrayList<>(gradients.values());
  }

  /** Gradient of the parameter of that name. */
  float[] gradient(String name) {
    return gradients.get(name);
  }

  @Override
  public double step(JetBatch batch, JetLoss jetLoss, long dropoutSeed, Workers workers) {
    LorentzNetScorer.requireScalars(configuration, batch);
    requireLabels(batch);
    tape.begin(batch);
    while (shards.size() < tape.shards.length) {
      shards.add(Shard.of(configuration, kernels, tape));
    }
    workers.run(
        weights.length,
        b -> {
          weights[b] = BlockWeights.raw(parameters, configuration, b);
          back[b] = TransposedWeights.of(parameters, configuration, b);
        });
    forward(workers);
    double loss = decode(workers, batch, jetLoss, dropoutSeed);
    backward(workers);
    collect(workers);
    return loss;
  }

  private void requireLabels(JetBatch batch) {
    for (int label : batch.labels()) {
      if (label < 0 || label >= configuration.classes()) {
        throw new MismatchException(
            "a jet to train on has label "
                + label
                + ", the network has classes 0 to "
                + (configuration.classes() - 1));
      }
    }
  }

  /** Runs a stage on all shards. */
  private void stage(Workers workers, ObjIntConsumer<Shard> work) {
    workers.run(tape.shards.length, s -> work.accept(shards.get(s), s));
  }

  private void forward(Workers workers) {
    int scalarCount = configuration.encoding().size();
    float[] embedding =
        Panels.pack(
            parameters.get("embedding.weight").values(),
            configuration.width(),
            scalarCount,
            0,
            scalarCount,
            null);
    float[] bias = Panels.pad(parameters.get("embedding.bias").values());
    stage(
        workers,
        (shard, s) -> {
          shard.forward().embed(s, embedding, bias);
          shard.forward().beginPairs(s, 0, weights[0]);
        });
    for (int block = 0; block < weights.length; block++) {
      int b = block;
      edgeStatistics[b] = edgeLayers[b].observe(tape.edges, tape.totals(tape.shardSums));
      edges[b] = Affine.of(edgeLayers[b], edgeStatistics[b], weights[b]);
      stage(workers, (shard, s) -> shard.forward().messages(s, b, weights[b], edges[b]));
      nodeStatistics[b] =
          nodeLayers[b].observe(tape.batch.particles(), tape.totals(tape.shardSums));
      nodes[b] = Affine.of(nodeLayers[b], nodeStatistics[b], weights[b]);
      stage(
          workers,
          (shard, s) -> {
            shard.forward().update(s, b, weights[b], nodes[b]);
            if (b + 1 < weights.length) {
              shard.forward().beginPairs(s, b + 1, weights[b + 1]);
            }
          });
    }
  }

  /** Runs the decoder forward and backward, and gives the loss. */
  private double decode(Workers workers, JetBatch batch, JetLoss jetLoss, long dropoutSeed) {
    int classes = configuration.classes();
    if (logits.length != batch.jets() * classes) {
      logits = new float[batch.jets() * classes];
    }
    double[] losses = new double[batch.jets()];
    // Where no jet counts: no loss, and no slope.
    double total = batch.totalWeight() == 0 ? 1 : batch.totalWeight();
    stage(
        workers,
        (shard, s) -> {
          shard.backward().begin();
          for (int jet : tape.shards[s]) {
            double weight = batch.weights()[jet];
            losses[jet] = weight * decode(shard, s, jet, jetLoss, weight / total, dropoutSeed);
          }
        });
    double loss = 0;
    for (double jet : losses) {
      loss += jet;
    }
    return loss / total;
  }

  /**
   * The decoder on one jet.
   *
   * @param share of the jet's loss in that of the batch
   */
  private double decode(
      Shard shard, int s, int jet, JetLoss jetLoss, double share, long dropoutSeed) {
    int width = configuration.width();
    int classes = configuration.classes();
    int particles = tape.particles[jet];
    int at = width * jet;
    float[] hidden = tape.hidden[weights.length];
    double[] keep = configuration.dropout() > 0 ? drop(RandomStream.key(dropoutSeed, jet)) : null;
    decoder.pool(hidden, tape.nodeAt[jet], tape.stride[s], particles, tape.pooled, at);
    decoder.decode(tape.pooled, at, keep, tape.decoded, at, logits, jet * classes);
    double[] dLogits = new double[classes];
    double loss = jetLoss.of(jet, tape.batch.labels()[jet], logits, jet * classes, dLogits);
    for (int k = 0; k < classes; k++) {
      dLogits[k] *= share;
    }
    double[] dPooled = new double[width];
    Decoder.Gradients sums = shard.backward().decoder();
    decoder.backward(tape.pooled, at, keep, tape.decoded, at, dLogits, sums, dPooled);
    shard.backward().beginBackward(s, jet, dPooled, decoder.divisor(particles));
    return loss;
  }

  /** Factors of dropout: 0 or 1 / (1 - p). */
  private double[] drop(long key) {
    double[] keep = new double[configuration.width()];
    RandomStream random = new RandomStream(key);
    for (int c = 0; c < keep.length; c++) {
      keep[c] =
          random.nextDouble() < configuration.dropout() ? 0 : 1 / (1 - configuration.dropout());
    }
    return keep;
  }

  private void backward(Workers workers) {
    int last = weights.length - 1;
    stage(
        workers,
        (shard, s) ->
            shard.backward().beginNodesBackward(s, last, back[last], nodeStatistics[last]));
    for (int block = last; block >= 0; block--) {
      int b = block;
      double[] nodeTotals = tape.totals(tape.shardSums);
      normalisationGradients("LGEBs." + b + ".phi_h.1", nodeTotals);
      stage(
          workers,
          (shard, s) ->
              shard
                  .backward()
                  .pairsBackward(
                      s,
                      b,
                      weights[b],
                      back[b],
                      edges[b],
                      edgeStatistics[b],
                      nodeLayers[b].weight(),
                      nodeStatistics[b],
                      nodeTotals));
      double[] edgeTotals = tape.totals(tape.shardSums);
      normalisationGradients("LGEBs." + b + ".phi_e.1", edgeTotals);
      stage(
          workers,
          (shard, s) -> {
            ShardBackward backward = shard.backward();
            backward.endPairsBackward(
                s,
                b,
                weights[b],
                back[b],
                edgeLayers[b].weight(),
                edgeStatistics[b],
                edgeTotals,
                b > 0);
            if (b > 0) {
              backward.beginNodesBackward(s, b - 1, back[b - 1], nodeStatistics[b - 1]);
            } else {
              backward.embeddingBackward(s);
            }
          });
      columnGradients(b);
    }
  }

  private void normalisationGradients(String name, double[] totals) {
    float[] bias = gradients.get(name + ".bias");
    float[] weight = gradients.get(name + ".weight");
    for (int c = 0; c < bias.length; c++) {
      bias[c] = (float) totals[c];
      weight[c] = (float) totals[bias.length + c];
    }
  }

  /** The gradients of phi_e.0's last two columns, the weights of n and d. */
  private void columnGradients(int block) {
    int c = configuration.width();
    double[] totals = tape.totals(tape.columnSums);
    float[] first = gradients.get("LGEBs." + block + ".phi_e.0.weight");
    for (int r = 0; r < c; r++) {
      first[r * (2 * c + 2) + 2 * c] = (float) totals[r];
      first[r * (2 * c + 2) + 2 * c + 1] = (float) totals[c + r];
    }
    LorentzNetParameters.clearOmitted(first, configuration);
  }

  /** Adds up what the shards have, in their order. */
  private void collect(Workers workers) {
    workers.run(weights.length, this::collectBlock);
    int scalarCount = configuration.encoding().size();
    int stride = Panels.columns(scalarCount + 1);
    List<float[]> parts = parts(shard -> shard.backward().embedding());
    sum(parts, stride, 0, scalarCount, gradients.get("embedding.weight"), scalarCount, 0);
    sum(parts, stride, scalarCount, 1, gradients.get("embedding.bias"), 1, 0);
    round(parts(x -> x.backward().decoder().hiddenWeight), "graph_dec.0.weight");
    round(parts(x -> x.backward().decoder().hiddenBias), "graph_dec.0.bias");
    round(parts(x -> x.backward().decoder().outWeight), "graph_dec.3.weight");
    round(parts(x -> x.backward().decoder().outBias), "graph_dec.3.bias");
  }

  private void round(List<double[]> parts, String name) {
    float[] to = gradients.get(name);
    for (int i = 0; i < to.length; i++) {
      double sum = 0;
      for (double[] part : parts) {
        sum += part[i];
      }
      to[i] = (float) sum;
    }
  }

  /** What each shard of the batch has of something. */
  private <T> List<T> parts(Function<Shard, T> part) {
    return shards.subList(0, tape.shards.length).stream().map(part).toList();
  }

  private void collectBlock(int b) {
    String prefix = "LGEBs." + b + ".";
    int c = configuration.width();
    int s = configuration.encoding().size();
    int stride = Panels.columns(c + 1);
    int scalarStride = Panels.columns(s + 1);
    float[] first = gradients.get(prefix + "phi_e.0.weight");
    sum(parts(x -> x.backward().gradients(b).receiver), stride, 0, c, first, 2 * c + 2, 0);
    sum(parts(x -> x.backward().gradients(b).sender), stride, 0, c, first, 2 * c + 2, c);
    layer(parts(x -> x.backward().gradients(b).message), prefix + "phi_e.3");
    if (configuration.has(NetworkPart.GATE)) {
      collectGate(b, prefix);
    }
    if (b < weights.length - 1 && configuration.has(NetworkPart.COORDINATE_UPDATE)) {
      layer(parts(x -> x.backward().gradients(b).coordinate), prefix + "phi_x.0");
      coordinateOut(prefix);
    }
    float[] node = gradients.get(prefix + "phi_h.0.weight");
    sum(parts(x -> x.backward().gradients(b).nodeHidden), stride, 0, c, node, 2 * c + s, 0);
    sum(parts(x -> x.backward().gradients(b).nodeMessage), stride, 0, c, node, 2 * c + s, c);
    List<float[]> scalars = parts(x -> x.backward().gradients(b).nodeScalars);
    sum(scalars, scalarStride, 0, s, node, 2 * c + s, 2 * c);
    float[] nodeBias = gradients.get(prefix + "phi_h.0.bias");
    if (nodeStatistics[b].ofBatch()) {
      // A bias before a normalisation by the batch changes nothing: its gradient is exactly zero,
      // and must not be left to rounding, which an adaptive optimiser would turn into steps.
      Arrays.fill(nodeBias, 0);
    } else {
      sum(scalars, scalarStride, s, 1, nodeBias, 1, 0);
    }
    layer(parts(x -> x.backward().gradients(b).nodeOut), prefix + "phi_h.3");
  }

  private void collectGate(int b, String prefix) {
    lanes(parts(x -> x.backward().gradients(b).gate), gradients.get(prefix + "phi_m.0.weight"));
    double gateBias = 0;
    for (int shard = 0; shard < tape.shards.length; shard++) {
      gateBias += shards.get(shard).backward().gradients(b).gateBias;
    }
    gradients.get(prefix + "phi_m.0.bias")[0] = (float) gateBias;
  }

  /**
   * The last layer of phi_x, s = v . relu(z), z = g W m + b. So far the gradients of W and b lack
   * the factor v; relu being homogeneous, that of v is their scalar product with W and b.
   */
  private void coordinateOut(String prefix) {
    int c = configuration.width();
    float[] hidden = parameters.get(prefix + "phi_x.0.weight").values();
    float[] bias = parameters.get(prefix + "phi_x.0.bias").values();
    float[] out = parameters.get(prefix + "phi_x.2.weight").values();
    float[] dHidden = gradients.get(prefix + "phi_x.0.weight");
    float[] dBias = gradients.get(prefix + "phi_x.0.bias");
    float[] dOut = gradients.get(prefix + "phi_x.2.weight");
    for (int r = 0; r < c; r++) {
      double sum = (double) bias[r] * dBias[r];
      // Adding 0 keeps zeros positive.
      dBias[r] = out[r] * dBias[r] + 0f;
      for (int k = r * c; k < (r + 1) * c; k++) {
        sum += (double) hidden[k] * dHidden[k];
        dHidden[k] = out[r] * dHidden[k] + 0f;
      }
      dOut[r] = (float) (sum + 0);
    }
  }

  /** Weight and bias of a C x C layer. */
  private void layer(List<float[]> parts, String name) {
    int c = configuration.width();
    int stride = Panels.columns(c + 1);
    sum(parts, stride, 0, c, gradients.get(name + ".weight"), c, 0);
    sum(parts, stride, c, 1, gradients.get(name + ".bias"), 1, 0);
  }

  private static void lanes(List<float[]> parts, float[] to) {
    for (int r = 0; r < to.length; r++) {
      double sum = 0;
      for (float[] part : parts) {
        sum += EdgeTerms.lanes(part, r);
      }
      to[r] = (float) sum;
    }
  }

  /** Adds up some columns of the shards' matrices, in order of shards. */
  private void sum(
      List<float[]> parts,
      int stride,
      int column,
      int columns,
      float[] to,
      int toStride,
      int toColumn) {
    double[] sums = new double[columns];
    for (int r = 0; r < configuration.width(); r++) {
      Arrays.fill(sums, 0);
      for (float[] part : parts) {
        int from = r * stride + column;
        for (int k = 0; k < columns; k++) {
          sums[k] += part[from + k];
        }
      }
      for (int k = 0; k < columns; k++) {
        to[r * toStride + toColumn + k] = (float) sums[k];
      }
    }
  }
}
