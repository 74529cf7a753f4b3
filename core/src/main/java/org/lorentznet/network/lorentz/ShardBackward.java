package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.PairSums;
import org.lorentznet.kernel.Panels;
import org.lorentznet.network.lorentz.BatchNormalisation.Statistics;

/**
 * The backward stages of a training step on one shard of jets, adding up weight gradients jet after
 * jet.
 */
final class ShardBackward {
  private final LorentzNetConfiguration configuration;
  private final Kernels kernels;
  private final BatchTape tape;
  private final ShardForward forward;
  private final int width;
  private final int rows;
  private final int scalarCount;
  private final float[] noBias;
  private final PairBackwardPass pairBackwardPass;
  private final PairSums pairSums;
  private final BlockGradients[] gradients;
  private final float[] embedding;
  private final Decoder.Gradients decoder;
  private final float[] transposed;
  private float[] dSums = new float[0];
  private float[] da = new float[0];
  private float[] ds = new float[0];
  private double[] dMoved = new double[0];
  private double[] dx = new double[0];
  private double[] dn = new double[0];
  private double[] dd = new double[0];

  /** The sums over pairs of each jet, kept from one stage to the next. */
  private LaneSums[] laneSums = new LaneSums[0];

  /** Sums of g n and of g d. */
  private record LaneSums(float[] n, float[] d) {

    void clear() {
      Arrays.fill(n, 0);
      Arrays.fill(d, 0);
    }
  }

  /** A gradient, of which the weights before it want the sums of its products with their input. */
  private record Outer(float[] gradient, float[] sums) {}

  ShardBackward(
      LorentzNetConfiguration configuration,
      Kernels kernels,
      BatchTape tape,
      ShardForward forward) {
    this.configuration = configuration;
    this.kernels = kernels;
    this.tape = tape;
    this.forward = forward;
    width = configuration.width();
    rows = Panels.rows(width);
    scalarCount = configuration.encoding().size();
    noBias = new float[rows];
    pairBackwardPass = new PairBackwardPass(kernels, rows);
    pairSums = new PairSums(rows);
    gradients = new BlockGradients[configuration.blocks()];
    for (int b = 0; b < gradients.length; b++) {
      gradients[b] = new BlockGradients(width, scalarCount, b < gradients.length - 1);
    }
    embedding = new float[rows * Panels.columns(scalarCount + 1)];
    decoder = new Decoder.Gradients(width, configuration.classes());
    transposed = new float[Kernels.TILE * Panels.columns(Math.max(width, scalarCount) + 1)];
  }

  /** Sums for the weights of a block. */
  BlockGradients gradients(int block) {
    return gradients[block];
  }

  /** Sums for the embedding: rows x stride, the bias in column S. */
  float[] embedding() {
    return embedding;
  }

  /** Sums for the decoder. */
  Decoder.Gradients decoder() {
    return decoder;
  }

  /** Sets all sums to zero. */
  void begin() {
    Arrays.fill(embedding, 0);
    decoder.clear();
    for (BlockGradients block : gradients) {
      block.clear();
    }
    if (laneSums.length < tape.jets) {
      laneSums = Arrays.copyOf(laneSums, tape.jets);
    }
  }

  /** Gradient of a jet's last hidden states from that of the pooled ones. */
  void beginBackward(int shard, int jet, double[] dPooled, double divisor) {
    int particles = tape.particles[jet];
    for (int r = 0; r < rows; r++) {
      int row = tape.nodeAt[jet] + r * tape.stride[shard];
      float value = r < width ? (float) (dPooled[r] / divisor) : 0;
      Arrays.fill(tape.dHidden, row, row + particles, value);
    }
    Arrays.fill(tape.dx, tape.coordinateAt[jet], tape.coordinateAt[jet + 1], 0);
  }

  /**
   * Back to phi_h's normalisation; leaves the shard's sums of its gradient. Behind the last
   * particle, gradients are 0 from here on.
   */
  void beginNodesBackward(int shard, int block, TransposedWeights back, Statistics statistics) {
    float[] active = tape.active[block];
    forward.clearBehind(shard, tape.dHidden);
    outer(shard, active, new Outer(tape.dHidden, gradients[block].nodeOut));
    float[] dNode = tape.dNode;
    forward.linear(shard, back.nodeOut(), tape.dHidden, noBias, dNode);
    int to = tape.sumsAt(shard);
    for (int c = 0; c < width; c++) {
      double sum = 0;
      double product = 0;
      int row = tape.shardAt[shard] + c * tape.stride[shard];
      for (int i = row; i < row + tape.shardParticles[shard]; i++) {
        float g = active[i] > 0 ? dNode[i] : 0;
        dNode[i] = g;
        sum += g;
        product += (double) g * tape.node[block][i];
      }
      tape.shardSums[to + c] = sum;
      tape.shardSums[to + width + c] =
          statistics.inverse()[c] * (product - statistics.mean()[c] * sum);
    }
    forward.clearBehind(shard, dNode);
  }

  /** Back through phi_h and through the pairs to phi_e's normalisation; leaves the shard's sums. */
  void pairsBackward(
      int shard,
      int block,
      BlockWeights weights,
      TransposedWeights back,
      Affine edges,
      Statistics edgeStatistics,
      float[] nodeGamma,
      Statistics nodeStatistics,
      double[] nodeTotals) {
    BlockGradients sums = gradients[block];
    nodeNormalisationBackward(shard, block, nodeGamma, nodeStatistics, nodeTotals);
    outer(shard, tape.hidden[block], new Outer(tape.dNode, sums.nodeHidden));
    outer(shard, tape.sums[block], new Outer(tape.dNode, sums.nodeMessage));
    outerScalars(shard, tape.dNode, sums.nodeScalars);
    forward.linear(shard, back.nodeHidden(), tape.dNode, null, tape.dHidden);
    messageSumsBackward(shard, back);
    forward.normalise(shard, block, edges);
    tape.clear(tape.shardSums, shard);
    for (int jet : tape.shards[shard]) {
      reservePairs(tape.particles[jet]);
      spreadMessageSums(shard, jet);
      float[] shifts = coordinatesBackward(jet, block, weights);
      beginPairSums(jet);
      pairBackwardPass.run(
          weights,
          back,
          width,
          forward.pairs(shard, jet, block, edges),
          da,
          daStride(jet),
          shifts,
          sums,
          pairSums);
      foldPairSums(shard, jet);
      forward
          .terms(shard, jet, block, weights)
          .gradientSums(gradient(jet), edgeStatistics, tape.shardSums, tape.sumsAt(shard));
    }
    forward.clearBehind(shard, tape.dReceiver);
    forward.clearBehind(shard, tape.dSender);
  }

  /** Gradient of the sums of gated messages. */
  private void messageSumsBackward(int shard, TransposedWeights back) {
    int stride = tape.stride[shard];
    int size = rows * stride + Kernels.LANES;
    if (dSums.length < size) {
      dSums = new float[size];
    }
    kernels.product(
        back.nodeMessage(),
        rows,
        width,
        tape.dNode,
        tape.shardAt[shard],
        stride,
        noBias,
        false,
        dSums,
        0,
        stride,
        tape.columns(shard));
  }

  private int daStride(int jet) {
    return tape.particles[jet] + Kernels.TILE;
  }

  /** Lays out a jet's part of that gradient as its pairs take it. */
  private void spreadMessageSums(int shard, int jet) {
    int columns = daStride(jet);
    Panels.repeat(
        dSums,
        tape.column(shard, jet),
        tape.stride[shard],
        rows,
        tape.particles[jet],
        da,
        columns,
        columns);
  }

  private void beginPairSums(int jet) {
    if (laneSums[jet] == null) {
      laneSums[jet] =
          new LaneSums(new float[rows * Kernels.LANES], new float[rows * Kernels.LANES]);
    }
    laneSums[jet].clear();
    pairSums.begin(tape.particles[jet]);
    pairSums.n = laneSums[jet].n;
    pairSums.d = laneSums[jet].d;
    pairSums.dn = tape.dn;
    pairSums.dd = tape.dd;
    pairSums.at = tape.pairAt[jet];
  }

  private void foldPairSums(int shard, int jet) {
    int particles = tape.particles[jet];
    kernels.fold(
        pairSums.receiver,
        pairSums.receiverStride,
        PairSums.usedReceivers(particles),
        rows,
        particles,
        tape.dReceiver,
        tape.nodeAt[jet],
        tape.stride[shard],
        false);
    kernels.fold(
        pairSums.sender,
        pairSums.senderStride,
        PairSums.usedSenders(particles),
        rows,
        particles,
        tape.dSender,
        tape.nodeAt[jet],
        tape.stride[shard],
        false);
  }

  private EdgeTerms.Gradient gradient(int jet) {
    LaneSums sums = laneSums[jet];
    return new EdgeTerms.Gradient(
        tape.dReceiver, tape.dSender, sums.n, sums.d, tape.dn, tape.dd, tape.pairAt[jet]);
  }

  private void nodeNormalisationBackward(
      int shard, int block, float[] gamma, Statistics statistics, double[] totals) {
    double samples = statistics.ofBatch() ? statistics.samples() : Double.POSITIVE_INFINITY;
    for (int c = 0; c < width; c++) {
      double kappa = gamma[c] * statistics.inverse()[c];
      double meanG = totals[c] / samples;
      double slope = totals[width + c] / samples * statistics.inverse()[c];
      int row = tape.shardAt[shard] + c * tape.stride[shard];
      for (int i = row; i < row + tape.shardParticles[shard]; i++) {
        double centred = tape.node[block][i] - statistics.mean()[c];
        tape.dNode[i] = (float) (kappa * (tape.dNode[i] - meanG - slope * centred));
      }
    }
  }

  /** Back through the coordinate update; gives the gradient of phi_x for each pair. */
  private float[] coordinatesBackward(int jet, int block, BlockWeights weights) {
    int particles = tape.particles[jet];
    if (weights.coordinate() == null) {
      return null;
    }
    Arrays.fill(dx, 0, PairGeometry.size(particles), 0);
    int pairs = particles * (particles - 1);
    Arrays.fill(ds, pairs, JetPairs.tiles(pairs) * Kernels.TILE, 0);
    System.arraycopy(tape.dx, tape.coordinateAt[jet], dMoved, 0, 4 * particles);
    PairGeometry.moveBackward(
        tape.x[block],
        tape.coordinateAt[jet],
        particles,
        tape.shift[block],
        tape.pairAt[jet],
        configuration.coordinateScale(),
        configuration.coordinateClamp(),
        dMoved,
        dx,
        ds,
        0);
    PairGeometry.fold(dx, particles, dMoved);
    System.arraycopy(dMoved, 0, tape.dx, tape.coordinateAt[jet], 4 * particles);
    return ds;
  }

  /**
   * Back through phi_e's normalisation and first layer to hidden states and coordinates.
   *
   * @param toCoordinates whether anybody asks for the gradient of the block's coordinates
   */
  void endPairsBackward(
      int shard,
      int block,
      BlockWeights weights,
      TransposedWeights back,
      float[] gamma,
      Statistics statistics,
      double[] totals,
      boolean toCoordinates) {
    tape.clear(tape.columnSums, shard);
    for (int jet : tape.shards[shard]) {
      reservePairs(tape.particles[jet]);
      forward
          .terms(shard, jet, block, weights)
          .backward(
              gradient(jet),
              statistics,
              gamma,
              totals,
              tape.columnSums,
              tape.sumsAt(shard),
              tape.n[block],
              tape.d[block],
              dn,
              dd);
      if (toCoordinates) {
        invariantsBackward(jet, block);
      }
    }
    BlockGradients sums = gradients[block];
    outer(
        shard,
        tape.hidden[block],
        new Outer(tape.dReceiver, sums.receiver),
        new Outer(tape.dSender, sums.sender));
    forward.linear(shard, back.receiver(), tape.dReceiver, null, tape.dHidden);
    forward.linear(shard, back.sender(), tape.dSender, null, tape.dHidden);
  }

  /** Back through a jet's invariants to its coordinates. */
  private void invariantsBackward(int jet, int block) {
    int particles = tape.particles[jet];
    Arrays.fill(dx, 0, PairGeometry.size(particles), 0);
    PairGeometry.invariantsBackward(tape.x[block], tape.coordinateAt[jet], particles, dn, dd, dx);
    PairGeometry.fold(dx, particles, dMoved);
    for (int k = 0; k < 4 * particles; k++) {
      tape.dx[tape.coordinateAt[jet] + k] += dMoved[k];
    }
  }

  void embeddingBackward(int shard) {
    forward.clearBehind(shard, tape.dHidden);
    outerScalars(shard, tape.dHidden, embedding);
  }

  private void outerScalars(int shard, float[] gradient, float[] sums) {
    Outer outer = new Outer(gradient, sums);
    outer(shard, tape.scalars, tape.scalarAt[shard], scalarCount, outer);
  }

  private void outer(int shard, float[] x, Outer... outers) {
    outer(shard, x, tape.shardAt[shard], width, outers);
  }

  /** Adds to the gradients of weights that took {@code inputs} rows of x, tile by tile. */
  private void outer(int shard, float[] x, int xAt, int inputs, Outer... outers) {
    int inner = Panels.columns(inputs + 1);
    int stride = tape.stride[shard];
    int columns = tape.columns(shard);
    for (int t = 0; t < columns; t += Kernels.TILE) {
      int count = Math.min(Kernels.TILE, columns - t);
      kernels.transpose(x, xAt + t, stride, inputs, null, 0, transposed, inner, count);
      for (Outer outer : outers) {
        int at = tape.shardAt[shard] + t;
        kernels.outer(outer.gradient, at, stride, rows, transposed, inner, outer.sums, count);
      }
    }
  }

  private void reservePairs(int particles) {
    int pairs = particles * (particles - 1) + 2 * Kernels.TILE;
    if (ds.length < pairs) {
      ds = new float[pairs];
      dn = new double[pairs];
      dd = new double[pairs];
    }
    if (da.length < rows * (particles + Kernels.TILE)) {
      da = new float[rows * (particles + Kernels.TILE)];
    }
    if (dx.length < PairGeometry.size(particles)) {
      dx = new double[PairGeometry.size(particles)];
      dMoved = new double[4 * particles];
    }
  }
}
