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

  /** Repeats columns behind themselves. */
  private static void repeat(float[] matrix, int rows, int stride, int period, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int c = period; c < columns; c++) {
        matrix[r * stride + c] = matrix[r * stride + c - period];
      }
    }
  }

  /** A tile of a random jet's pairs. */
  private record PairTile(JetPairs pairs, int rows, int first, int count) {
    static PairTile random(Random random, boolean small) {
      JetPairs pairs = new JetPairs();
      int particles = 2 + random.nextInt(small ? 16 : 120);
      int rows = 8 * (1 + random.nextInt(9));
      pairs.particles = particles;
      pairs.stride = JetPairs.receiverStride(particles);
      pairs.senderStride = JetPairs.senderStride(particles);
      pairs.receiver = KernelsTest.random(random, rows * pairs.stride + LANES);
      repeat(pairs.receiver, rows, pairs.stride, particles, particles + TILE);
      pairs.sender = KernelsTest.random(random, rows * pairs.senderStride + LANES);
      repeat(pairs.sender, rows, pairs.senderStride, particles, 2 * particles + LANES);
      pairs.at = TILE * random.nextInt(3);
      int room = pairs.at + (pairs.tiles() + 1) * TILE;
      pairs.n = KernelsTest.random(random, room);
      pairs.d = KernelsTest.random(random, room);
      pairs.gate = KernelsTest.random(random, room);
      pairs.shift = KernelsTest.random(random, room);
      pairs.active = random.ints((long) room * JetPairs.words(rows)).toArray();
      pairs.distance = KernelsTest.random(random, rows);
      pairs.product = KernelsTest.random(random, rows);
      int first = TILE * random.nextInt(pairs.tiles());
      return new PairTile(pairs, rows, first, Math.min(TILE, pairs.count() - first));
    }

    /** Weights of a layer from as many rows. */
    float[] weights(Random random) {
      return KernelsTest.random(random, rows * rows);
    }

    float[] tile(Random random) {
      return KernelsTest.random(random, rows * TILE + LANES);
    }
  }

  private static float[] scratch() {
    return new float[Kernels.PANEL * TILE + LANES];
  }

  @RepeatedTest(40)
  void pairs(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    PairTile tile = PairTile.random(random, repetition.getCurrentRepetition() < 15);
    int rows = tile.rows;
    int particles = tile.pairs.particles;
    float[] weights = tile.weights(random);
    float[] v = random(random, rows);
    float[] in = tile.tile(random);
    same(k -> {
      float[] layer = new float[rows * TILE + LANES];
      float[] message = new float[rows * TILE + LANES];
      k.message(tile.pairs, tile.first, tile.count, weights, rows, v, null, 0, layer, message);
      PairSums sums = new PairSums(rows);
      sums.begin(particles);
      sums.n = new float[rows * LANES];
      sums.d = new float[rows * LANES];
      sums.dn = new float[tile.pairs.n.length];
      sums.dd = new float[tile.pairs.n.length];
      sums.at = TILE;
      int count = tile.count;
      k.pairInputBackward(weights, rows, in, layer, tile.pairs, tile.first, count, sums, scratch());
      float[] sender = sums.sender.clone();
      float[] receiver = sums.receiver.clone();
      int stride = Panels.columns(particles);
      float[] out = new float[2 * rows * stride];
      int used = PairSums.usedReceivers(particles);
      k.fold(receiver, sums.receiverStride, used, rows, particles, out, 0, stride, false);
      used = PairSums.usedSenders(particles);
      k.fold(sender, sums.senderStride, used, rows, particles, out, rows * stride, stride, true);
      for (int r = 0; r < 2 * rows; r++) {
        Arrays.fill(out, r * stride + particles, (r + 1) * stride, 0);
      }
      float[] used0 = Arrays.copyOf(layer, rows * TILE);
      float[] used1 = Arrays.copyOf(message, rows * TILE);
      return new float[][] {
        used0,
        used1,
        sums.receiver,
        sums.sender,
        sums.n,
        sums.d,
        sums.dn,
        sums.dd,
        receiver,
        sender,
        out
      };
    });
  }

  @RepeatedTest(30)
  void messagesAndCoordinates(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    PairTile tile = PairTile.random(random, repetition.getCurrentRepetition() < 8);
    JetPairs pairs = tile.pairs;
    int rows = tile.rows;
    float[] weights = tile.weights(random);
    float[] bias = random(random, rows);
    float[] v = random(random, rows);
    float[] dm = tile.tile(random);
    float[] ds = random(random, pairs.count() + 2 * TILE);
    int sumStride = pairs.particles + TILE + LANES;
    float[] sums = random(random, rows * sumStride + LANES);
    float[] lanes = random(random, rows * LANES);
    int at = pairs.at + tile.first;
    same(k -> {
      float[] layer = new float[rows * TILE];
      float[] message = new float[rows * TILE];
      k.message(pairs, tile.first, tile.count, weights, rows, bias, v, 0.5f, layer, message);
      float[] gate = Arrays.copyOfRange(pairs.gate, at, at + TILE);
      float[] added = sums.clone();
      k.addGated(message, rows, pairs, tile.first, added, sumStride);
      float[] addedToo = sums.clone();
      k.coordinate(
          weights, rows, message, bias, v, pairs, tile.first, addedToo, sumStride, scratch());
      float[] shift = Arrays.copyOfRange(pairs.shift, at, at + TILE);
      float[] du = new float[rows * TILE];
      k.activeGradient(pairs, tile.first, rows, ds, du);
      float[] gradient = new float[rows * TILE];
      float[] dGate = new float[TILE];
      k.messageGradient(weights, rows, du, sums, 9, sumStride, message, gradient, dGate);
      float[] withoutShift = new float[rows * TILE];
      float[] dGateOnly = new float[TILE];
      k.messageGradient(null, rows, null, sums, 9, sumStride, message, withoutShift, dGateOnly);
      float[] both = dm.clone();
      float[] gateSums = lanes.clone();
      k.messageBackward(both, rows, message, pairs.gate, at, dGate, v, gateSums);
      return new float[][] {
        layer,
        message,
        gate,
        added,
        addedToo,
        shift,
        du,
        gradient,
        dGate,
        withoutShift,
        dGateOnly,
        both,
        gateSums
      };
    });
  }

  @Test
  void shiftIsTheSameWithoutBits() {
    Random random = new Random(3);
    PairTile tile = PairTile.random(random, false);
    float[] weights = tile.weights(random);
    float[] v = random(random, tile.rows);
    float[] message = tile.tile(random);
    int sumStride = tile.pairs.particles + TILE + LANES;
    float[][] sums = new float[2][tile.rows * sumStride + LANES];
    vector.coordinate(
        weights, tile.rows, message, v, v, tile.pairs, tile.first, sums[0], sumStride, scratch());
    float[] withBits = tile.pairs.shift.clone();
    tile.pairs.active = null;
    vector.coordinate(
        weights, tile.rows, message, v, v, tile.pairs, tile.first, sums[1], sumStride, scratch());
    assertThat(tile.pairs.shift).isEqualTo(withBits);
    assertThat(sums[1]).isEqualTo(sums[0]);
  }

  @RepeatedTest(30)
  void geometry(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int particles = repetition.getCurrentRepetition();
    int pairs = particles * (particles - 1);
    double[] x = new double[4 + 8 * particles];
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < particles; i++) {
        double value = i % 7 == 3 ? 0 : 100 * random.nextGaussian();
        x[4 + 2 * particles * c + i] = value;
        x[4 + 2 * particles * c + particles + i] = value;
      }
    }
    float[] s = random(random, pairs + LANES);
    double bound = particles % 2 == 0 ? 20 : Double.POSITIVE_INFINITY;
    same(k -> {
      float[] n = new float[3 + pairs];
      float[] d = new float[3 + pairs];
      k.invariants(x, 4, particles, n, d, 3);
      double[] moved = new double[8 * particles];
      k.move(x, 4, particles, s, 1, 0.01, bound, moved, 0);
      float[] bits = new float[3 * moved.length];
      for (int i = 0; i < moved.length; i++) {
        long raw = Double.doubleToRawLongBits(moved[i]);
        bits[3 * i] = raw >>> 48;
        bits[3 * i + 1] = raw >>> 24 & 0xFFFFFF;
        bits[3 * i + 2] = raw & 0xFFFFFF;
      }
      return new float[][] {n, d, bits};
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
