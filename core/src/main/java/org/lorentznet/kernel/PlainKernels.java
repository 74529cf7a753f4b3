package org.lorentznet.kernel;

import java.util.Arrays;

/** The kernels in plain Java, element by element: the definition of every bit of the results. */
public final class PlainKernels implements Kernels {
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 0x1.7f7d1cp-20f;
  private static final float LOG2_E = 1.44269504f;

  /** Adding this leaves a rounded whole number in the low bits of a float. */
  private static final float WHOLE = 0x1.8p23f;

  private static final int WHOLE_BITS = 0x4B400000;

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public long multiplyAdd(int rounds, float[] sink) {
    float a = sink[0];
    float b = sink[1];
    float c = sink[2];
    float d = sink[3];
    for (int r = 0; r < rounds; r++) {
      a = Math.fma(a, 0.999f, 0.001f);
      b = Math.fma(b, 0.999f, 0.001f);
      c = Math.fma(c, 0.999f, 0.001f);
      d = Math.fma(d, 0.999f, 0.001f);
    }
    sink[0] = a + b + c + d;
    return 4L * rounds;
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
    for (int r = 0; r < rows; r++) {
      int to = outAt + r * outStride;
      if (bias != null) {
        Arrays.fill(out, to, to + columns, bias[r]);
      }
      int from = r / PANEL * PANEL * inner + r % PANEL;
      for (int k = 0; k < inner; k++) {
        float w = weights[from + k * PANEL];
        int row = inAt + k * inStride;
        for (int t = 0; t < columns; t++) {
          out[to + t] = Math.fma(w, in[row + t], out[to + t]);
        }
      }
      if (relu) {
        for (int t = 0; t < columns; t++) {
          out[to + t] = Math.max(0, out[to + t]);
        }
      }
    }
  }

  private static float relu(float x) {
    return x < 0 ? 0 : x;
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
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < count; t++) {
        int pair = firstPair + t;
        int i = pair % particles;
        int k = pair / particles + 1;
        float ends = receiver[r * receiverStride + i] + sender[r * senderStride + i + k];
        float z = Math.fma(d[dAt + pair], b[r], Math.fma(n[nAt + pair], a[r], ends));
        out[r * TILE + t] = relu(z);
      }
      Arrays.fill(out, r * TILE + count, (r + 1) * TILE, 0);
    }
  }

  @Override
  public void dot(
      float[] m, int rows, float[] v, float start, float[] out, int outAt, int columns) {
    for (int t = 0; t < columns; t++) {
      float sum = start;
      for (int r = 0; r < rows; r++) {
        sum = Math.fma(v[r], m[r * TILE + t], sum);
      }
      out[outAt + t] = sum;
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
    for (int t = 0; t < columns; t++) {
      float sum = 0;
      for (int r = 0; r < rows; r++) {
        sum = Math.fma(v[r], relu(Math.fma(gate[gateAt + t], u[r * TILE + t], bias[r])), sum);
      }
      out[outAt + t] = sum;
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
    for (int r = 0; r < rows; r++) {
      int to = at + r * stride;
      for (int t = 0; t < columns; t++) {
        sums[to + t] = Math.fma(gate[gateAt + t], m[r * TILE + t], sums[to + t]);
      }
    }
  }

  @Override
  public void sigmoid(float[] x, int at, int columns) {
    for (int t = at; t < at + columns; t++) {
      float e = expOfNegative(-Math.abs(x[t]));
      x[t] = (x[t] < 0 ? e : 1) / (1 + e);
    }
  }

  /** e^y for y at most 0: 2^k times the Taylor polynomial of the remainder; 0 is never reached. */
  private static float expOfNegative(float y) {
    float bounded = y < -86 ? -86 : y;
    float shifted = Math.fma(bounded, LOG2_E, WHOLE);
    float k = shifted - WHOLE;
    float r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, bounded));
    float p = Math.fma(r, 1 / 5040f, 1 / 720f);
    p = Math.fma(r, p, 1 / 120f);
    p = Math.fma(r, p, 1 / 24f);
    p = Math.fma(r, p, 1 / 6f);
    p = Math.fma(r, p, 0.5f);
    p = Math.fma(r, p, 1);
    p = Math.fma(r, p, 1);
    int exponent = Float.floatToRawIntBits(shifted) - WHOLE_BITS;
    return p * Float.intBitsToFloat((exponent + 127) << 23);
  }

  @Override
  public void signedLog(float[] x, int at, int columns) {
    for (int t = at; t < at + columns; t++) {
      float log = logFromOne(Math.abs(x[t]));
      x[t] = x[t] < 0 ? -log : log;
    }
  }

  /**
   * ln v for v at least 1: v = 2^k z with z near 1, and ln z = 2 artanh((z - 1) / (z + 1)) by its
   * series.
   */
  private static float logFromOne(float v) {
    int bits = Float.floatToRawIntBits(v);
    int offset = bits - 0x3F350000;
    int exponent = offset >> 23;
    float z = Float.intBitsToFloat(bits - (offset & 0xFF800000));
    float k = Float.intBitsToFloat(exponent + WHOLE_BITS) - WHOLE;
    float s = (z - 1) / (z + 1);
    float s2 = s * s;
    float p = Math.fma(s2, 2 / 11f, 2 / 9f);
    p = Math.fma(s2, p, 2 / 7f);
    p = Math.fma(s2, p, 2 / 5f);
    p = Math.fma(s2, p, 2 / 3f);
    p = Math.fma(s * s2, p, k * LN2_LOW);
    return Math.fma(k, LN2_HIGH, Math.fma(2, s, p));
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
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < columns; t++) {
        float z = Math.fma(gate[gateAt + t], u[r * TILE + t], bias[r]);
        int lane = r * LANES + t % LANES;
        vSums[lane] = Math.fma(ds[dsAt + t], relu(z), vSums[lane]);
        u[r * TILE + t] = z > 0 ? ds[dsAt + t] * v[r] : 0;
      }
    }
  }

  @Override
  public void addAndDot(
      float[] dm, int rows, float[] da, int at, int stride, float[] m, float[] out, int columns) {
    Arrays.fill(out, 0, columns, 0);
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < columns; t++) {
        float sum = dm[r * TILE + t] + da[at + r * stride + t];
        dm[r * TILE + t] = sum;
        out[t] = Math.fma(sum, m[r * TILE + t], out[t]);
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
      float[] vSums,
      int columns) {
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < columns; t++) {
        int at = r * TILE + t;
        int lane = r * LANES + t % LANES;
        vSums[lane] = Math.fma(dgate[t], m[at], vSums[lane]);
        dm[at] = m[at] > 0 ? Math.fma(gate[gateAt + t], dm[at], dgate[t] * v[r]) : 0;
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
    int firstReceiver = firstPair % particles;
    float[] nOfTile = new float[TILE];
    float[] dOfTile = new float[TILE];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < TILE; t++) {
        int at = row * TILE + t;
        float value = r[at] > 0 ? g[at] : 0;
        g[at] = value;
        receiverSums[row * receiverStride + firstReceiver + t] += value;
        int lane = row * LANES + t % LANES;
        nSums[lane] = Math.fma(value, n[nAt + firstPair + t], nSums[lane]);
        dSums[lane] = Math.fma(value, d[dAt + firstPair + t], dSums[lane]);
        nOfTile[t] = Math.fma(value, a[row], nOfTile[t]);
        dOfTile[t] = Math.fma(value, b[row], dOfTile[t]);
        if (t < count) {
          senderSums[row * senderStride + senderColumn(particles, firstPair, t)] += value;
        }
      }
    }
    System.arraycopy(nOfTile, 0, dn, dnAt + firstPair, TILE);
    System.arraycopy(dOfTile, 0, dd, ddAt + firstPair, TILE);
  }

  /**
   * Where the sum of a sender goes: the columns of {@link #LANES} pairs lie side by side, but for a
   * step where a new k begins. Jets of fewer particles go by i + k.
   */
  private static int senderColumn(int particles, int firstPair, int t) {
    int lane = particles < LANES ? 0 : t % LANES;
    int pair = firstPair + t - lane;
    int i = pair % particles;
    int step = i + lane >= particles ? 1 : 0;
    return i + pair / particles + 1 + lane + step;
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
    for (int t = 0; t < columns; t++) {
      float factor = scale == null ? 1 : scale[scaleAt + t];
      for (int r = 0; r < rows; r++) {
        out[t * outStride + r] = factor * m[at + r * stride + t];
      }
      out[t * outStride + rows] = 1;
      Arrays.fill(out, t * outStride + rows + 1, (t + 1) * outStride, 0);
    }
  }

  @Override
  public void outer(
      float[] d, int dAt, int dStride, int rows, float[] x, int stride, float[] sums, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < stride; k++) {
        float sum = 0;
        for (int t = 0; t < columns; t++) {
          sum = Math.fma(d[dAt + r * dStride + t], x[t * stride + k], sum);
        }
        sums[r * stride + k] += sum;
      }
    }
  }
}
