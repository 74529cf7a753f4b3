package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;

/**
 * The forward stages of a training step on one jet at a time; between them the batch's statistics
 * are gathered.
 */
final class JetForward {
  private final LorentzNetConfiguration configuration;
  private final Kernels kernels;
  private final BatchTape tape;
  private final int width;
  private final int rows;
  private final int scalarCount;
  private final float[] noBias;
  private final PairPass pairPass;
  private final JetPairs pairs = new JetPairs();
  private float[] activated = new float[0];

  JetForward(LorentzNetConfiguration configuration, Kernels kernels, BatchTape tape) {
    this.configuration = configuration;
    this.kernels = kernels;
    this.tape = tape;
    width = configuration.width();
    rows = Panels.rows(width);
    scalarCount = configuration.encoding().size();
    noBias = new float[rows];
    pairPass = new PairPass(kernels, rows);
  }

  void embed(int jet, float[] weights, float[] bias) {
    int s = tape.stride[jet];
    kernels.product(
        weights,
        rows,
        scalarCount,
        tape.scalars,
        tape.scalarAt[jet],
        s,
        bias,
        false,
        tape.hidden[0],
        tape.nodeAt[jet],
        s,
        s);
  }

  /** Invariants and the particle parts of phi_e's first layer; leaves the jet's sums of z. */
  void beginPairs(int jet, int block, BlockWeights weights) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    int pairAt = tape.pairAt[jet];
    PairGeometry.invariants(
        kernels,
        tape.x[block],
        tape.coordinateAt[jet],
        particles,
        tape.n[block],
        tape.d[block],
        pairAt);
    tape.invariants[block][jet] = InvariantSums.of(tape.n[block], tape.d[block], pairAt, particles);
    linear(jet, weights.receiver(), tape.hidden[block], noBias, tape.receiver[block]);
    linear(jet, weights.sender(), tape.hidden[block], noBias, tape.sender[block]);
    terms(jet, block, weights).sums(tape.jetSums, 2 * width * jet);
  }

  /**
   * A C x C layer over a jet's particles, from one of the tape's matrices to another.
   *
   * @param bias a value a row, or null to add to what {@code out} holds
   */
  void linear(int jet, float[] weights, float[] in, float[] bias, float[] out) {
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    kernels.product(weights, rows, width, in, at, stride, bias, false, out, at, stride, stride);
  }

  /** phi_e's first layer over the jet's pairs. */
  EdgeTerms terms(int jet, int block, BlockWeights weights) {
    return new EdgeTerms(
        width,
        tape.receiver[block],
        tape.sender[block],
        tape.nodeAt[jet],
        tape.stride[jet],
        tape.particles[jet],
        weights.distance(),
        weights.product(),
        tape.invariants[block][jet]);
  }

  /** Messages, coordinates, and phi_h's first layer; leaves the jet's sums of that. */
  void messages(int jet, int block, BlockWeights weights, Affine normalised) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    int pairAt = tape.pairAt[jet];
    float[] sums = tape.sums[block];
    pairPass.run(weights, pairs(jet, block, normalised), sums, at, stride);
    for (int r = 0; r < rows; r++) {
      Arrays.fill(sums, at + r * stride + particles, at + (r + 1) * stride, 0);
    }
    if (weights.coordinate() != null) {
      PairGeometry.move(
          kernels,
          tape.x[block],
          tape.coordinateAt[jet],
          particles,
          tape.shift[block],
          pairAt,
          configuration.coordinateScale(),
          configuration.coordinateClamp(),
          tape.x[block + 1],
          tape.coordinateAt[jet]);
    }
    float[] node = tape.node[block];
    linear(jet, weights.nodeHidden(), tape.hidden[block], weights.nodeBias(), node);
    linear(jet, weights.nodeMessage(), sums, null, node);
    kernels.product(
        weights.nodeScalars(),
        rows,
        scalarCount,
        tape.scalars,
        tape.scalarAt[jet],
        stride,
        null,
        false,
        node,
        at,
        stride,
        stride);
    for (int c = 0; c < width; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < particles; i++) {
        double value = node[at + c * stride + i];
        sum += value;
        squares += value * value;
      }
      tape.jetSums[2 * width * jet + c] = sum;
      tape.jetSums[2 * width * jet + width + c] = squares;
    }
  }

  /**
   * The jet's pairs with the parts of phi_e's first layer normalised; valid until the next call.
   */
  JetPairs pairs(int jet, int block, Affine normalised) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    int senderStride = JetPairs.senderStride(particles);
    int receiverStride = JetPairs.receiverStride(particles);
    if (pairs.receiver == null || pairs.receiver.length < rows * receiverStride + Kernels.LANES) {
      pairs.receiver = new float[rows * receiverStride + Kernels.LANES];
      pairs.sender = new float[rows * senderStride + Kernels.LANES];
    }
    for (int r = 0; r < rows; r++) {
      float scale = normalised.scale()[r];
      float shift = normalised.shift()[r];
      int from = at + r * stride;
      for (int i = 0; i < stride; i++) {
        pairs.receiver[r * receiverStride + i] =
            Math.fma(scale, tape.receiver[block][from + i], shift);
        pairs.sender[r * senderStride + i] = scale * tape.sender[block][from + i];
      }
    }
    Panels.repeat(pairs.receiver, rows, receiverStride, particles, particles + Kernels.TILE);
    Panels.repeat(pairs.sender, rows, senderStride, particles, 2 * particles + Kernels.LANES);
    pairs.particles = particles;
    pairs.stride = receiverStride;
    pairs.senderStride = senderStride;
    pairs.distance = normalised.distance();
    pairs.product = normalised.product();
    pairs.n = tape.n[block];
    pairs.d = tape.d[block];
    pairs.gate = tape.gate[block];
    pairs.shift = tape.shift[block];
    pairs.active = tape.active[block];
    pairs.at = tape.pairAt[jet];
    return pairs;
  }

  /** End of the block: h + phi_h.3(relu(normalised phi_h.0)). */
  void update(int jet, int block, BlockWeights weights, Affine normalised) {
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    activateNodes(jet, block, normalised);
    System.arraycopy(tape.hidden[block], at, tape.hidden[block + 1], at, rows * stride);
    float[] out = tape.hidden[block + 1];
    for (int r = 0; r < rows; r++) {
      float bias = weights.nodeOutBias()[r];
      for (int i = at + r * stride; i < at + (r + 1) * stride; i++) {
        out[i] += bias;
      }
    }
    kernels.product(
        weights.nodeOut(), rows, width, activated, 0, stride, null, false, out, at, stride, stride);
  }

  /** relu(normalised phi_h.0), rows x the jet's stride; overwritten by the next call. */
  float[] activateNodes(int jet, int block, Affine normalised) {
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    if (activated.length < rows * stride) {
      activated = new float[rows * stride];
    }
    for (int r = 0; r < rows; r++) {
      float scale = normalised.scale()[r];
      float shift = normalised.shift()[r];
      for (int i = 0; i < stride; i++) {
        float z = Math.fma(scale, tape.node[block][at + r * stride + i], shift);
        activated[r * stride + i] = z < 0 ? 0 : z;
      }
    }
    return activated;
  }
}
