package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;
import org.lorentznet.network.lorentz.BatchNormalisation.Statistics;

/**
 * The work of a training step on some jets of a batch: stages of a block, between which the batch's
 * statistics are gathered. A shard adds up weight gradients of its jets in their order; which jets
 * it has depends on the batch alone, so the bits do not depend on who runs it.
 */
final class Shard {
  private final LorentzNetConfiguration configuration;
  private final Kernels kernels;
  private final BatchTape tape;
  private final int width;
  private final int rows;
  private final int scalarCount;
  private final float[] noBias;
  private final PairPass pairPass;
  private final PairBackwardPass pairBackwardPass;
  final BlockGradients[] gradients;
  final float[] embedding;

  private float[] receiver = new float[0];
  private float[] sender = new float[0];
  private float[] work = new float[0];
  private float[] da = new float[0];
  private float[] ds = new float[0];
  private float[] transposed = new float[0];
  private double[] dMoved = new double[0];
  private double[] dx = new double[0];
  private double[] dnFull = new double[0];
  private double[] ddFull = new double[0];
  private final float[] nSums;
  private final float[] dSums;

  /** Sums of g n and of g d of each jet, kept from one stage to the next. */
  private float[][] pairSums = new float[0][];

  Shard(LorentzNetConfiguration configuration, Kernels kernels, BatchTape tape) {
    this.configuration = configuration;
    this.kernels = kernels;
    this.tape = tape;
    width = configuration.width();
    rows = Panels.rows(width);
    scalarCount = configuration.encoding().size();
    noBias = new float[rows];
    pairPass = new PairPass(kernels, rows);
    pairBackwardPass = new PairBackwardPass(kernels, rows);
    gradients = new BlockGradients[configuration.blocks()];
    for (int b = 0; b < gradients.length; b++) {
      gradients[b] = new BlockGradients(width, scalarCount, b < gradients.length - 1);
    }
    embedding = new float[rows * Panels.columns(scalarCount + 1)];
    nSums = new float[rows * Kernels.LANES];
    dSums = new float[rows * Kernels.LANES];
  }

  void begin() {
    Arrays.fill(embedding, 0);
    for (BlockGradients block : gradients) {
      block.clear();
    }
  }

  // Forward.

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
        pairAt,
        tape.d[block],
        pairAt);
    tape.invariants[block][jet] = InvariantSums.of(tape.n[block], tape.d[block], pairAt, particles);
    kernels.product(
        weights.receiver(),
        rows,
        width,
        tape.hidden[block],
        at,
        stride,
        noBias,
        false,
        tape.receiver[block],
        at,
        stride,
        stride);
    kernels.product(
        weights.sender(),
        rows,
        width,
        tape.hidden[block],
        at,
        stride,
        noBias,
        false,
        tape.sender[block],
        at,
        stride,
        stride);
    terms(jet, block, weights).sums(tape.jetSums, 2 * width * jet);
  }

  private EdgeTerms terms(int jet, int block, BlockWeights weights) {
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
    normalisePairInputs(jet, block, normalised);
    pairPass.run(
        weights,
        particles,
        receiver,
        stride,
        sender,
        2 * stride,
        normalised.distance(),
        normalised.product(),
        tape.n[block],
        pairAt,
        tape.d[block],
        pairAt,
        tape.gate[block],
        pairAt,
        tape.shift[block],
        pairAt,
        tape.sums[block],
        at,
        stride);
    if (weights.coordinate() != null) {
      PairGeometry.move(
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
    kernels.product(
        weights.nodeHidden(),
        rows,
        width,
        tape.hidden[block],
        at,
        stride,
        weights.nodeBias(),
        false,
        node,
        at,
        stride,
        stride);
    kernels.product(
        weights.nodeMessage(),
        rows,
        width,
        tape.sums[block],
        at,
        stride,
        null,
        false,
        node,
        at,
        stride,
        stride);
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
   * Normalisation of a batch as scale and shift.
   *
   * @param scale gamma / sigma
   * @param shift beta - mean gamma / sigma
   * @param distance scale times the weight of n
   * @param product scale times the weight of d
   */
  record Affine(float[] scale, float[] shift, float[] distance, float[] product) {
    static Affine of(BatchNormalisation layer, Statistics statistics, BlockWeights weights) {
      int width = layer.weight().length;
      int rows = weights.rows();
      Affine affine =
          new Affine(new float[rows], new float[rows], new float[rows], new float[rows]);
      for (int c = 0; c < width; c++) {
        double scale = layer.weight()[c] * statistics.inverse()[c];
        affine.scale[c] = (float) scale;
        affine.shift[c] = (float) (layer.bias()[c] - statistics.mean()[c] * scale);
        affine.distance[c] = (float) (scale * weights.distance()[c]);
        affine.product[c] = (float) (scale * weights.product()[c]);
      }
      return affine;
    }
  }

  private void normalisePairInputs(int jet, int block, Affine normalised) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    if (receiver.length < rows * stride + Kernels.LANES) {
      receiver = new float[rows * stride + Kernels.LANES];
      sender = new float[2 * rows * stride + Kernels.LANES];
    }
    for (int r = 0; r < rows; r++) {
      float scale = normalised.scale()[r];
      float shift = normalised.shift()[r];
      int from = at + r * stride;
      int to = r * stride;
      for (int i = 0; i < stride; i++) {
        receiver[to + i] = Math.fma(scale, tape.receiver[block][from + i], shift);
        sender[2 * to + i] = scale * tape.sender[block][from + i];
      }
      System.arraycopy(sender, 2 * to, sender, 2 * to + particles, particles);
    }
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
        weights.nodeOut(), rows, width, work, 0, stride, null, false, out, at, stride, stride);
  }

  /** relu(normalised phi_h.0) into {@code work}. */
  private void activateNodes(int jet, int block, Affine normalised) {
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    if (work.length < rows * stride) {
      work = new float[rows * stride];
    }
    for (int r = 0; r < rows; r++) {
      float scale = normalised.scale()[r];
      float shift = normalised.shift()[r];
      for (int i = 0; i < stride; i++) {
        float z = Math.fma(scale, tape.node[block][at + r * stride + i], shift);
        work[r * stride + i] = z < 0 ? 0 : z;
      }
    }
  }

  // Backward.

  /** Gradient of the last hidden states from that of the pooled ones. */
  void beginBackward(int jet, double[] dPooled, double divisor) {
    int stride = tape.stride[jet];
    int at = tape.nodeAt[jet];
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      float value = r < width ? (float) (dPooled[r] / divisor) : 0;
      Arrays.fill(tape.dHidden, row, row + tape.particles[jet], value);
      Arrays.fill(tape.dHidden, row + tape.particles[jet], row + stride, 0);
    }
    Arrays.fill(tape.dx, tape.coordinateAt[jet], tape.coordinateAt[jet + 1], 0);
  }

  /** Back to phi_h's normalisation; leaves the jet's sums of its gradient. */
  void beginNodesBackward(
      int jet, int block, TransposedWeights back, Affine normalised, Statistics statistics) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    activateNodes(jet, block, normalised);
    outer(tape.dHidden, at, stride, work, 0, stride, gradients[block].nodeOut);
    float[] dNode = tape.dNode;
    kernels.product(
        back.nodeOut(),
        rows,
        width,
        tape.dHidden,
        at,
        stride,
        noBias,
        false,
        dNode,
        at,
        stride,
        stride);
    for (int c = 0; c < rows; c++) {
      double sum = 0;
      double product = 0;
      int row = at + c * stride;
      for (int i = 0; i < stride; i++) {
        float g = i < particles && work[c * stride + i] > 0 ? dNode[row + i] : 0;
        dNode[row + i] = g;
        sum += g;
        product += (double) g * tape.node[block][row + i];
      }
      if (c < width) {
        tape.jetSums[2 * width * jet + c] = sum;
        tape.jetSums[2 * width * jet + width + c] =
            statistics.inverse()[c] * (product - statistics.mean()[c] * sum);
      }
    }
  }

  /** Back through phi_h and through the pairs to phi_e's normalisation; leaves the jet's sums. */
  void pairsBackward(
      int jet,
      int block,
      BlockWeights weights,
      TransposedWeights back,
      Affine edges,
      Statistics edgeStatistics,
      float[] nodeGamma,
      Statistics nodeStatistics,
      double[] nodeTotals) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    int pairAt = tape.pairAt[jet];
    BlockGradients sums = gradients[block];
    nodeNormalisationBackward(jet, block, nodeGamma, nodeStatistics, nodeTotals);
    outer(tape.dNode, at, stride, tape.hidden[block], at, stride, sums.nodeHidden);
    outer(tape.dNode, at, stride, tape.sums[block], at, stride, sums.nodeMessage);
    outerScalars(jet, tape.dNode, sums.nodeScalars);
    kernels.product(
        back.nodeHidden(),
        rows,
        width,
        tape.dNode,
        at,
        stride,
        null,
        false,
        tape.dHidden,
        at,
        stride,
        stride);
    int daStride = particles + Kernels.TILE;
    reservePairs(particles, stride, daStride);
    kernels.product(
        back.nodeMessage(),
        rows,
        width,
        tape.dNode,
        at,
        stride,
        noBias,
        false,
        work,
        0,
        stride,
        stride);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < daStride; i += particles) {
        System.arraycopy(work, r * stride, da, r * daStride + i, Math.min(particles, daStride - i));
      }
    }
    float[] shifts = coordinatesBackward(jet, block, weights);
    normalisePairInputs(jet, block, edges);
    pairBackwardPass.run(
        weights,
        back,
        width,
        new PairBackwardPass.Pairs(
            particles,
            receiver,
            stride,
            sender,
            2 * stride,
            edges.distance(),
            edges.product(),
            tape.n[block],
            tape.d[block],
            tape.gate[block],
            pairAt),
        da,
        daStride,
        shifts,
        0,
        sums,
        tape.dReceiver,
        tape.dSender,
        at,
        nSums,
        dSums,
        tape.dn,
        tape.dd,
        pairAt);
    keepPairSums(jet);
    terms(jet, block, weights)
        .gradientSums(gradient(jet), edgeStatistics, tape.jetSums, 2 * width * jet);
  }

  private void keepPairSums(int jet) {
    if (pairSums.length < tape.jets) {
      pairSums = new float[tape.jets][];
    }
    float[] both = Arrays.copyOf(nSums, nSums.length + dSums.length);
    System.arraycopy(dSums, 0, both, nSums.length, dSums.length);
    pairSums[jet] = both;
  }

  private EdgeTerms.Gradient gradient(int jet) {
    float[] n = Arrays.copyOf(pairSums[jet], nSums.length);
    float[] d = Arrays.copyOfRange(pairSums[jet], nSums.length, 2 * nSums.length);
    return new EdgeTerms.Gradient(
        tape.dReceiver, tape.dSender, n, d, tape.dn, tape.dd, tape.pairAt[jet]);
  }

  private void nodeNormalisationBackward(
      int jet, int block, float[] gamma, Statistics statistics, double[] totals) {
    double samples = statistics.ofBatch() ? statistics.samples() : Double.POSITIVE_INFINITY;
    int stride = tape.stride[jet];
    for (int c = 0; c < width; c++) {
      double kappa = gamma[c] * statistics.inverse()[c];
      double meanG = totals[c] / samples;
      double slope = totals[width + c] / samples * statistics.inverse()[c];
      int row = tape.nodeAt[jet] + c * stride;
      for (int i = 0; i < tape.particles[jet]; i++) {
        double centred = tape.node[block][row + i] - statistics.mean()[c];
        tape.dNode[row + i] = (float) (kappa * (tape.dNode[row + i] - meanG - slope * centred));
      }
    }
  }

  /** Back through the coordinate update; gives the gradient of phi_x for each pair. */
  private float[] coordinatesBackward(int jet, int block, BlockWeights weights) {
    int particles = tape.particles[jet];
    Arrays.fill(dx, 0, PairGeometry.size(particles), 0);
    if (weights.coordinate() == null) {
      return null;
    }
    int pairs = particles * (particles - 1);
    Arrays.fill(ds, pairs, PairGeometry.tiles(pairs) * Kernels.TILE, 0);
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

  /** Back through phi_e's normalisation and first layer to hidden states and coordinates. */
  void endPairsBackward(
      int jet,
      int block,
      BlockWeights weights,
      TransposedWeights back,
      float[] gamma,
      Statistics statistics,
      double[] totals) {
    int particles = tape.particles[jet];
    int at = tape.nodeAt[jet];
    int stride = tape.stride[jet];
    reservePairs(particles, stride, particles + Kernels.TILE);
    terms(jet, block, weights)
        .backward(
            gradient(jet),
            statistics,
            gamma,
            totals,
            tape.columnSums,
            2 * width * jet,
            tape.n[block],
            tape.d[block],
            dnFull,
            ddFull);
    BlockGradients sums = gradients[block];
    outer(tape.dReceiver, at, stride, tape.hidden[block], at, stride, sums.receiver);
    outer(tape.dSender, at, stride, tape.hidden[block], at, stride, sums.sender);
    kernels.product(
        back.receiver(),
        rows,
        width,
        tape.dReceiver,
        at,
        stride,
        null,
        false,
        tape.dHidden,
        at,
        stride,
        stride);
    kernels.product(
        back.sender(),
        rows,
        width,
        tape.dSender,
        at,
        stride,
        null,
        false,
        tape.dHidden,
        at,
        stride,
        stride);
    if (block == 0) {
      return;
    }
    Arrays.fill(dx, 0, PairGeometry.size(particles), 0);
    PairGeometry.invariantsBackward(
        tape.x[block], tape.coordinateAt[jet], particles, dnFull, ddFull, dx);
    PairGeometry.fold(dx, particles, dMoved);
    for (int k = 0; k < 4 * particles; k++) {
      tape.dx[tape.coordinateAt[jet] + k] += dMoved[k];
    }
  }

  void embeddingBackward(int jet) {
    outerScalars(jet, tape.dHidden, embedding);
  }

  private void outerScalars(int jet, float[] gradient, float[] sums) {
    int stride = tape.stride[jet];
    int inner = Panels.columns(scalarCount + 1);
    transposedReserve(stride * inner);
    kernels.transpose(
        tape.scalars, tape.scalarAt[jet], stride, scalarCount, null, 0, transposed, inner, stride);
    kernels.outer(gradient, tape.nodeAt[jet], stride, rows, transposed, inner, sums, stride);
  }

  private void outer(
      float[] gradient, int at, int stride, float[] x, int xAt, int xStride, float[] sums) {
    int inner = Panels.columns(width + 1);
    transposedReserve(stride * inner);
    kernels.transpose(x, xAt, xStride, width, null, 0, transposed, inner, stride);
    kernels.outer(gradient, at, stride, rows, transposed, inner, sums, stride);
  }

  private void transposedReserve(int size) {
    if (transposed.length < size) {
      transposed = new float[size];
    }
  }

  private void reservePairs(int particles, int stride, int daStride) {
    int pairs = particles * (particles - 1) + 2 * Kernels.TILE;
    if (ds.length < pairs) {
      ds = new float[pairs];
      dnFull = new double[pairs];
      ddFull = new double[pairs];
    }
    if (da.length < rows * daStride) {
      da = new float[rows * daStride];
    }
    if (dx.length < PairGeometry.size(particles)) {
      dx = new double[PairGeometry.size(particles)];
      dMoved = new double[4 * particles];
    }
    if (work.length < rows * stride) {
      work = new float[rows * stride];
    }
  }
}
