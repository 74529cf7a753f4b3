package org.lorentznet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The Vector API's kernels against the plain ones: the same bits, whatever the arguments. */
class KernelsTest {
  private static final Kernels PLAIN = new PlainKernels();
  private static final int TILE = Kernels.TILE;
  private static final int LANES = Kernels.LANES;
  private static Kernels vector;

  @BeforeAll
  static void vectorKernels() {
    boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assumeTrue(there, "skipped: started without --add-modules jdk.incubator.vector");
    vector = KernelChoice.choose("vector").kernels();
  }

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Runs the same work with both and compares every bit of what it returns. */
  private static void same(Function<Kernels, float[][]> work) {
    float[][] expected = work.apply(PLAIN);
    float[][] found = work.apply(vector);
    for (int a = 0; a < expected.length; a++) {
      for (int i = 0; i < expected[a].length; i++) {
        if (Float.floatToRawIntBits(expected[a][i]) != Float.floatToRawIntBits(found[a][i])) {
          assertThat(found[a][i]).as("array %d, element %d", a, i).isEqualTo(expected[a][i]);
          throw new AssertionError("array " + a + ", element " + i + ": sign of zero or NaN bits");
        }
      }
    }
  }

  @RepeatedTest(12)
  void product(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rows = 8 * (1 + random.nextInt(9));
    int inner = 1 + random.nextInt(80);
    int columns = 16 * (1 + random.nextInt(7));
    int stride = columns + 16 * random.nextInt(2);
    float[] weights = random(random, rows * inner);
    float[] in = random(random, inner * stride + 5);
    float[] bias = random(random, rows);
    float[] out = random(random, rows * stride + 3);
    same(k -> {
      float[] fresh = out.clone();
      k.product(weights, rows, inner, in, 5, stride, bias, true, fresh, 3, stride, columns);
      float[] added = out.clone();
      k.product(weights, rows, inner, in, 5, stride, null, false, added, 3, stride, columns);
      return new float[][] {fresh, added};
    });
  }

  @Test
  void productIsAMatrixProduct() {
    float[] matrix = {1, 2, 3, 4, 5, 6};
    float[] packed = Panels.pack(matrix, 2, 3, 0, 3, null);
    float[] in = new float[3 * 16];
    for (int k = 0; k < 3; k++) {
      Arrays.fill(in, 16 * k, 16 * (k + 1), k + 1);
    }
    float[] out = new float[8 * 16];
    PLAIN.product(packed, 8, 3, in, 0, 16, new float[8], false, out, 0, 16, 16);
    assertThat(out[0]).isEqualTo(14);
    assertThat(out[16 + 7]).isEqualTo(32);
    assertThat(out[2 * 16]).isZero();
    float[] back = new float[8 * 16];
    float[] transposed = Panels.packTransposed(matrix, 2, 3, 0, 3);
    PLAIN.product(transposed, 8, 2, out, 0, 16, new float[8], false, back, 0, 16, 16);
    assertThat(back[0]).isEqualTo(1 * 14 + 4 * 32);
    assertThat(back[2 * 16]).isEqualTo(3 * 14 + 6 * 32);
  }

  @RepeatedTest(40)
  void pairs(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int particles = 2 + random.nextInt(repetition.getCurrentRepetition() < 20 ? 16 : 120);
    int rows = 8 * (1 + random.nextInt(3));
    int pairs = particles * (particles - 1);
    int tiles = (pairs + TILE - 1) / TILE;
    int first = TILE * random.nextInt(tiles);
    int count = Math.min(TILE, pairs - first);
    int stride = Panels.columns(particles) + LANES;
    int senderStride = Panels.columns(2 * particles) + LANES;
    float[] receiver = random(random, rows * stride + LANES);
    Panels.repeat(receiver, rows, stride, particles, particles + LANES);
    float[] sender = random(random, rows * senderStride + LANES);
    Panels.repeat(sender, rows, senderStride, particles, 2 * particles + LANES);
    float[] n = random(random, (tiles + 1) * TILE);
    float[] d = random(random, (tiles + 1) * TILE);
    float[] a = random(random, rows);
    float[] b = random(random, rows);
    float[] g = random(random, rows * TILE + LANES);
    int sumStride = particles + TILE;
    same(k -> {
      float[] layer = new float[rows * TILE + LANES];
      k.pairInput(
          receiver,
          stride,
          sender,
          senderStride,
          particles,
          first,
          count,
          n,
          0,
          d,
          0,
          a,
          b,
          rows,
          layer);
      float[] gradient = g.clone();
      float[] receiverSums = new float[rows * sumStride];
      float[] senderSums = new float[rows * senderStride];
      float[] nSums = new float[rows * LANES];
      float[] dSums = new float[rows * LANES];
      float[] dn = new float[(tiles + 1) * TILE];
      float[] dd = new float[(tiles + 1) * TILE];
      k.pairInputBackward(
          gradient,
          layer,
          rows,
          particles,
          first,
          count,
          n,
          0,
          d,
          0,
          receiverSums,
          sumStride,
          senderSums,
          senderStride,
          nSums,
          dSums,
          a,
          b,
          dn,
          0,
          dd,
          0);
      float[] used = Arrays.copyOf(layer, rows * TILE);
      float[] masked = Arrays.copyOf(gradient, rows * TILE);
      return new float[][] {used, masked, receiverSums, senderSums, nSums, dSums, dn, dd};
    });
  }

  @RepeatedTest(5)
  void tiles(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rows = 8 * (1 + random.nextInt(9));
    float[] m = random(random, rows * TILE);
    float[] v = random(random, rows);
    float[] bias = random(random, rows);
    float[] gate = random(random, TILE + 7);
    float[] ds = random(random, TILE + 3);
    int stride = TILE + 20;
    float[] sums = random(random, rows * stride + TILE);
    float[] lanes = random(random, rows * LANES);
    same(k -> {
      float[] dot = new float[TILE];
      k.dot(m, rows, v, 0.5f, dot, 0, TILE);
      float[] reluDot = new float[TILE];
      k.gatedReluDot(m, rows, gate, 7, bias, v, reluDot, 0, TILE);
      float[] added = sums.clone();
      k.addGated(m, rows, gate, 7, added, 9, stride, TILE);
      float[] u = m.clone();
      float[] vSums = lanes.clone();
      k.gatedReluDotBackward(u, rows, gate, 7, bias, v, ds, 3, vSums, TILE);
      float[] dm = u.clone();
      float[] out = new float[TILE];
      k.addAndDot(dm, rows, sums, 9, stride, m, out, TILE);
      float[] both = dm.clone();
      float[] gateSums = lanes.clone();
      k.messageBackward(both, rows, m, gate, 7, out, v, gateSums, TILE);
      return new float[][] {dot, reluDot, added, u, vSums, dm, out, both, gateSums};
    });
  }

  @RepeatedTest(8)
  void weightGradients(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int rows = 8 * (1 + random.nextInt(9));
    int inner = 1 + random.nextInt(80);
    int columns = 16 * (1 + random.nextInt(5));
    int stride = Panels.columns(inner + 1);
    float[] x = random(random, inner * columns + 2);
    float[] d = random(random, rows * columns + 1);
    float[] scale = random(random, columns + 4);
    float[] before = random(random, rows * stride);
    same(k -> {
      float[] transposed = new float[columns * stride];
      k.transpose(x, 2, columns, inner, scale, 4, transposed, stride, columns);
      float[] plain = new float[columns * stride];
      k.transpose(x, 2, columns, inner, null, 0, plain, stride, columns);
      float[] sums = before.clone();
      k.outer(d, 1, columns, rows, transposed, stride, sums, columns);
      return new float[][] {transposed, plain, sums};
    });
  }

  @Test
  void activationsHaveTheSameBits() {
    float[] x = new float[1 << 16];
    Random random = new Random(5);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextGaussian() * Math.exp(3 * random.nextGaussian()));
    }
    x[0] = 0;
    x[1] = -0f;
    x[2] = 1e30f;
    x[3] = -1e30f;
    x[4] = Float.NaN;
    float[] logs = x.clone();
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.copySign(Math.abs(x[i]) + 1, x[i]);
    }
    logs[4] = 1;
    same(k -> {
      float[] sigmoid = x.clone();
      k.sigmoid(sigmoid, 0, x.length);
      float[] log = logs.clone();
      k.signedLog(log, 0, log.length);
      sigmoid[4] = Float.isNaN(sigmoid[4]) ? 1 : 0;
      return new float[][] {sigmoid, log};
    });
  }

  @Test
  void sigmoidIsWithinThreeUlp() {
    double worst = 0;
    for (int block = 0; block < 400; block++) {
      float[] x = new float[TILE];
      for (int t = 0; t < TILE; t++) {
        x[t] = -80 + 160f * (block * TILE + t) / (400 * TILE);
      }
      float[] y = x.clone();
      PLAIN.sigmoid(y, 0, TILE);
      for (int t = 0; t < TILE; t++) {
        double exact = 1 / (1 + Math.exp(-(double) x[t]));
        worst = Math.max(worst, Math.abs(y[t] - exact) / Math.ulp((float) exact));
      }
    }
    assertThat(worst).isLessThan(3);
  }

  @Test
  void logarithmIsWithinTwoUlp() {
    double worst = 0;
    for (int block = 0; block < 2000; block++) {
      float[] x = new float[TILE];
      for (int t = 0; t < TILE; t++) {
        double position = (block * TILE + t) / (2000.0 * TILE);
        x[t] = (float) (block % 2 == 0 ? Math.exp(40 * position) : 1 + 3 * position);
      }
      float[] y = x.clone();
      PLAIN.signedLog(y, 0, TILE);
      for (int t = 0; t < TILE; t++) {
        double exact = Math.log(x[t]);
        if (exact > 0) {
          worst = Math.max(worst, Math.abs(y[t] - exact) / Math.ulp((float) exact));
        }
      }
    }
    assertThat(worst).isLessThan(2);
    float[] signs = new float[TILE];
    Arrays.fill(signs, -1);
    signs[0] = -(float) Math.E;
    PLAIN.signedLog(signs, 0, TILE);
    assertThat(signs[0]).isCloseTo(-1, Offset.offset(1e-6f));
    assertThat(signs[1]).isZero();
  }

  @Test
  void choiceCanBeForced() {
    assertThat(KernelChoice.choose("plain").kernels()).isInstanceOf(PlainKernels.class);
    assertThat(KernelChoice.choose(null).kernels().name()).startsWith("vector-");
    assertThatThrownBy(() -> KernelChoice.choose("gpu")).hasMessageContaining("vector or plain");
  }
}
