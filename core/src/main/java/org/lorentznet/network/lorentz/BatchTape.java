package org.lorentznet.network.lorentz;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;

/**
 * What the forward pass of a batch leaves for the backward pass. All jets share a few long arrays,
 * which grow to the largest batch seen; a jet's part of an array begins at a place of its own.
 */
final class BatchTape {
  /** Jets are dealt to at most this many shards, whatever the number of threads. */
  private static final int MAX_SHARDS = 16;

  private final int rows;
  private final int width;
  private final int scalarCount;
  private final int blocks;

  JetBatch batch;
  int jets;
  int[] particles;
  int[] stride;

  /** First float of each jet's matrices of rows x stride. */
  int[] nodeAt;

  /** First pair of each jet; room for whole tiles. */
  int[] pairAt;

  /** First double of each jet's coordinates. */
  int[] coordinateAt;

  int[] scalarAt;
  long edges;

  /** The jets of each shard, a function of the batch alone. */
  int[][] shards;

  float[] scalars = new float[0];
  final float[][] hidden;
  final float[][] receiver;
  final float[][] sender;
  final float[][] sums;
  final float[][] node;
  final float[][] n;
  final float[][] d;
  final float[][] gate;
  final float[][] shift;

  /** Which units of phi_x's hidden layer are active ({@link JetPairs#active}). */
  final int[][] active;

  final double[][] x;
  final InvariantSums[][] invariants;

  float[] dHidden = new float[0];
  float[] dNode = new float[0];
  float[] dReceiver = new float[0];
  float[] dSender = new float[0];
  float[] dn = new float[0];
  float[] dd = new float[0];
  double[] dx = new double[0];

  /** Sums over one jet that are then added up in order of jets: 2 C for each jet. */
  double[] jetSums = new double[0];

  /** Gradients of phi_e.0's last two columns: 2 C for each jet. */
  double[] columnSums = new double[0];

  double[] pooled = new double[0];
  double[] decoded = new double[0];

  BatchTape(LorentzNetConfiguration configuration) {
    width = configuration.width();
    rows = Panels.rows(width);
    scalarCount = configuration.encoding().size();
    blocks = configuration.blocks();
    hidden = new float[blocks + 1][0];
    receiver = new float[blocks][0];
    sender = new float[blocks][0];
    sums = new float[blocks][0];
    node = new float[blocks][0];
    n = new float[blocks][0];
    d = new float[blocks][0];
    gate = new float[blocks][0];
    shift = new float[blocks][0];
    active = new int[blocks][0];
    x = new double[blocks][0];
    invariants = new InvariantSums[blocks][];
  }

  /** Lays out a batch. */
  void begin(JetBatch next) {
    batch = next;
    jets = next.jets();
    particles = new int[jets];
    stride = new int[jets];
    nodeAt = new int[jets + 1];
    pairAt = new int[jets + 1];
    coordinateAt = new int[jets + 1];
    scalarAt = new int[jets + 1];
    edges = 0;
    for (int j = 0; j < jets; j++) {
      particles[j] = next.particles(j);
      stride[j] = Panels.columns(particles[j]);
      nodeAt[j + 1] = nodeAt[j] + rows * stride[j] + Kernels.LANES;
      int pairs = Math.toIntExact(next.edges(j));
      pairAt[j + 1] = Math.addExact(pairAt[j], (JetPairs.tiles(pairs) + 1) * Kernels.TILE);
      coordinateAt[j + 1] = coordinateAt[j] + PairGeometry.size(particles[j]);
      scalarAt[j + 1] = scalarAt[j] + scalarCount * stride[j];
      edges += pairs;
    }
    deal();
    reserve();
    for (int j = 0; j < jets; j++) {
      LorentzNetScorer.transposeScalars(
          next.scalars(),
          next.offsets()[j],
          particles[j],
          scalarCount,
          scalars,
          scalarAt[j],
          stride[j]);
      PairGeometry.load(next.fourMomenta(), next.offsets()[j], particles[j], x[0], coordinateAt[j]);
    }
  }

  /** Deals the jets, the largest first, each to the shard with the fewest pairs so far. */
  private void deal() {
    int count = Math.min(MAX_SHARDS, jets);
    int[] order =
        IntStream.range(0, jets)
            .boxed()
            .sorted(Comparator.comparingInt((Integer j) -> -particles[j]).thenComparing(j -> j))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] load = new long[count];
    int[] size = new int[count];
    int[][] members = new int[count][jets];
    for (int j : order) {
      int least = 0;
      for (int s = 1; s < count; s++) {
        if (load[s] < load[least]) {
          least = s;
        }
      }
      members[least][size[least]++] = j;
      load[least] += batch.edges(j) + particles[j];
    }
    shards = new int[count][];
    for (int s = 0; s < count; s++) {
      shards[s] = Arrays.copyOf(members[s], size[s]);
    }
  }

  private void reserve() {
    int nodes = nodeAt[jets];
    int pairs = pairAt[jets];
    scalars = grown(scalars, scalarAt[jets]);
    hidden[blocks] = grown(hidden[blocks], nodes);
    for (int b = 0; b < blocks; b++) {
      hidden[b] = grown(hidden[b], nodes);
      receiver[b] = grown(receiver[b], nodes);
      sender[b] = grown(sender[b], nodes);
      sums[b] = grown(sums[b], nodes);
      node[b] = grown(node[b], nodes);
      n[b] = grown(n[b], pairs);
      d[b] = grown(d[b], pairs);
      gate[b] = grown(gate[b], pairs);
      if (b < blocks - 1) {
        shift[b] = grown(shift[b], pairs);
        int bits = Math.multiplyExact(pairs, JetPairs.words(rows));
        active[b] = active[b].length >= bits ? active[b] : new int[bits + bits / 4];
      }
      x[b] = grown(x[b], coordinateAt[jets]);
      invariants[b] = new InvariantSums[jets];
    }
    dHidden = grown(dHidden, nodes);
    dNode = grown(dNode, nodes);
    dReceiver = grown(dReceiver, nodes);
    dSender = grown(dSender, nodes);
    dn = grown(dn, pairs);
    dd = grown(dd, pairs);
    dx = grown(dx, coordinateAt[jets]);
    jetSums = grown(jetSums, 2 * width * jets);
    columnSums = grown(columnSums, 2 * width * jets);
    pooled = grown(pooled, width * jets);
    decoded = grown(decoded, width * jets);
  }

  private static float[] grown(float[] array, int size) {
    return array.length >= size ? array : new float[size + size / 4];
  }

  private static double[] grown(double[] array, int size) {
    return array.length >= size ? array : new double[size + size / 4];
  }

  /** Adds up {@link #jetSums} in order of jets: 2 C totals. */
  double[] totals(double[] perJet) {
    double[] totals = new double[2 * width];
    for (int j = 0; j < jets; j++) {
      for (int k = 0; k < 2 * width; k++) {
        totals[k] += perJet[2 * width * j + k];
      }
    }
    return totals;
  }
}
