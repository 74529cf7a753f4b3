package org.lorentznet.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.PairSums;
import org.lorentznet.kernel.PlainKernels;

/**
 * The kernels with columns in the lanes of vectors as wide as the machine has them. Methods are
 * small and hold no arrays of vectors: larger ones stop being compiled to vector instructions.
 */
public final class VectorKernels implements Kernels {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  /** For jets of fewer particles than a vector has lanes: they are rare and cheap. */
  private static final Kernels PLAIN = new PlainKernels();

  /** With 32 registers a tile of 8 rows by 3 vectors fits; with 16, one of 4 rows. */
  private static final boolean MANY_REGISTERS = WIDTH == LANES;

  private static final float[] ZEROS = new float[PANEL];

  private static final float[] ONES = ones();

  private static float[] ones() {
    float[] ones = new float[LANES];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public long multiplyAdd(int rounds, float[] sink) {
    return PeakLoop.run(rounds, sink);
  }

  @Override
  public void product(
      float[] weights,
      int rows,
      int inner,
      float[] in,
      int inAt,
      int inStride,
      float[] bias,
      boolean relu,
      float[] out,
      int outAt,
      int outStride,
      int columns) {
    for (int r = 0; r < rows; r += PANEL) {
      int to = outAt + r * outStride;
      int from = r * inner;
      int t = 0;
      if (MANY_REGISTERS) {
        for (; t + 3 * WIDTH <= columns; t += 3 * WIDTH) {
          if (bias == null) {
            ProductTiles.eightByThree(
                weights, from, inner, in, inAt + t, inStride, out, to + t, outStride);
          } else if (relu) {
            ProductTiles.eightByThreeBiasRelu(
                weights, from, inner, in, inAt + t, inStride, bias, r, out, to + t, outStride);
          } else {
            ProductTiles.eightByThreeBias(
                weights, from, inner, in, inAt + t, inStride, bias, r, out, to + t, outStride);
          }
        }
      }
      if (bias == null && relu) {
        reluRows(out, to, outStride, t);
      }
      rest(weights, from, inner, in, inAt, inStride, bias, r, relu, out, to, outStride, t, columns);
    }
  }

  /** The columns from {@code t} on of one panel, in tiles of fewer registers. */
  private static void rest(
      float[] weights,
      int from,
      int inner,
      float[] in,
      int inAt,
      int inStride,
      float[] bias,
      int biasAt,
      boolean relu,
      float[] out,
      int to,
      int outStride,
      int begin,
      int columns) {
    if (begin == columns) {
      return;
    }
    if (bias != null) {
      for (int p = 0; p < PANEL; p++) {
        int row = to + p * outStride;
        Arrays.fill(out, row + begin, row + columns, bias[biasAt + p]);
      }
    }
    int t = begin;
    for (; !MANY_REGISTERS && t + 3 * WIDTH <= columns; t += 3 * WIDTH) {
      int half = to + t + PANEL / 2 * outStride;
      RestTiles.fourByThree(weights, from, inner, in, inAt + t, inStride, out, to + t, outStride);
      RestTiles.fourByThree(
          weights, from + PANEL / 2, inner, in, inAt + t, inStride, out, half, outStride);
    }
    for (; t < columns; t += WIDTH) {
      RestTiles.eightByOne(weights, from, inner, in, inAt + t, inStride, out, to + t, outStride);
    }
    if (relu) {
      reluRows(out, to + begin, outStride, columns - begin);
    }
  }

  private static void reluRows(float[] x, int at, int stride, int columns) {
    for (int row = at; row < at + PANEL * stride; row += stride) {
      for (int t = row; t < row + columns; t += WIDTH) {
        FloatVector value = FloatVector.fromArray(SPECIES, x, t);
        value.blend(0, value.compare(VectorOperators.LT, 0)).intoArray(x, t);
      }
    }
  }

  /** One panel of the product over a tile: eight rows, beginning with their biases. */
  private static void panel(
      float[] weights,
      int from,
      int inner,
      float[] in,
      float[] bias,
      int biasAt,
      boolean relu,
      float[] out,
      int to) {
    if (!MANY_REGISTERS) {
      rest(weights, from, inner, in, 0, TILE, bias, biasAt, relu, out, to, TILE, 0, TILE);
    } else if (relu) {
      ProductTiles.eightByThreeBiasRelu(
          weights, from, inner, in, 0, TILE, bias, biasAt, out, to, TILE);
    } else {
      ProductTiles.eightByThreeBias(weights, from, inner, in, 0, TILE, bias, biasAt, out, to, TILE);
    }
  }

  @Override
  public void message(
      JetPairs pairs,
      int first,
      int count,
      float[] weights,
      int rows,
      float[] bias,
      float[] gateWeights,
      float gateBias,
      float[] layer,
      float[] message) {
    int inner = weights.length / rows;
    int gateAt = pairs.at + first;
    if (gateWeights != null) {
      Arrays.fill(pairs.gate, gateAt, gateAt + TILE, gateBias);
    }
    boolean fused = MANY_REGISTERS && count == TILE && pairs.particles >= LANES;
    if (fused) {
      FirstPanels.message(pairs, first, rows, weights, bias, layer, message);
      FirstPanels.messageRest(weights, inner, bias, layer, message);
    } else {
      pairInput(pairs, first, count, rows, layer);
    }
    for (int r = 0; r < rows; r += PANEL) {
      if (r > 0 || !fused) {
        panel(weights, r * inner, inner, layer, bias, r, true, message, r * TILE);
      }
      if (gateWeights != null) {
        PanelSums.dot(message, r * TILE, gateWeights, r, pairs.gate, gateAt);
      }
    }
  }

  private static void pairInput(JetPairs pairs, int first, int count, int rows, float[] layer) {
    if (pairs.particles < LANES) {
      PlainKernels.pairInput(pairs, first, count, rows, layer);
      return;
    }
    for (int t = 0; t < count; t += WIDTH) {
      PairColumns.input(pairs, first + t, rows, layer, t);
    }
    for (int r = 0; r < rows && count < TILE; r++) {
      Arrays.fill(layer, r * TILE + count, (r + 1) * TILE, 0);
    }
  }

  @Override
  public void addGated(
      float[] message, int rows, JetPairs pairs, int first, float[] sums, int sumStride) {
    int at = first % pairs.particles;
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector gate = FloatVector.fromArray(SPECIES, pairs.gate, pairs.at + first + t);
      for (int r = 0; r < rows; r++) {
        int to = at + r * sumStride + t;
        gate.fma(
                FloatVector.fromArray(SPECIES, message, r * TILE + t),
                FloatVector.fromArray(SPECIES, sums, to))
            .intoArray(sums, to);
      }
    }
  }

  @Override
  public void coordinate(
      float[] weights,
      int rows,
      float[] message,
      float[] bias,
      float[] v,
      JetPairs pairs,
      int first,
      float[] sums,
      int sumStride,
      float[] panel) {
    int inner = weights.length / rows;
    int at = pairs.at + first;
    int words = at * JetPairs.words(rows);
    Arrays.fill(pairs.shift, at, at + TILE, 0);
    boolean fused = MANY_REGISTERS && pairs.active == null;
    if (fused) {
      int receiver = first % pairs.particles;
      FirstPanels.coordinate(
          weights, inner, message, pairs.gate, at, sums, receiver, sumStride, bias, v, pairs.shift);
    } else {
      addGated(message, rows, pairs, first, sums, sumStride);
    }
    for (int r = fused ? PANEL : 0; r < rows; r += PANEL) {
      if (fused) {
        ProductTiles.eightByThreeGatedRelu(
            weights, r * inner, inner, message, pairs.gate, at, bias, v, r, pairs.shift);
        continue;
      }
      panel(weights, r * inner, inner, message, ZEROS, 0, false, panel, 0);
      if (pairs.active == null) {
        PanelSums.gatedRelu(panel, pairs.gate, at, bias, v, r, pairs.shift);
      } else {
        int word = words + r / Integer.SIZE * TILE;
        if (r % Integer.SIZE == 0) {
          Arrays.fill(pairs.active, word, word + TILE, 0);
        }
        PanelSums.gatedRelu(panel, pairs.gate, at, bias, v, r, pairs.shift, pairs.active, word);
      }
    }
  }

  @Override
  public void fold(
      float[] sums,
      int stride,
      int used,
      int rows,
      int period,
      float[] out,
      int outAt,
      int outStride,
      boolean add) {
    if (period < LANES) {
      PLAIN.fold(sums, stride, used, rows, period, out, outAt, outStride, add);
      return;
    }
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      int to = outAt + r * outStride;
      for (int t = 0; t < period; t += WIDTH) {
        int group = t / LANES * LANES;
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, row + t);
        for (int copy = period; copy + group < used; copy += period) {
          sum = sum.add(FloatVector.fromArray(SPECIES, sums, row + copy + t));
        }
        if (add) {
          sum = FloatVector.fromArray(SPECIES, out, to + t).add(sum);
        }
        sum.intoArray(out, to + t);
      }
      Arrays.fill(sums, row, row + used, 0);
    }
  }

  @Override
  public void invariants(double[] x, int at, int particles, float[] n, float[] d, int pairAt) {
    if (!MinkowskiPairs.FAST || particles < MinkowskiPairs.LENGTH) {
      PLAIN.invariants(x, at, particles, n, d, pairAt);
      return;
    }
    for (int i = 0; i < particles; i += MinkowskiPairs.LENGTH) {
      int receiver = Math.min(i, particles - MinkowskiPairs.LENGTH);
      MinkowskiPairs.invariants(x, at, particles, receiver, n, d, pairAt);
    }
  }

  @Override
  public void move(
      double[] x,
      int at,
      int particles,
      float[] s,
      int sAt,
      double factor,
      double bound,
      double[] moved,
      int to) {
    if (!MinkowskiPairs.FAST || particles < MinkowskiPairs.LENGTH) {
      PLAIN.move(x, at, particles, s, sAt, factor, bound, moved, to);
      return;
    }
    for (int i = 0; i < particles; i += MinkowskiPairs.LENGTH) {
      int receiver = Math.min(i, particles - MinkowskiPairs.LENGTH);
      MinkowskiPairs.move(x, at, particles, receiver, s, sAt, factor, bound, moved, to);
    }
  }

  @Override
  public void sigmoid(float[] x, int at, int columns) {
    Activations.sigmoid(x, at, columns);
  }

  @Override
  public void signedLog(float[] x, int at, int columns) {
    Activations.signedLog(x, at, columns);
  }

  @Override
  public void activeGradient(JetPairs pairs, int first, int rows, float[] ds, float[] out) {
    int words = (pairs.at + first) * JetPairs.words(rows);
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector slope = FloatVector.fromArray(SPECIES, ds, first + t);
      for (int r = 0; r < rows; r += PANEL) {
        int word = words + r / Integer.SIZE * TILE + t;
        PanelSums.activeGradient(pairs.active, word, r, slope, out, t);
      }
    }
  }

  @Override
  public void messageGradient(
      float[] weights,
      int rows,
      float[] in,
      float[] da,
      int at,
      int stride,
      float[] m,
      float[] dm,
      float[] dgate) {
    Arrays.fill(dgate, 0, TILE, 0);
    for (int r = 0; r < rows; r += PANEL) {
      if (weights == null) {
        for (int row = r; row < r + PANEL; row++) {
          System.arraycopy(da, at + row * stride, dm, row * TILE, TILE);
        }
        PanelSums.dot(m, r * TILE, dm, dgate);
      } else {
        int inner = weights.length / rows;
        panel(weights, r * inner, inner, in, ZEROS, 0, false, dm, r * TILE);
        PanelSums.addAndDot(dm, r * TILE, da, at + r * stride, stride, m, dgate);
      }
    }
  }

  @Override
  public void messageBackward(
      float[] dm,
      int rows,
      float[] m,
      float[] gate,
      int gateAt,
      float[] dgate,
      float[] v,
      float[] vSums) {
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + t);
      FloatVector slope = FloatVector.fromArray(SPECIES, dgate, t);
      int lane = t % LANES;
      for (int r = 0; r < rows; r++) {
        int at = r * TILE + t;
        FloatVector message = FloatVector.fromArray(SPECIES, m, at);
        int sum = r * LANES + lane;
        slope.fma(message, FloatVector.fromArray(SPECIES, vSums, sum)).intoArray(vSums, sum);
        FloatVector gradient = g.fma(FloatVector.fromArray(SPECIES, dm, at), slope.mul(v[r]));
        FloatVector.zero(SPECIES)
            .blend(gradient, message.compare(VectorOperators.GT, 0))
            .intoArray(dm, at);
      }
    }
  }

  @Override
  public void pairInputBackward(
      float[] weights,
      int rows,
      float[] in,
      float[] layer,
      JetPairs pairs,
      int first,
      int count,
      PairSums sums,
      float[] panel) {
    int inner = weights.length / rows;
    Arrays.fill(sums.dn, sums.at + first, sums.at + first + TILE, 0);
    Arrays.fill(sums.dd, sums.at + first, sums.at + first + TILE, 0);
    for (int r = 0; r < rows; r += PANEL) {
      panel(weights, r * inner, inner, in, ZEROS, 0, false, panel, 0);
      if (pairs.particles < LANES) {
        PlainKernels.addPairs(panel, layer, r, r + PANEL, pairs, first, count, sums);
        continue;
      }
      if (MANY_REGISTERS) {
        PairTile.backward(panel, layer, r, pairs, first, sums);
      } else {
        for (int t = 0; t < TILE; t += WIDTH) {
          PairColumns.backward(panel, layer, r, t, pairs, first, sums);
        }
      }
      PairColumns.addSenders(panel, r, pairs.particles, first, count, sums);
    }
  }

  @Override
  public void transpose(
      float[] m,
      int at,
      int stride,
      int rows,
      float[] scale,
      int scaleAt,
      float[] out,
      int outStride,
      int columns) {
    if (!SquareTranspose.FAST || rows < LANES || outStride - rows > LANES) {
      PLAIN.transpose(m, at, stride, rows, scale, scaleAt, out, outStride, columns);
      return;
    }
    int behind = outStride - LANES;
    FloatVector one = FloatVector.zero(SPECIES).withLane(rows - behind, 1);
    for (int t = 0; t < columns; t++) {
      one.intoArray(out, t * outStride + behind);
    }
    for (int t = 0; t < columns; t += LANES) {
      for (int r = 0; r < rows; r += LANES) {
        int row = Math.min(r, rows - LANES);
        int from = at + row * stride + t;
        int to = t * outStride + row;
        if (scale == null) {
          SquareTranspose.run(m, from, stride, ONES, 0, out, to, outStride);
        } else {
          SquareTranspose.run(m, from, stride, scale, scaleAt + t, out, to, outStride);
        }
      }
    }
  }

  @Override
  public void outer(
      float[] d, int dAt, int dStride, int rows, float[] x, int stride, float[] sums, int columns) {
    for (int r = 0; r < rows; r += 4) {
      int from = dAt + r * dStride;
      int k = 0;
      for (; k + 5 * WIDTH <= stride; k += 5 * WIDTH) {
        OuterTiles.outerFourByFive(d, from, dStride, x, k, stride, sums, r * stride + k, columns);
      }
      for (; k < stride; k += WIDTH) {
        OuterTiles.outerFourByOne(d, from, dStride, x, k, stride, sums, r * stride + k, columns);
      }
    }
  }
}
