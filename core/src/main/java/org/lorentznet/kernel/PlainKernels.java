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
          out[to + t] = relu(out[to + t]);
        }
      }
    }
  }

  private static float relu(float x) {
    return x < 0 ? 0 : x;
  }

  /** The product over a tile. */
  private void tile(
      float[] weights, int rows, float[] in, float[] bias, boolean relu, float[] out) {
    product(weights, rows, weights.length / rows, in, 0, TILE, bias, relu, out, 0, TILE, TILE);
  }

  /** The first layer in {@link #message}. */
  public static void pairInput(JetPairs pairs, int first, int count, int rows, float[] out) {
    int particles = pairs.particles;
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < count; t++) {
        int pair = first + t;
        int i = pair % particles;
        int j = i + pair / particles + 1;
        float ends =
            pairs.receiver[r * pairs.stride + i] + pairs.sender[r * pairs.senderStride + j];
        float z = Math.fma(pairs.n[pairs.at + pair], pairs.distance[r], ends);
        out[r * TILE + t] = relu(Math.fma(pairs.d[pairs.at + pair], pairs.product[r], z));
      }
      Arrays.fill(out, r * TILE + count, (r + 1) * TILE, 0);
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
    pairInput(pairs, first, count, rows, layer);
    tile(weights, rows, layer, bias, true, message);
    for (int t = 0; t < TILE && gateWeights != null; t++) {
      float sum = gateBias;
      for (int r = 0; r < rows; r++) {
        sum = Math.fma(gateWeights[r], message[r * TILE + t], sum);
      }
      pairs.gate[pairs.at + first + t] = sum;
    }
  }

  @Override
  public void addGated(
      float[] message, int rows, JetPairs pairs, int first, float[] sums, int sumStride) {
    int gateAt = pairs.at + first;
    for (int r = 0; r < rows; r++) {
      int to = r * sumStride + first % pairs.particles;
      for (int t = 0; t < TILE; t++) {
        sums[to + t] = Math.fma(pairs.gate[gateAt + t], message[r * TILE + t], sums[to + t]);
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
    addGated(message, rows, pairs, first, sums, sumStride);
    float[] u = new float[rows * TILE];
    tile(weights, rows, message, new float[rows], false, u);
    int words = JetPairs.words(rows);
    int at = pairs.at + first;
    for (int t = 0; t < TILE; t++) {
      float sum = 0;
      int[] active = new int[words];
      for (int r = 0; r < rows; r++) {
        float z = Math.fma(pairs.gate[at + t], u[r * TILE + t], bias[r]);
        sum = Math.fma(v[r], relu(z), sum);
        active[r / Integer.SIZE] |= z > 0 ? 1 << r : 0;
      }
      pairs.shift[at + t] = sum;
      for (int w = 0; w < words && pairs.active != null; w++) {
        pairs.active[at * words + w * TILE + t] = active[w];
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
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      for (int c = 0; c < period; c++) {
        float sum = sums[row + c];
        // Whole groups of columns, as vectors take them; what lies behind the used ones is 0.
        int group = c / LANES * LANES;
        for (int copy = period; copy + group < used; copy += period) {
          sum += sums[row + copy + c];
        }
        int to = outAt + r * outStride + c;
        out[to] = add ? out[to] + sum : sum;
      }
      Arrays.fill(sums, row, row + used, 0);
    }
  }

  @Override
  public void invariants(double[] x, int at, int particles, float[] n, float[] d, int pairAt) {
    int px = at + 2 * particles;
    int py = px + 2 * particles;
    int pz = py + 2 * particles;
    for (int k = 1; k < particles; k++) {
      int row = (k - 1) * particles;
      for (int i = 0; i < particles; i++) {
        double e0 = x[at + i];
        double e1 = x[at + i + k];
        double x0 = x[px + i];
        double x1 = x[px + i + k];
        double y0 = x[py + i];
        double y1 = x[py + i + k];
        double z0 = x[pz + i];
        double z1 = x[pz + i + k];
        double de = e0 - e1;
        double dx = x0 - x1;
        double dy = y0 - y1;
        double dz = z0 - z1;
        double square = de * de - dx * dx - dy * dy - dz * dz;
        double product = e0 * e1 - x0 * x1 - y0 * y1 - z0 * z1;
        n[pairAt + row + i] = (float) Math.copySign(Math.abs(square) + 1, square);
        d[pairAt + row + i] = (float) Math.copySign(Math.abs(product) + 1, product);
      }
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
    for (int c = 0; c < 4; c++) {
      int from = at + 2 * particles * c;
      int sum = to + 2 * particles * c;
      Arrays.fill(moved, sum, sum + particles, 0);
      for (int k = 1; k < particles; k++) {
        int row = sAt + (k - 1) * particles;
        for (int i = 0; i < particles; i++) {
          double term = (x[from + i] - x[from + i + k]) * s[row + i];
          moved[sum + i] += Math.max(-bound, Math.min(bound, term));
        }
      }
      for (int i = 0; i < particles; i++) {
        moved[sum + i] = x[from + i] + factor * moved[sum + i];
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
  public void activeGradient(JetPairs pairs, int first, int rows, float[] ds, float[] out) {
    int from = (pairs.at + first) * JetPairs.words(rows);
    for (int r = 0; r < rows; r++) {
      int word = from + r / Integer.SIZE * TILE;
      for (int t = 0; t < TILE; t++) {
        out[r * TILE + t] = (pairs.active[word + t] >>> r & 1) == 1 ? ds[first + t] : 0;
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
    if (weights != null) {
      tile(weights, rows, in, new float[rows], false, dm);
    }
    Arrays.fill(dgate, 0, TILE, 0);
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < TILE; t++) {
        float outer = da[at + r * stride + t];
        float sum = weights == null ? outer : dm[r * TILE + t] + outer;
        dm[r * TILE + t] = sum;
        dgate[t] = Math.fma(sum, m[r * TILE + t], dgate[t]);
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
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < TILE; t++) {
        int at = r * TILE + t;
        int lane = r * LANES + t % LANES;
        vSums[lane] = Math.fma(dgate[t], m[at], vSums[lane]);
        dm[at] = m[at] > 0 ? Math.fma(gate[gateAt + t], dm[at], dgate[t] * v[r]) : 0;
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
    float[] g = new float[rows * TILE];
    tile(weights, rows, in, new float[rows], false, g);
    Arrays.fill(sums.dn, sums.at + first, sums.at + first + TILE, 0);
    Arrays.fill(sums.dd, sums.at + first, sums.at + first + TILE, 0);
    addPairs(g, layer, 0, rows, pairs, first, count, sums);
  }

  /**
   * Masks gradients and adds them to all sums of {@link #pairInputBackward}.
   *
   * @param g rows {@code from} to {@code to} of the gradient
   */
  public static void addPairs(
      float[] g,
      float[] layer,
      int from,
      int to,
      JetPairs pairs,
      int first,
      int count,
      PairSums sums) {
    int receiver = first % pairs.particles;
    for (int r = from; r < to; r++) {
      for (int t = 0; t < TILE; t++) {
        float value = layer[r * TILE + t] > 0 ? g[(r - from) * TILE + t] : 0;
        int pair = first + t;
        int lane = r * LANES + t % LANES;
        sums.receiver[r * sums.receiverStride + receiver + t] += value;
        sums.n[lane] = Math.fma(value, pairs.n[pairs.at + pair], sums.n[lane]);
        sums.d[lane] = Math.fma(value, pairs.d[pairs.at + pair], sums.d[lane]);
        int out = sums.at + pair;
        sums.dn[out] = Math.fma(value, pairs.distance[r], sums.dn[out]);
        sums.dd[out] = Math.fma(value, pairs.product[r], sums.dd[out]);
        if (t < count) {
          sums.sender[r * sums.senderStride + senderColumn(pairs.particles, first, t)] += value;
        }
      }
    }
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
