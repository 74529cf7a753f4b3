package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.LANES;
import static org.lorentznet.kernel.Kernels.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * One vector of columns of a tile of pairs, row after row. Where a new k begins among its lanes,
 * senders move on by one from that lane on: two vectors one element apart are blended.
 */
final class PairColumns {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final FloatVector LANE = FloatVector.zero(SPECIES).addIndex(1);

  private PairColumns() {}

  /** Columns of a single k. */
  static void within(
      float[] receiver,
      int receiverAt,
      int receiverStride,
      float[] sender,
      int senderAt,
      int senderStride,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] a,
      float[] b,
      int rows,
      float[] out,
      int t) {
    FloatVector ns = FloatVector.fromArray(SPECIES, n, nAt);
    FloatVector ds = FloatVector.fromArray(SPECIES, d, dAt);
    for (int r = 0; r < rows; r++) {
      FloatVector from = FloatVector.fromArray(SPECIES, receiver, receiverAt + r * receiverStride);
      FloatVector to = FloatVector.fromArray(SPECIES, sender, senderAt + r * senderStride);
      FloatVector z = ns.fma(FloatVector.broadcast(SPECIES, a[r]), from.add(to));
      z = ds.fma(FloatVector.broadcast(SPECIES, b[r]), z);
      VectorKernels.relu(z).intoArray(out, r * TILE + t);
    }
  }

  /** Columns of k up to lane {@code left - 1}, of k + 1 from there on. */
  static void across(
      float[] receiver,
      int receiverAt,
      int receiverStride,
      float[] sender,
      int senderAt,
      int senderStride,
      int left,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] a,
      float[] b,
      int rows,
      float[] out,
      int t) {
    FloatVector ns = FloatVector.fromArray(SPECIES, n, nAt);
    FloatVector ds = FloatVector.fromArray(SPECIES, d, dAt);
    VectorMask<Float> next = LANE.compare(VectorOperators.GE, left);
    for (int r = 0; r < rows; r++) {
      FloatVector from = FloatVector.fromArray(SPECIES, receiver, receiverAt + r * receiverStride);
      int at = senderAt + r * senderStride;
      FloatVector to =
          FloatVector.fromArray(SPECIES, sender, at)
              .blend(FloatVector.fromArray(SPECIES, sender, at + 1), next);
      FloatVector z = ns.fma(FloatVector.broadcast(SPECIES, a[r]), from.add(to));
      z = ds.fma(FloatVector.broadcast(SPECIES, b[r]), z);
      VectorKernels.relu(z).intoArray(out, r * TILE + t);
    }
  }

  /** Masks the columns and adds them to all sums but those of their senders. */
  static void backward(
      float[] g,
      float[] r,
      int rows,
      int t,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] receiverSums,
      int receiverAt,
      int receiverStride,
      float[] nSums,
      float[] dSums,
      float[] a,
      float[] b,
      float[] dn,
      int dnAt,
      float[] dd,
      int ddAt) {
    FloatVector ns = FloatVector.fromArray(SPECIES, n, nAt);
    FloatVector ds = FloatVector.fromArray(SPECIES, d, dAt);
    FloatVector ofN = FloatVector.zero(SPECIES);
    FloatVector ofD = FloatVector.zero(SPECIES);
    for (int row = 0; row < rows; row++) {
      int at = row * TILE + t;
      FloatVector value =
          FloatVector.zero(SPECIES)
              .blend(
                  FloatVector.fromArray(SPECIES, g, at),
                  FloatVector.fromArray(SPECIES, r, at).compare(VectorOperators.GT, 0));
      value.intoArray(g, at);
      int to = receiverAt + row * receiverStride;
      FloatVector.fromArray(SPECIES, receiverSums, to).add(value).intoArray(receiverSums, to);
      int lane = row * LANES + t % LANES;
      value.fma(ns, FloatVector.fromArray(SPECIES, nSums, lane)).intoArray(nSums, lane);
      value.fma(ds, FloatVector.fromArray(SPECIES, dSums, lane)).intoArray(dSums, lane);
      ofN = value.fma(FloatVector.broadcast(SPECIES, a[row]), ofN);
      ofD = value.fma(FloatVector.broadcast(SPECIES, b[row]), ofD);
    }
    ofN.intoArray(dn, dnAt);
    ofD.intoArray(dd, ddAt);
  }

  /**
   * Adds the columns to the sums of their senders.
   *
   * @param left lanes before a new k begins; at most 0 where it has begun already
   */
  static void addSenders(float[] g, int rows, int t, float[] sums, int at, int stride, int left) {
    if (left >= SPECIES.length()) {
      add(g, rows, t, sums, at, stride);
    } else if (left <= 0) {
      add(g, rows, t, sums, at + 1, stride);
    } else {
      addAcross(g, rows, t, sums, at, stride, left);
    }
  }

  private static void add(float[] g, int rows, int t, float[] sums, int at, int stride) {
    for (int r = 0; r < rows; r++) {
      int to = at + r * stride;
      FloatVector.fromArray(SPECIES, sums, to)
          .add(FloatVector.fromArray(SPECIES, g, r * TILE + t))
          .intoArray(sums, to);
    }
  }

  private static void addAcross(
      float[] g, int rows, int t, float[] sums, int at, int stride, int left) {
    VectorMask<Float> next = LANE.compare(VectorOperators.GE, left);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int r = 0; r < rows; r++) {
      int to = at + r * stride;
      FloatVector value = FloatVector.fromArray(SPECIES, g, r * TILE + t);
      FloatVector.fromArray(SPECIES, sums, to).add(value.blend(zero, next)).intoArray(sums, to);
      FloatVector.fromArray(SPECIES, sums, to + 1)
          .add(zero.blend(value, next))
          .intoArray(sums, to + 1);
    }
  }
}
