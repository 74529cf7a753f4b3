package org.lorentznet.kernel.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lorentznet.kernel.Kernels;
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

  /** Jets of fewer particles than a vector has lanes are rare and cheap. */
  private static final Kernels SMALL_JETS = new PlainKernels();

  /** With 32 registers a tile of 8 rows by 3 vectors fits; with 16, one of 4 rows. */
  private static final boolean MANY_REGISTERS = WIDTH == LANES;

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
      ProductTiles.fourByThree(
          weights, from, inner, in, inAt + t, inStride, out, to + t, outStride);
      ProductTiles.fourByThree(
          weights, from + PANEL / 2, inner, in, inAt + t, inStride, out, half, outStride);
    }
    for (; t < columns; t += WIDTH) {
      ProductTiles.eightByOne(weights, from, inner, in, inAt + t, inStride, out, to + t, outStride);
    }
    if (relu) {
      reluRows(out, to + begin, outStride, columns - begin);
    }
  }

  private static void reluRows(float[] x, int at, int stride, int columns) {
    for (int row = at; row < at + PANEL * stride; row += stride) {
      for (int t = row; t < row + columns; t += WIDTH) {
        FloatVector.fromArray(SPECIES, x, t).max(0).intoArray(x, t);
      }
    }
  }

  @Override
  public void pairInput(
      float[] receiver,
      int receiverStride,
      float[] sender,
      int senderStride,
      int particles,
      int firstPair,
      int count,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] a,
      float[] b,
      int rows,
      float[] out) {
    if (particles < LANES) {
      SMALL_JETS.pairInput(
          receiver,
          receiverStride,
          sender,
          senderStride,
          particles,
          firstPair,
          count,
          n,
          nAt,
          d,
          dAt,
          a,
          b,
          rows,
          out);
      return;
    }
    for (int t = 0; t < count; t += WIDTH) {
      int pair = firstPair + t;
      int i = pair % particles;
      int to = i + pair / particles + 1;
      if (i + WIDTH <= particles) {
        PairColumns.within(
            receiver,
            i,
            receiverStride,
            sender,
            to,
            senderStride,
            n,
            nAt + pair,
            d,
            dAt + pair,
            a,
            b,
            rows,
            out,
            t);
      } else {
        PairColumns.across(
            receiver,
            i,
            receiverStride,
            sender,
            to,
            senderStride,
            particles - i,
            n,
            nAt + pair,
            d,
            dAt + pair,
            a,
            b,
            rows,
            out,
            t);
      }
    }
    if (count < TILE) {
      for (int r = 0; r < rows; r++) {
        Arrays.fill(out, r * TILE + count, (r + 1) * TILE, 0);
      }
    }
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(0, x.compare(VectorOperators.LT, 0));
  }

  @Override
  public void dot(
      float[] m, int rows, float[] v, float start, float[] out, int outAt, int columns) {
    for (int t = 0; t < columns; t += WIDTH) {
      FloatVector sum = FloatVector.broadcast(SPECIES, start);
      for (int r = 0; r < rows; r++) {
        sum =
            FloatVector.fromArray(SPECIES, m, r * TILE + t)
                .fma(FloatVector.broadcast(SPECIES, v[r]), sum);
      }
      sum.intoArray(out, outAt + t);
    }
  }

  @Override
  public void gatedReluDot(
      float[] u,
      int rows,
      float[] gate,
      int gateAt,
      float[] bias,
      float[] v,
      float[] out,
      int outAt,
      int columns) {
    for (int t = 0; t < columns; t += WIDTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + t);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        FloatVector z =
            g.fma(
                FloatVector.fromArray(SPECIES, u, r * TILE + t),
                FloatVector.broadcast(SPECIES, bias[r]));
        sum = relu(z).fma(FloatVector.broadcast(SPECIES, v[r]), sum);
      }
      sum.intoArray(out, outAt + t);
    }
  }

  @Override
  public void addGated(
      float[] m,
      int rows,
      float[] gate,
      int gateAt,
      float[] sums,
      int at,
      int stride,
      int columns) {
    for (int t = 0; t < columns; t += WIDTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + t);
      for (int r = 0; r < rows; r++) {
        int to = at + r * stride + t;
        g.fma(
                FloatVector.fromArray(SPECIES, m, r * TILE + t),
                FloatVector.fromArray(SPECIES, sums, to))
            .intoArray(sums, to);
      }
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
  public void gatedReluDotBackward(
      float[] u,
      int rows,
      float[] gate,
      int gateAt,
      float[] bias,
      float[] v,
      float[] ds,
      int dsAt,
      float[] vSums,
      int columns) {
    for (int t = 0; t < columns; t += WIDTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gate, gateAt + t);
      FloatVector slope = FloatVector.fromArray(SPECIES, ds, dsAt + t);
      int lane = t % LANES;
      for (int r = 0; r < rows; r++) {
        int at = r * TILE + t;
        FloatVector z =
            g.fma(FloatVector.fromArray(SPECIES, u, at), FloatVector.broadcast(SPECIES, bias[r]));
        int sum = r * LANES + lane;
        slope.fma(relu(z), FloatVector.fromArray(SPECIES, vSums, sum)).intoArray(vSums, sum);
        FloatVector.zero(SPECIES)
            .blend(slope.mul(v[r]), z.compare(VectorOperators.GT, 0))
            .intoArray(u, at);
      }
    }
  }

  @Override
  public void addAndDot(
      float[] dm, int rows, float[] da, int at, int stride, float[] m, float[] out, int columns) {
    for (int t = 0; t < columns; t += WIDTH) {
      FloatVector dot = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        int tile = r * TILE + t;
        FloatVector sum =
            FloatVector.fromArray(SPECIES, dm, tile)
                .add(FloatVector.fromArray(SPECIES, da, at + r * stride + t));
        sum.intoArray(dm, tile);
        dot = sum.fma(FloatVector.fromArray(SPECIES, m, tile), dot);
      }
      dot.intoArray(out, t);
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
      float[] vSums,
      int columns) {
    for (int t = 0; t < columns; t += WIDTH) {
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
      float[] g,
      float[] r,
      int rows,
      int particles,
      int firstPair,
      int count,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] receiverSums,
      int receiverStride,
      float[] senderSums,
      int senderStride,
      float[] nSums,
      float[] dSums,
      float[] a,
      float[] b,
      float[] dn,
      int dnAt,
      float[] dd,
      int ddAt) {
    if (particles < LANES) {
      SMALL_JETS.pairInputBackward(
          g,
          r,
          rows,
          particles,
          firstPair,
          count,
          n,
          nAt,
          d,
          dAt,
          receiverSums,
          receiverStride,
          senderSums,
          senderStride,
          nSums,
          dSums,
          a,
          b,
          dn,
          dnAt,
          dd,
          ddAt);
      return;
    }
    int receiver = firstPair % particles;
    for (int t = 0; t < TILE; t += WIDTH) {
      int pair = firstPair + t;
      PairColumns.backward(
          g,
          r,
          rows,
          t,
          n,
          nAt + pair,
          d,
          dAt + pair,
          receiverSums,
          receiver + t,
          receiverStride,
          nSums,
          dSums,
          a,
          b,
          dn,
          dnAt + pair,
          dd,
          ddAt + pair);
    }
    for (int block = 0; block < count; block += LANES) {
      int pair = firstPair + block;
      int i = pair % particles;
      int to = i + pair / particles + 1;
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int left = particles - i - lane;
        PairColumns.addSenders(g, rows, block + lane, senderSums, to + lane, senderStride, left);
      }
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
    int squares = SquareTranspose.FAST ? rows / LANES * LANES : 0;
    for (int t = 0; t < columns && squares > 0; t += LANES) {
      FloatVector factor =
          scale == null
              ? FloatVector.broadcast(SPECIES, 1)
              : FloatVector.fromArray(SPECIES, scale, scaleAt + t);
      for (int r = 0; r < squares; r += LANES) {
        int from = at + r * stride + t;
        SquareTranspose.run(m, from, stride, factor, out, t * outStride + r, outStride);
      }
    }
    for (int t = 0; t < columns; t++) {
      float factor = scale == null ? 1 : scale[scaleAt + t];
      int to = t * outStride;
      for (int r = squares; r < rows; r++) {
        out[to + r] = factor * m[at + r * stride + t];
      }
      out[to + rows] = 1;
      Arrays.fill(out, to + rows + 1, to + outStride, 0);
    }
  }

  @Override
  public void outer(
      float[] d, int dAt, int dStride, int rows, float[] x, int stride, float[] sums, int columns) {
    for (int r = 0; r < rows; r += 4) {
      int from = dAt + r * dStride;
      int k = 0;
      for (; k + 5 * WIDTH <= stride; k += 5 * WIDTH) {
        ProductTiles.outerFourByFive(d, from, dStride, x, k, stride, sums, r * stride + k, columns);
      }
      for (; k < stride; k += WIDTH) {
        ProductTiles.outerFourByOne(d, from, dStride, x, k, stride, sums, r * stride + k, columns);
      }
    }
  }
}
