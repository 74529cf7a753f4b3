package org.lorentznet.network.lorentz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.geometry.LorentzTransformation;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.PlainKernels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.Softmax;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.exact.ExactLorentzNet;
import org.lorentznet.numeric.RandomStream;

/** What must hold for any network and any jets: symmetry, independence, the same bits. */
class LorentzNetPropertiesTest {
  /** A network with two beams, all parameters and statistics random. */
  private static LorentzNet network(int width, int blocks, long seed) {
    LorentzNet network =
        LorentzNet.initialised(
            LorentzNetConfiguration.topTagging(30).withSize(width, blocks).withDropout(0), seed);
    Random random = new Random(seed);
    for (Tensor tensor : network.parameters().all()) {
      for (int i = 0; i < tensor.values().length; i++) {
        if (tensor.name().endsWith("running_var")) {
          tensor.values()[i] = 0.5f + random.nextFloat();
        } else if (tensor.name().contains(".1.") || tensor.name().contains("phi_x.2")) {
          tensor.values()[i] += 0.2f * (float) random.nextGaussian();
        }
      }
    }
    return network;
  }

  /** Jets of nearly massless particles in a cone, GeV, with beams first. */
  static JetBatch jets(int[] multiplicities, long seed) {
    Random random = new Random(seed);
    int[] offsets = new int[multiplicities.length + 1];
    for (int j = 0; j < multiplicities.length; j++) {
      offsets[j + 1] = offsets[j] + multiplicities[j] + 2;
    }
    int particles = offsets[multiplicities.length];
    double[] p = new double[4 * particles];
    float[] s = new float[2 * particles];
    int[] labels = new int[multiplicities.length];
    for (int j = 0; j < multiplicities.length; j++) {
      labels[j] = random.nextInt(2);
      for (int i = offsets[j]; i < offsets[j + 1]; i++) {
        int beam = i - offsets[j];
        if (beam < 2) {
          p[4 * i] = Math.sqrt(2);
          p[4 * i + 3] = beam == 0 ? 1 : -1;
          s[2 * i + 1] = (float) Math.log(2);
        } else {
          double scale = 40 * -Math.log(1 - random.nextDouble());
          p[4 * i + 1] = scale;
          p[4 * i + 2] = scale * 0.3 * random.nextGaussian();
          p[4 * i + 3] = scale * 0.3 * random.nextGaussian();
          double mass = random.nextBoolean() ? 0 : 0.14;
          p[4 * i] =
              Math.sqrt(
                  mass * mass
                      + scale * scale
                      + p[4 * i + 2] * p[4 * i + 2]
                      + p[4 * i + 3] * p[4 * i + 3]);
          s[2 * i] = (float) Math.log1p(mass);
        }
      }
    }
    return new JetBatch(offsets, p, s, labels);
  }

  private static JetBatch only(JetBatch batch, int jet) {
    int from = batch.offsets()[jet];
    int to = batch.offsets()[jet + 1];
    return new JetBatch(
        new int[] {0, to - from},
        Arrays.copyOfRange(batch.fourMomenta(), 4 * from, 4 * to),
        Arrays.copyOfRange(batch.scalars(), 2 * from, 2 * to),
        new int[] {batch.labels()[jet]});
  }

  private static float[] score(LorentzNet network, JetBatch batch, Workers workers) {
    float[] logits = new float[2 * batch.jets()];
    network.scorer().score(batch, workers, logits);
    return logits;
  }

  @Property(tries = 15)
  void aJetsScoreDependsOnThatJetAlone(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 3) int blocks,
      @ForAll @IntRange(min = 1, max = 90) int largest,
      @ForAll long seed) {
    LorentzNet network = network(width, blocks, seed);
    // Enough of them that one thread takes several small ones together.
    int[] particles = new Random(seed).ints(40, 1, 40).toArray();
    particles[0] = largest;
    particles[1] = 1;
    particles[2] = largest / 2 + 1;
    JetBatch batch = jets(particles, seed);
    float[] together = score(network, batch, Workers.CALLER);
    try (Workers three = new Workers(3)) {
      assertThat(score(network, batch, three)).isEqualTo(together);
    }
    for (int jet = 0; jet < batch.jets(); jet++) {
      assertThat(score(network, only(batch, jet), Workers.CALLER))
          .isEqualTo(Arrays.copyOfRange(together, 2 * jet, 2 * jet + 2));
    }
  }

  @Property(tries = 15)
  void plainAndVectorKernelsGiveTheSameBits(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 3) int blocks,
      @ForAll @IntRange(min = 1, max = 60) int largest,
      @ForAll long seed) {
    LorentzNet network = network(width, blocks, seed);
    JetBatch batch = jets(new int[] {largest, 2, 9, 33}, seed);
    Kernels here = KernelChoice.current().kernels();
    float[] plain = new float[2 * batch.jets()];
    new LorentzNetScorer(network.parameters(), network.settings(), new PlainKernels())
        .score(batch, Workers.CALLER, plain);
    assertThat(score(network, batch, Workers.CALLER)).isEqualTo(plain);

    LorentzNetTraining byPlain =
        new LorentzNetTraining(
            network(width, blocks, seed).parameters(), network.settings(), new PlainKernels());
    LorentzNetTraining byVector =
        new LorentzNetTraining(network(width, blocks, seed).parameters(), network.settings(), here);
    double expected = byPlain.step(batch, 3, Workers.CALLER);
    try (Workers two = new Workers(2)) {
      assertThat(byVector.step(batch, 3, two)).isEqualTo(expected);
    }
    for (int i = 0; i < byPlain.gradients().size(); i++) {
      assertThat(byVector.gradients().get(i)).isEqualTo(byPlain.gradients().get(i));
    }
  }

  @Property(tries = 15)
  void theOrderOfParticlesDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 60) int multiplicity, @ForAll long seed) {
    LorentzNet network = network(24, 3, seed);
    JetBatch batch = jets(new int[] {multiplicity}, seed);
    int[] order = new RandomStream(seed).permutation(batch.particles());
    double[] p = new double[batch.fourMomenta().length];
    float[] s = new float[batch.scalars().length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(batch.fourMomenta(), 4 * order[i], p, 4 * i, 4);
      System.arraycopy(batch.scalars(), 2 * order[i], s, 2 * i, 2);
    }
    JetBatch shuffled = new JetBatch(batch.offsets(), p, s, batch.labels());
    double[] before = new double[2];
    double[] after = new double[2];
    Softmax.probabilities(score(network, batch, Workers.CALLER), 0, before);
    Softmax.probabilities(score(network, shuffled, Workers.CALLER), 0, after);
    assertThat(after[1]).isCloseTo(before[1], offset(1e-6));
  }

  @Property(tries = 20)
  void boostsAndRotationsLeaveLogitsAlone(
      @ForAll @IntRange(min = 1, max = 60) int multiplicity,
      @ForAll @IntRange(min = 0, max = 4) int speed,
      @ForAll long seed) {
    LorentzNet network = network(24, 3, seed);
    JetBatch batch = jets(new int[] {multiplicity}, seed);
    double beta = new double[] {0.1, 0.9, 0.99, 0.999, 0.9999}[speed];
    LorentzTransformation transformation =
        LorentzTransformation.boost(beta, 0.3, 1, -0.2)
            .after(LorentzTransformation.rotation(2.1, 1, 1, 0.5));
    JetBatch moved =
        new JetBatch(
            batch.offsets(),
            transformation.apply(batch.fourMomenta()),
            batch.scalars(),
            batch.labels());
    float[] before = score(network, batch, Workers.CALLER);
    float[] after = score(network, moved, Workers.CALLER);
    for (int k = 0; k < 2; k++) {
      assertThat((double) after[k])
          .isCloseTo(before[k], offset(1e-5 * Math.max(1, Math.abs(before[k]))));
    }
  }

  @Test
  void theClampBreaksTheSymmetry() {
    LorentzNet free = network(24, 3, 4);
    float[] output = free.parameters().get("LGEBs.0.phi_x.2.weight").values();
    for (int c = 0; c < output.length; c++) {
      output[c] *= 30;
    }
    LorentzNet clamped = new LorentzNet(free.settings().withCoordinateClamp(OptionalDouble.of(10)));
    Map<String, float[]> values = new HashMap<>();
    free.parameters().all().forEach(tensor -> values.put(tensor.name(), tensor.values()));
    clamped.parameters().load(values, "test");
    JetBatch batch = jets(new int[] {30}, 5);
    JetBatch moved =
        new JetBatch(
            batch.offsets(),
            LorentzTransformation.boost(0.9999, 1, 0, 0).apply(batch.fourMomenta()),
            batch.scalars(),
            batch.labels());
    float change =
        Math.abs(
            score(clamped, batch, Workers.CALLER)[1] - score(clamped, moved, Workers.CALLER)[1]);
    assertThat(change).isGreaterThan(1e-4f);
  }

  /** Variants of a small network: plain, clamped, pooled by its own multiplicity, one block. */
  static List<LorentzNetConfiguration> variants() {
    LorentzNetConfiguration plain =
        LorentzNetConfiguration.topTagging(30).withSize(5, 3).withDropout(0);
    return List.of(
        plain,
        plain.withCoordinateClamp(OptionalDouble.of(8)),
        plain.withPoolingDivisor(OptionalDouble.empty()).withClasses(3),
        plain.withSize(9, 1));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void gradientsAreSlopes(LorentzNetConfiguration settings) {
    requireSlopes(settings, jets(new int[] {4, 1, 6}, 12));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void gradientsAreSlopesWhereJetsHaveWeights(LorentzNetConfiguration settings) {
    requireSlopes(settings, weighted(jets(new int[] {4, 1, 6}, 12), 0.25, 3, 0.7));
  }

  private static JetBatch weighted(JetBatch batch, double... weights) {
    return new JetBatch(
        batch.offsets(), batch.fourMomenta(), batch.scalars(), batch.labels(), weights);
  }

  private static void requireSlopes(LorentzNetConfiguration settings, JetBatch batch) {
    LorentzNet network = LorentzNet.initialised(settings, 11);
    for (int block = 0; block < settings.blocks() - 1; block++) {
      float[] output = network.parameters().get("LGEBs." + block + ".phi_x.2.weight").values();
      for (int c = 0; c < output.length; c++) {
        output[c] *= 400;
      }
    }
    ExactLorentzNet exact = new ExactLorentzNet(network);
    LorentzNetTraining training = (LorentzNetTraining) network.training();
    training.step(batch, 0, Workers.CALLER);
    for (Tensor tensor : network.parameters().trained()) {
      float[] gradient = training.gradient(tensor.name());
      double[] values = exact.values().get(tensor.name());
      for (int i = 0; i < values.length; i++) {
        double start = values[i];
        double step = 1e-7;
        values[i] = start + step;
        double up = exact.step(batch).loss();
        values[i] = start - step;
        double down = exact.step(batch).loss();
        values[i] = start;
        double slope = (up - down) / (2 * step);
        assertThat((double) gradient[i])
            .as("%s[%d]", tensor.name(), i)
            .isCloseTo(slope, offset(1e-6 + 1e-3 * Math.abs(slope)));
      }
    }
  }

  @Test
  void theLossIsTheMeanWithWeights() {
    LorentzNet network = network(8, 2, 3);
    LorentzNetTraining training = (LorentzNetTraining) network.training();
    JetBatch batch = jets(new int[] {9, 14, 5}, 6);
    double[] weights = {0.5, 0, 2};
    double loss = training.step(weighted(batch, weights), 0, Workers.CALLER);
    double expected = 0;
    for (int jet = 0; jet < 3; jet++) {
      double part = Softmax.crossEntropy(training.logits(), 2 * jet, 2, batch.labels()[jet]);
      expected += weights[jet] * part / 2.5;
    }
    assertThat(loss).isCloseTo(expected, offset(1e-12));
    assertThat(training.step(weighted(batch, 1, 0, 4), 0, Workers.CALLER)).isEqualTo(loss);
  }

  @Test
  void whereNoJetCountsThereIsNeitherLossNorSlope() {
    LorentzNet network = network(8, 2, 3);
    LorentzNetTraining training = (LorentzNetTraining) network.training();
    JetBatch batch = weighted(jets(new int[] {9, 5}, 6), 0, 0);
    assertThat(training.step(batch, 0, Workers.CALLER)).isZero();
    assertThat(training.gradients()).allSatisfy(gradient -> assertThat(gradient).containsOnly(0));
    assertThat(new ExactLorentzNet(network).step(batch).loss()).isZero();
  }

  @Test
  void dropoutIsAFunctionOfItsSeed() {
    LorentzNetConfiguration settings =
        LorentzNetConfiguration.topTagging(30).withSize(16, 1).withDropout(0.5);
    JetBatch batch = jets(new int[] {12, 5}, 3);
    LorentzNetTraining training =
        (LorentzNetTraining) LorentzNet.initialised(settings, 1).training();
    double first = training.step(batch, 7, Workers.CALLER);
    assertThat(training.step(batch, 7, Workers.CALLER)).isEqualTo(first);
    assertThat(training.step(batch, 8, Workers.CALLER)).isNotEqualTo(first);
  }

  @Test
  void initialisationIsAFunctionOfItsSeed() {
    LorentzNetConfiguration settings = LorentzNetConfiguration.topTagging(47);
    LorentzNet one = LorentzNet.initialised(settings, 1);
    assertThat(one.parameters().count()).isEqualTo(224_072);
    Tensor weight = one.parameters().get("LGEBs.2.phi_e.0.weight");
    float[] same = LorentzNet.initialised(settings, 1).parameters().get(weight.name()).values();
    float[] other = LorentzNet.initialised(settings, 2).parameters().get(weight.name()).values();
    assertThat(same).isEqualTo(weight.values());
    assertThat(other).isNotEqualTo(weight.values());
    float bound = (float) (1 / Math.sqrt(146));
    for (float value : weight.values()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(bound);
    }
    for (float value : one.parameters().get("LGEBs.0.phi_x.2.weight").values()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(0.001f * (float) Math.sqrt(6.0 / 73));
    }
  }

  @Test
  void configurationsReadBack() {
    for (LorentzNetConfiguration settings :
        new LorentzNetConfiguration[] {
          LorentzNetConfiguration.topTagging(47.3),
          LorentzNetConfiguration.quarkGluon(1)
              .withCoordinateClamp(OptionalDouble.of(100))
              .withPoolingDivisor(OptionalDouble.empty())
              .withClasses(5)
        }) {
      String text = Json.write(settings.toJson());
      assertThat(LorentzNetConfiguration.fromJson(new JsonObject("test", Json.parseObject(text))))
          .isEqualTo(settings);
    }
  }

  @Test
  void mismatchesAreNamed() {
    LorentzNet network = network(8, 1, 1);
    JetBatch wrong =
        new JetBatch(new int[] {0, 1}, new double[] {1, 0, 0, 1}, new float[3], new int[] {0});
    assertThatThrownBy(() -> score(network, wrong, Workers.CALLER))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("2 scalars");
    JetBatch unlabelled = jets(new int[] {3}, 1);
    unlabelled.labels()[0] = -1;
    assertThatThrownBy(() -> network.training().step(unlabelled, 0, Workers.CALLER))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("label -1");
  }
}
