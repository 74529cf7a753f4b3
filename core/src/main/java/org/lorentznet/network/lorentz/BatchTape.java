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
 * which grow to the largest batch seen. Jets are dealt to shards; in what is kept for each
 * particle, a shard has matrices of its own, with the particles of its jets side by side, so that
 * layers over particles take all of them at once. What is kept for pairs, and coordinates, lie jet
 * by jet.
 */
final class BatchTape {
  /** Jets are dealt to at most this many shards, whatever the number of threads. */
  private static final int MAX_SHARDS = 16;

  /** Pairs of a shard below which adding up its gradients would cost too much beside them. */
  private static final int SHARD_PAIRS = 1500;

  private final int rows;
  private final int width;
  private final int scalarCount;
  private final int blocks;

  JetBatch batch;
  int jets;
  int[] particles;

  /** First float of each jet's columns in its shard's matrices. */
  int[] nodeAt;

  /** First pair of each jet; room for whole tiles. */
  int[] pairAt;

  /** First double of each jet's coordinates. */
  int[] coordinateAt;

  long edges;

  /** The jets of each shard, a function of the batch alone. */
  int[][] shards;

  /** Particles of each shard. */
  int[] shardParticles;

  /** First float of each shard's matrices of rows x stride. */
  int[] shardAt;

  /** From one row of a shard's matrices to the next, with room for whole vectors of each jet. */
  int[] stride;

  /** First float of each shard's scalars, a row a scalar. */
  int[] scalarAt;

  float[] scalars = new float[0];
  final float[][] hidden;
  final float[][] receiver;
  final float[][] sender;
  final float[][] sums;
  final float[][] node;

  /** What phi_h's activation gives. */
  final float[][] active;

  final float[][] n;
  final float[][] d;
  final float[][] gate;
  final float[][] shift;

  /** Which units of phi_x's hidden layer are active ({@link JetPairs#active}). */
  final int[][] shiftActive;

  final double[][] x;
  final InvariantSums[][] invariants;

  float[] dHidden = new float[0];
  float[] dNode = new float[0];
  float[] dReceiver = new float[0];
  float[] dSender = new float[0];
  float[] dn = new float[0];
  float[] dd = new float[0];
  double[] dx = new double[0];

  /** Sums over one shard that are then added up in order of shards: 2 C for each. */
  double[] shardSums = new double[0];

  /** Gradients of phi_e.0's last two columns: 2 C for each shard. */
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
    active = new float[blocks][0];
    n = new float[blocks][0];
    d = new float[blocks][0];
    gate = new float[blocks][0];
    shift = new float[blocks][0];
    shiftActive = new int[blocks][0];
    x = new double[blocks][0];
    invariants = new InvariantSums[blocks][];
  }

  /** Lays out a batch. */
  void begin(JetBatch next) {
    batch = next;
    jets = next.jets();
    particles = new int[jets];
    pairAt = new int[jets + 1];
    coordinateAt = new int[jets + 1];
    edges = 0;
    for (int j = 0; j < jets; j++) {
      particles[j] = next.particles(j);
      int pairs = Math.toIntExact(next.edges(j));
      pairAt[j + 1] = Math.addExact(pairAt[j], (JetPairs.tiles(pairs) + 1) * Kernels.TILE);
      coordinateAt[j + 1] = coordinateAt[j] + PairGeometry.size(particles[j]);
      edges += pairs;
    }
    deal();
    layOut();
    reserve();
    for (int s = 0; s < shards.length; s++) {
      Arrays.fill(scalars, scalarAt[s], scalarAt[s + 1], 0);
      for (int j : shards[s]) {
        LorentzNetScorer.transposeScalars(
            next.scalars(),
            next.offsets()[j],
            particles[j],
            scalarCount,
            scalars,
            scalarAt[s] + column(s, j),
            stride[s]);
        PairGeometry.load(
            next.fourMomenta(), next.offsets()[j], particles[j], x[0], coordinateAt[j]);
      }
    }
  }

  /** The places of shards, and of jets in them. */
  private void layOut() {
    nodeAt = new int[jets];
    shardParticles = new int[shards.length];
    stride = new int[shards.length];
    shardAt = new int[shards.length + 1];
    scalarAt = new int[shards.length + 1];
    for (int s = 0; s < shards.length; s++) {
      for (int j : shards[s]) {
        nodeAt[j] = shardAt[s] + shardParticles[s];
        int end = shardParticles[s] + Panels.columns(particles[j]);
        stride[s] = Math.max(stride[s], Panels.columns(end));
        shardParticles[s] += particles[j];
      }
      shardAt[s + 1] = Math.addExact(shardAt[s], rows * stride[s] + Kernels.LANES);
      scalarAt[s + 1] = scalarAt[s] + scalarCount * stride[s];
    }
  }

  /** Columns of a shard's matrices, in whole vectors. */
  int columns(int shard) {
    return Panels.columns(shardParticles[shard]);
  }

  /** Where a jet's columns begin in the matrices of its shard. */
  int column(int shard, int jet) {
    return nodeAt[jet] - shardAt[shard];
  }

  /** Deals the jets, the largest first, each to the shard with the fewest pairs so far. */
  private void deal() {
    int count = (int) Math.min(Math.min(MAX_SHARDS, jets), edges / SHARD_PAIRS + 1);
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
    int nodes = shardAt[shards.length];
    int pairs = pairAt[jets];
    scalars = grown(scalars, scalarAt[shards.length]);
    hidden[blocks] = grown(hidden[blocks], nodes);
    for (int b = 0; b < blocks; b++) {
      hidden[b] = grown(hidden[b], nodes);
      receiver[b] = grown(receiver[b], nodes);
      sender[b] = grown(sender[b], nodes);
      sums[b] = grown(sums[b], nodes);
      node[b] = grown(node[b], nodes);
      active[b] = grown(active[b], nodes);
      n[b] = grown(n[b], pairs);
      d[b] = grown(d[b], pairs);
      gate[b] = grown(gate[b], pairs);
      if (b < blocks - 1) {
        shift[b] = grown(shift[b], pairs);
        int bits = Math.multiplyExact(pairs, JetPairs.words(rows));
        shiftActive[b] = shiftActive[b].length >= bits ? shiftActive[b] : new int[bits + bits / 4];
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
    shardSums = grown(shardSums, 2 * width * shards.length);
    columnSums = grown(columnSums, 2 * width * shards.length);
    pooled = grown(pooled, width * jets);
    decoded = grown(decoded, width * jets);
  }

  private static float[] grown(float[] array, int size) {
    return array.length >= size ? array : new float[size + size / 4];
  }

  private static double[] grown(double[] array, int size) {
    return array.length >= size ? array : new double[size + size / 4];
  }

  /** Where a shard's sums are in {@link #shardSums} and {@link #columnSums}. */
  int sumsAt(int shard) {
    return 2 * width * shard;
  }

  /** Makes a shard's sums 0. */
  void clear(double[] perShard, int shard) {
    Arrays.fill(perShard, sumsAt(shard), sumsAt(shard + 1), 0);
  }

  /** Adds up what the shards have, in their order: 2 C totals. */
  double[] totals(double[] perShard) {
    double[] totals = new double[2 * width];
    for (int s = 0; s < shards.length; s++) {
      for (int k = 0; k < 2 * width; k++) {
        totals[k] += perShard[sumsAt(s) + k];
      }
    }
    return totals;
  }
}
