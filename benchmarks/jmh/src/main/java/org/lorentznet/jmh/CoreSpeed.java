package org.lorentznet.jmh;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.numeric.RandomStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the core at the published size, on one thread. Each benchmark counts the floating-point
 * operations that its work needs, two for a multiply-add of the pairs' products; divided by those
 * of {@link #peak}, that is the fraction of the machine's peak.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class CoreSpeed {
  private static final int PEAK_ROUNDS = 100_000;
  private static final int JETS = 8;

  /** Near the mean of top jets, beams included. */
  private static final int PARTICLES = 47;

  private static final double TRAINING_TIMES = 3;

  private final Kernels kernels = KernelChoice.current().kernels();
  private final RandomStream random = new RandomStream(1);

  private final int width = PublishedTask.TOP.configuration().width();
  private final float[] weights = Panels.pack(numbers(width * width), width, width, 0, width, null);
  private final float[] bias = numbers(width);
  private final float[] tile = numbers(width * Kernels.TILE + Kernels.LANES);
  private final float[] product = new float[tile.length];
  private final float[] sink = new float[Kernels.LANES];

  private final LorentzNet network = LorentzNet.initialised(PublishedTask.TOP.configuration(), 1);
  private final JetScorer scorer = network.scorer();
  private final NetworkTraining training = network.training();
  private final JetBatch batch = network.encoding().encode(jets());
  private final float[] logits = new float[JETS * network.classes()];
  private final double needed = 2.0 * JETS * network.multiplyAdds(PARTICLES);

  /** Operations done so far. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counted {
    public double operations;
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.nextDouble() - 0.5);
    }
    return numbers;
  }

  /** Jets of massless constituents about the x axis, their energies falling. */
  private Jets jets() {
    int constituents = PARTICLES - network.encoding().referenceVectors().size();
    double[] fourMomenta = new double[4 * JETS * constituents];
    for (int row = 0; row < JETS * constituents; row++) {
      double px = 200 / (1.0 + row % constituents);
      double py = 0.4 * px * (random.nextDouble() - 0.5);
      double pz = 0.4 * px * (random.nextDouble() - 0.5);
      fourMomenta[4 * row] = Math.sqrt(px * px + py * py + pz * pz);
      fourMomenta[4 * row + 1] = px;
      fourMomenta[4 * row + 2] = py;
      fourMomenta[4 * row + 3] = pz;
    }
    int[] labels = new int[JETS];
    Arrays.setAll(labels, jet -> jet % 2);
    return new Jets(
        0,
        IntStream.rangeClosed(0, JETS).map(jet -> jet * constituents).toArray(),
        fourMomenta,
        Jets.Precision.FLOAT64,
        Map.of(),
        Map.of(),
        labels);
  }

  /** Fused multiply-adds from registers alone. */
  @Benchmark
  public void peak(Counted counted) {
    counted.operations += 2.0 * kernels.multiplyAdd(PEAK_ROUNDS, sink);
  }

  /** The product of a layer of phi_e with a tile of pairs. */
  @Benchmark
  public float product(Counted counted) {
    kernels.product(
        weights,
        width,
        width,
        tile,
        0,
        Kernels.TILE,
        bias,
        true,
        product,
        0,
        Kernels.TILE,
        Kernels.TILE);
    counted.operations += 2.0 * width * width * Kernels.TILE;
    return product[0];
  }

  /** Scoring of a batch. */
  @Benchmark
  public float score(Counted counted) {
    scorer.score(batch, Workers.CALLER, logits);
    counted.operations += needed;
    return logits[0];
  }

  /** Forward and backward pass of a batch. */
  @Benchmark
  public double train(Counted counted) {
    double loss = training.step(batch, 1, Workers.CALLER);
    counted.operations += TRAINING_TIMES * needed;
    return loss;
  }
}
