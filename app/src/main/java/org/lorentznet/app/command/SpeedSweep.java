package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.lorentznet.app.report.SpeedPicture;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/**
 * Speed against multiplicity, number of threads and batch size. Operations counted as needed are
 * those of pairs and particles, since small jets have few pairs a particle. Rounds go through all
 * points in turn.
 */
final class SpeedSweep {
  private static final int[] MULTIPLICITIES = {20, 50, 100, 150, 200};
  private static final int[] BATCH_SIZES = {1, 4, 16, 32, 64, 128, 256};
  private static final int BATCH = 32;
  private static final int ROUNDS = 3;

  /**
   * What is measured at.
   *
   * @param particles of every jet, or 0 for jets as they come
   * @param threads that compute
   * @param batchSize jets of a batch
   */
  private record Point(int particles, int threads, int batchSize, Throughput throughput) {
    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      if (particles > 0) {
        json.put("particles", particles);
      }
      json.put("threads", threads);
      json.put("batch_size", batchSize);
      json.put("score_jets_per_s", throughput.scoredPerSecond());
      json.put("train_jets_per_s", throughput.trainedPerSecond());
      json.put("score_needed_gflops", throughput.scoringGflops());
      json.put("train_needed_gflops", throughput.trainingGflops());
      json.put("peak_fma_gflops", throughput.peakGflops());
      json.put("score_needed_fraction_of_peak", throughput.scoringFractionOfPeak());
      json.put("train_needed_fraction_of_peak", throughput.trainingFractionOfPeak());
      return json;
    }
  }

  private final NetworkAtWork work;
  private final BenchmarkJets jets;
  private final double seconds;
  private final List<Workers> teams = new ArrayList<>();
  private final List<Point> multiplicities = new ArrayList<>();
  private final List<Point> threads = new ArrayList<>();
  private final List<Point> batchSizes = new ArrayList<>();

  private SpeedSweep(NetworkAtWork work, BenchmarkJets jets, double seconds) {
    this.work = work;
    this.jets = jets;
    this.seconds = seconds;
  }

  /**
   * Measures.
   *
   * @param mostThreads of the points, and the number of those that vary something else
   * @param seconds that scoring, or training, takes at least at a point in a round
   */
  static SpeedSweep measured(
      NetworkAtWork work, BenchmarkJets jets, int mostThreads, double seconds) {
    SpeedSweep sweep = new SpeedSweep(work, jets, seconds);
    try {
      sweep.prepare(mostThreads);
      for (int round = -1; round < ROUNDS; round++) {
        for (Point point : sweep.points()) {
          point.throughput.round(round >= 0);
        }
      }
    } finally {
      sweep.teams.forEach(Workers::close);
    }
    return sweep;
  }

  private void prepare(int mostThreads) {
    Workers all = team(mostThreads);
    for (int particles : MULTIPLICITIES) {
      multiplicities.add(point(particles, List.of(jets.ofParticles(particles, BATCH)), BATCH, all));
    }
    for (int count = 1; count < mostThreads; count *= 2) {
      threads.add(point(0, jets.batches(BATCH, 2 * BATCH), BATCH, team(count)));
    }
    threads.add(point(0, jets.batches(BATCH, 2 * BATCH), BATCH, all));
    for (int size : BATCH_SIZES) {
      batchSizes.add(point(0, jets.batches(size, Math.max(size, 4 * BATCH)), size, all));
    }
  }

  private Workers team(int size) {
    Workers team = new Workers(size);
    teams.add(team);
    return team;
  }

  private Point point(int particles, List<JetBatch> batches, int batchSize, Workers team) {
    return new Point(
        particles,
        team.size(),
        batchSize,
        new Throughput(work, batches, batches, n -> needed(work.network(), n), team, seconds));
  }

  /** Multiply-adds of a jet's pairs and particles; the few of its decoder are left out. */
  private static long needed(JetNetwork network, int particles) {
    long needed = network.multiplyAdds(particles);
    if (network instanceof LorentzNet lorentzNet) {
      LorentzNetConfiguration settings = lorentzNet.settings();
      long width = settings.width();
      long scalars = settings.encoding().size();
      long block = 5 * width * width + scalars * width;
      needed += particles * (scalars * width + settings.blocks() * block);
    }
    return needed;
  }

  private List<Point> points() {
    List<Point> points = new ArrayList<>(multiplicities);
    points.addAll(threads);
    points.addAll(batchSizes);
    return points;
  }

  /** The points, under the keys of {@code --json}. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("multiplicity", multiplicities.stream().map(Point::json).toList());
    json.put("threads", threads.stream().map(Point::json).toList());
    json.put("batch_size", batchSizes.stream().map(Point::json).toList());
    return json;
  }

  /** The points as a PNG picture. */
  byte[] png() {
    return SpeedPicture.png(
        List.of(
            panel(
                "particles of a jet (batches of " + BATCH + ")",
                false,
                multiplicities,
                Point::particles),
            panel("threads", false, threads, Point::threads),
            panel("jets of a batch", true, batchSizes, Point::batchSize)));
  }

  private static SpeedPicture.Panel panel(
      String quantity, boolean logarithmic, List<Point> points, ToIntFunction<Point> x) {
    return new SpeedPicture.Panel(
        quantity,
        logarithmic,
        points.stream()
            .map(point ->
                new SpeedPicture.Point(
                    x.applyAsInt(point),
                    point.throughput.scoringGflops(),
                    point.throughput.trainingGflops(),
                    point.throughput.peakGflops()))
            .toList());
  }
}
