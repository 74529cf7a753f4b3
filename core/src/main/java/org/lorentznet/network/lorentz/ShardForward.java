package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;

/**
 * The forward stages of a training step on one shard of jets; between them the batch's statistics
 * are gathered.
 */
final class ShardForward {
  private final LorentzNetConfiguration configuration;
  private final Kernels kernels;
  private final BatchTape tape;
  private final int width;
  private final int rows;
  private final int scalarCount;
  private final float[] noBias;
  private final PairPass pairPass;
  private final JetPairs pairs = new JetPairs();
  private float[] receiver = new float[0];
  private float[] sender = new float[0];

  ShardForward(LorentzNetConfiguration configuration, Kernels kernels, BatchTape tape) {
    this.configuration = configuration;
    this.kernels = kernels;
    this.tape = tape;
    width = configuration.width();
    rows = Panels.rows(width);
    scalarCount = configuration.encoding().size();
    noBias = new float[rows];
    pairPass = new PairPass(kernels, rows);
  }

  void embed(int shard, float[] weights, float[] bias) {
    scalarLayer(shard, weights, bias, tape.hidden[0]);
  }

  private void scalarLayer(int shard, float[] weights, float[] bias, float[] out) {
    kernels.product(
        weights,
        rows,
        scalarCount,
        tape.scalars,
        tape.scalarAt[shard],
        tape.stride[shard],
        bias,
        false,
        out,
        tape.shardAt[shard],
        tape.stride[shard],
        tape.columns(shard));
  }

  /** Invariants and the particle parts of phi_e's first layer; leaves the shard's sums of z. */
  void beginPairs(int shard, int block, BlockWeights weights) {
    linear(shard, weights.receiver(), tape.hidden[block], noBias, tape.receiver[block]);
    linear(shard, weights.sender(), tape.hidden[block], noBias, tape.sender[block]);
    tape.clear(tape.shardSums, shard);
    for (int jet : tape.shards[shard]) {
      int particles = tape.particles[jet];
      int pairAt = tape.pairAt[jet];
      PairGeometry.invariants(
          kernels,
          tape.x[block],
          tape.coordinateAt[jet],
          particles,
          tape.n[block],
          tape.d[block],
          pairAt);
      tape.invariants[block][jet] =
          InvariantSums.of(tape.n[block], tape.d[block], pairAt, particles);
      terms(shard, jet, block, weights).sums(tape.shardSums, tape.sumsAt(shard));
    }
  }

  /**
   * A C x C layer over a shard's particles, from one of the tape's matrices to another.
   *
   * @param bias a value a row, or null to add to what {@code out} holds
   */
  void linear(int shard, float[] weights, float[] in, float[] bias, float[] out) {
    int at = tape.shardAt[shard];
    int stride = tape.stride[shard];
    int columns = tape.columns(shard);
    kernels.product(weights, rows, width, in, at, stride, bias, false, out, at, stride, columns);
  }

  /** phi_e's first layer over a jet's pairs. */
  EdgeTerms terms(int shard, int jet, int block, BlockWeights weights) {
    return new EdgeTerms(
        width,
        tape.receiver[block],
        tape.sender[block],
        tape.nodeAt[jet],
        tape.stride[shard],
        tape.particles[jet],
        weights.distance(),
        weights.product(),
        tape.invariants[block][jet]);
  }

  /** Messages, coordinates, and phi_h's first layer; leaves the shard's sums of that. */
  void messages(int shard, int block, BlockWeights weights, Affine normalised) {
    float[] sums = tape.sums[block];
    normalise(shard, block, normalised);
    for (int jet : tape.shards[shard]) {
      JetPairs jetPairs = pairs(shard, jet, block, normalised);
      pairPass.run(weights, jetPairs, sums, tape.nodeAt[jet], tape.stride[shard]);
      if (weights.coordinate() != null) {
        move(jet, block);
      }
    }
    clearBehind(shard, sums);
    float[] node = tape.node[block];
    linear(shard, weights.nodeHidden(), tape.hidden[block], weights.nodeBias(), node);
    linear(shard, weights.nodeMessage(), sums, null, node);
    scalarLayer(shard, weights.nodeScalars(), null, node);
    nodeSums(shard, node);
  }

  private void move(int jet, int block) {
    PairGeometry.move(
        kernels,
        tape.x[block],
        tape.coordinateAt[jet],
        tape.particles[jet],
        tape.shift[block],
        tape.pairAt[jet],
        configuration.coordinateScale(),
        configuration.coordinateClamp(),
        tape.x[block + 1],
        tape.coordinateAt[jet]);
  }

  /** Makes the columns behind the last particle 0. */
  void clearBehind(int shard, float[] matrix) {
    int stride = tape.stride[shard];
    for (int r = 0; r < rows; r++) {
      int row = tape.shardAt[shard] + r * stride;
      Arrays.fill(matrix, row + tape.shardParticles[shard], row + tape.columns(shard), 0);
    }
  }

  /** Sums over particles of phi_h's first layer and of its square. */
  private void nodeSums(int shard, float[] node) {
    int to = tape.sumsAt(shard);
    for (int c = 0; c < width; c++) {
      double sum = 0;
      double squares = 0;
      int row = tape.shardAt[shard] + c * tape.stride[shard];
      for (int i = row; i < row + tape.shardParticles[shard]; i++) {
        double value = node[i];
        sum += value;
        squares += value * value;
      }
      tape.shardSums[to + c] = sum;
      tape.shardSums[to + width + c] = squares;
    }
  }

  /** Normalises the parts of phi_e's first layer, for {@link #pairs} to take. */
  void normalise(int shard, int block, Affine normalised) {
    int stride = tape.stride[shard];
    if (receiver.length < rows * stride) {
      receiver = new float[rows * stride];
      sender = new float[rows * stride];
    }
    int columns = tape.columns(shard);
    for (int r = 0; r < rows; r++) {
      int from = tape.shardAt[shard] + r * stride;
      float scale = normalised.scale()[r];
      float shift = normalised.shift()[r];
      scale(tape.receiver[block], from, scale, shift, receiver, r * stride, columns);
      scale(tape.sender[block], from, scale, 0, sender, r * stride, columns);
    }
  }

  private static void scale(
      float[] in, int from, float scale, float shift, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] = Math.fma(scale, in[from + i], shift);
    }
  }

  /** A jet's pairs, of what {@link #normalise} left; valid until the next call. */
  JetPairs pairs(int shard, int jet, int block, Affine normalised) {
    int from = tape.column(shard, jet);
    pairs.begin(tape.particles[jet], rows);
    pairs.takeReceivers(receiver, from, tape.stride[shard], rows);
    pairs.takeSenders(sender, from, tape.stride[shard], rows);
    pairs.distance = normalised.distance();
    pairs.product = normalised.product();
    pairs.n = tape.n[block];
    pairs.d = tape.d[block];
    pairs.gate = tape.gate[block];
    pairs.shift = tape.shift[block];
    pairs.active = tape.shiftActive[block];
    pairs.at = tape.pairAt[jet];
    return pairs;
  }

  /** End of the block: h + phi_h.3(relu(normalised phi_h.0)). */
  void update(int shard, int block, BlockWeights weights, Affine normalised) {
    int stride = tape.stride[shard];
    int columns = tape.columns(shard);
    float[] out = tape.hidden[block + 1];
    for (int r = 0; r < rows; r++) {
      int row = tape.shardAt[shard] + r * stride;
      activate(
          tape.node[block],
          normalised.scale()[r],
          normalised.shift()[r],
          tape.active[block],
          row,
          columns);
      add(tape.hidden[block], weights.nodeOutBias()[r], out, row, columns);
    }
    linear(shard, weights.nodeOut(), tape.active[block], null, out);
  }

  private static void activate(
      float[] in, float scale, float shift, float[] out, int at, int count) {
    for (int i = at; i < at + count; i++) {
      out[i] = Math.max(0, Math.fma(scale, in[i], shift));
    }
  }

  private static void add(float[] in, float value, float[] out, int at, int count) {
    for (int i = at; i < at + count; i++) {
      out[i] = in[i] + value;
    }
  }
}
