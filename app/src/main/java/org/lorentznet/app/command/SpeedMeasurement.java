package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Tensor;
import org.lorentznet.training.AdamW;

/**
 * How fast a network scores and trains here. The machine's own peak is measured in turn with the
 * work, round after round, since neither stays the same on a shared machine; figures are medians of
 * the rounds.
 */
final class SpeedMeasurement {
  private static final double SECONDS_A_PART = 0.6;
  private static final int LATENCY_CALLS = 1500;
  private static final double OPERATIONS = 2;

  /** A training step takes the multiply-adds of scoring three times. */
  private static final double TRAINING_TIMES = 3;

  private final JetNetwork network;
  private final List<JetBatch> scoringBatches;
  private final List<JetBatch> trainingBatches;
  private final List<JetBatch> singleJets;
  private final Workers workers;
  private final Kernels kernels = KernelChoice.current().kernels();
  private final float[][] sinks;

  private final List<Double> peak = new ArrayList<>();
  private final List<Double> scoring = new ArrayList<>();
  private final List<Double> training = new ArrayList<>();
  private final List<Double> scoringFraction = new ArrayList<>();
  private final List<Double> trainingFraction = new ArrayList<>();
  private double operationsAScoredJet;
  private double operationsATrainedJet;
  private double[] latencies;

  SpeedMeasurement(
      JetNetwork network,
      List<JetBatch> scoringBatches,
      List<JetBatch> trainingBatches,
      List<JetBatch> singleJets,
      Workers workers) {
    this.network = network;
    this.scoringBatches = scoringBatches;
    this.trainingBatches = trainingBatches;
    this.singleJets = singleJets;
    this.workers = workers;
    sinks = new float[workers.size()][64];
  }

  /** Measures, after a round that does not count. */
  void run(int rounds) {
    JetScorer scorer = network.scorer();
    NetworkTraining step = network.training();
    AdamW optimiser =
        new AdamW(
            network.parameters().trained().stream().map(Tensor::values).toList(),
            0.01,
            0.9,
            0.999,
            1e-8);
    operationsAScoredJet = operations(scoringBatches);
    operationsATrainedJet = TRAINING_TIMES * operations(trainingBatches);
    for (int round = -2; round < rounds; round++) {
      double peakNow = peakGflops();
      double scored = jetsPerSecond(scoringBatches, batch -> score(scorer, batch));
      double trained =
          jetsPerSecond(
              trainingBatches,
              batch -> {
                step.step(batch, 1, workers);
                optimiser.step(step.gradients(), 0);
              });
      if (round >= 0) {
        peak.add(peakNow);
        scoring.add(scored);
        training.add(trained);
        scoringFraction.add(scored * operationsAScoredJet * 1e-9 / peakNow);
        trainingFraction.add(trained * operationsATrainedJet * 1e-9 / peakNow);
      }
    }
    latencies = latencies(scorer);
  }

  private void score(JetScorer scorer, JetBatch batch) {
    scorer.score(batch, workers, new float[batch.jets() * scorer.classes()]);
  }

  /** Operations that a jet needs in the mean. */
  private double operations(List<JetBatch> batches) {
    double sum = 0;
    long jets = 0;
    for (JetBatch batch : batches) {
      for (int jet = 0; jet < batch.jets(); jet++) {
        sum += OPERATIONS * network.multiplyAdds(batch.particles(jet));
      }
      jets += batch.jets();
    }
    return sum / jets;
  }

  private interface Work {
    void on(JetBatch batch);
  }

  /** Goes through whole lists of batches until enough time has passed. */
  private static double jetsPerSecond(List<JetBatch> batches, Work work) {
    long jets = 0;
    long start = System.nanoTime();
    double seconds;
    do {
      for (JetBatch batch : batches) {
        work.on(batch);
        jets += batch.jets();
      }
      seconds = (System.nanoTime() - start) * 1e-9;
    } while (seconds < SECONDS_A_PART);
    return jets / seconds;
  }

  private double peakGflops() {
    int rounds = kernels.name().equals("plain") ? 3_000_000 : 10_000_000;
    double best = 0;
    for (int attempt = 0; attempt < 3; attempt++) {
      long[] done = new long[workers.size()];
      long start = System.nanoTime();
      workers.run(workers.size(), w -> done[w] = kernels.multiplyAdd(rounds, sinks[w]));
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = Math.max(best, OPERATIONS * Arrays.stream(done).sum() / seconds * 1e-9);
    }
    return best;
  }

  /** Milliseconds of single jets, in ascending order; the first half of the calls warms up. */
  private double[] latencies(JetScorer scorer) {
    float[] logits = new float[scorer.classes()];
    double[] milliseconds = new double[LATENCY_CALLS];
    for (int call = -LATENCY_CALLS; call < LATENCY_CALLS; call++) {
      JetBatch jet = singleJets.get(Math.floorMod(call, singleJets.size()));
      long start = System.nanoTime();
      scorer.score(jet, workers, logits);
      if (call >= 0) {
        milliseconds[call] = (System.nanoTime() - start) * 1e-6;
      }
    }
    Arrays.sort(milliseconds);
    return milliseconds;
  }

  /** The results, under the keys of {@code --json}. */
  Map<String, Object> results() {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("score_jets_per_s", median(scoring));
    results.put("train_jets_per_s", median(training));
    Map<String, Object> latency = new LinkedHashMap<>();
    latency.put("p50", latencies[latencies.length / 2]);
    latency.put("p99", latencies[latencies.length * 99 / 100]);
    results.put("latency_ms", latency);
    results.put("score_gflops", median(scoring) * operationsAScoredJet * 1e-9);
    results.put("train_gflops", median(training) * operationsATrainedJet * 1e-9);
    results.put("peak_fma_gflops", median(peak));
    results.put("score_fraction_of_peak", median(scoringFraction));
    results.put("train_fraction_of_peak", median(trainingFraction));
    results.put("threads", workers.size());
    results.put("kernel", kernels.name());
    return results;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
