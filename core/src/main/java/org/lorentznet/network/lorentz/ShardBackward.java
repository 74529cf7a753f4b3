package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.PairSums;
import org.lorentznet.kernel.Panels;
import org.lorentznet.network.lorentz.BatchNormalisation.Statistics;

/**
 * The backward stages of a training step on one jet at a time, adding up weight gradients jet after
 * jet.
 */
final class JetBackward {
  private final LorentzNetConfiguration configuration;
  private final Kernels kernels;
  private final BatchTape tape;
  private final JetForward forward;
  private final int width;
  private final int rows;
  private final int scalarCount;
  private final float[] noBias;
  private final PairBackwardPass pairBackwardPass;
  private final PairSums pairSums;
  private final BlockGradients[] gradients;
  private final float[] embedding;
  private float[] dSums = new float[0];
  private float[] da = new float[0];
  private float[] ds = new float[0];
  private float[] transposed = new float[0];
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

  JetBackward(
      LorentzNetConfiguration configuration, Kernels kernels, BatchTape tape, JetForward forward) {
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
  }

  /** Sums for the weights of a block. */
  BlockGradients gradients(int block) {
    return gradients[block];
  }

  /** Sums for the embedding: rows x stride, the bias in column S. */
  float[] embedding() {
    return embedding;
  }

  /** Sets all sums to zero. */
  void begin() {
    Arrays.fill(embedding, 0);
    for (BlockGradients block : gradients) {
      block.clear();
    }
    if (laneSums.length < tape.jets) {
      laneSums = Arrays.copyOf(laneSums, tape.jets);
    }
  }

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
    float[] active = forward.activateNodes(jet, block, normalised);
    outer(tape.dHidden, at, stride, active, 0, stride, gradients[block].nodeOut);
    float[] dNode = tape.dNode;
    forward.linear(jet, back.nodeOut(), tape.dHidden, noBias, dNode);
    for (int c = 0; c < rows; c++) {
      double sum = 0;
      double product = 0;
      int row = at + c * stride;
      for (int i = 0; i < stride; i++) {
        float g = i < particles && active[c * stride + i] > 0 ? dNode[row + i] : 0;
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
    forward.linear(jet, back.nodeHidden(), tape.dNode, null, tape.dHidden);
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
        dSums,
        0,
        stride,
        stride);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < daStride; i += particles) {
        System.arraycopy(
            dSums, r * stride, da, r * daStride + i, Math.min(particles, daStride - i));
      }
    }
    float[] shifts = coordinatesBackward(jet, block, weights);
    beginLaneSums(jet);
    pairSums.begin(particles);
    pairSums.n = laneSums[jet].n;
    pairSums.d = laneSums[jet].d;
    pairSums.dn = tape.dn;
    pairSums.dd = tape.dd;
    pairSums.at = pairAt;
    JetPairs pairs = forward.pairs(jet, block, edges);
    pairBackwardPass.run(weights, back, width, pairs, da, daStride, shifts, sums, pairSums);
    foldPairSums(particles, at, stride);
    forward
        .terms(jet, block, weights)
        .gradientSums(gradient(jet), edgeStatistics, tape.jetSums, 2 * width * jet);
  }

  private void beginLaneSums(int jet) {
    if (laneSums[jet] == null) {
      laneSums[jet] =
          new LaneSums(new float[rows * Kernels.LANES], new float[rows * Kernels.LANES]);
    }
    laneSums[jet].clear();
  }

  private void foldPairSums(int particles, int at, int stride) {
    kernels.fold(
        pairSums.receiver,
        pairSums.receiverStride,
        PairSums.usedReceivers(particles),
        rows,
        particles,
        tape.dReceiver,
        at,
        stride,
        false);
    kernels.fold(
        pairSums.sender,
        pairSums.senderStride,
        PairSums.usedSenders(particles),
        rows,
        particles,
        tape.dSender,
        at,
        stride,
        false);
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      Arrays.fill(tape.dReceiver, row + particles, row + stride, 0);
      Arrays.fill(tape.dSender, row + particles, row + stride, 0);
    }
  }

  private EdgeTerms.Gradient gradient(int jet) {
    LaneSums sums = laneSums[jet];
    return new EdgeTerms.Gradient(
        tape.dReceiver, tape.dSender, sums.n, sums.d, tape.dn, tape.dd, tape.pairAt[jet]);
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
    forward
        .terms(jet, block, weights)
        .backward(
            gradient(jet),
            statistics,
            gamma,
            totals,
            tape.columnSums,
            2 * width * jet,
            tape.n[block],
            tape.d[block],
            dn,
            dd);
    BlockGradients sums = gradients[block];
    outer(tape.dReceiver, at, stride, tape.hidden[block], at, stride, sums.receiver);
    outer(tape.dSender, at, stride, tape.hidden[block], at, stride, sums.sender);
    forward.linear(jet, back.receiver(), tape.dReceiver, null, tape.dHidden);
    forward.linear(jet, back.sender(), tape.dSender, null, tape.dHidden);
  }

  /** Back through the invariants to the coordinates: what follows {@link #endPairsBackward}. */
  void invariantsBackward(int jet, int block) {
    int particles = tape.particles[jet];
    Arrays.fill(dx, 0, PairGeometry.size(particles), 0);
    PairGeometry.invariantsBackward(tape.x[block], tape.coordinateAt[jet], particles, dn, dd, dx);
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
      dn = new double[pairs];
      dd = new double[pairs];
    }
    if (da.length < rows * daStride) {
      da = new float[rows * daStride];
    }
    if (dx.length < PairGeometry.size(particles)) {
      dx = new double[PairGeometry.size(particles)];
      dMoved = new double[4 * particles];
    }
    if (dSums.length < rows * stride) {
      dSums = new float[rows * stride];
    }
  }
}
