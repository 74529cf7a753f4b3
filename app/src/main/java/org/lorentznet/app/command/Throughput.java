package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;

/**
 * Jets a second that a network scores and trains on, round by round, with the machine's peak
 * measured in turn. Figures are medians of the rounds that count.
 */
final class Throughput {
  private static final double OPERATIONS = 2;

  /** A training step takes the multiply-adds of scoring three times. */
  private static final double TRAINING_TIMES = 3;

  private final NetworkAtWork work;
  private final List<JetBatch> scoringBatches;
  private final List<JetBatch> trainingBatches;
  private final Workers workers;
  private final double seconds;
  private final FmaPeak fmaPeak;
  private final double operationsAScoredJet;
  private final double operationsATrainedJet;

  private final List<Double> peak = new ArrayList<>();
  private final List<Double> scoring = new ArrayList<>();
  private final List<Double> training = new ArrayList<>();
  private final List<Double> scoringFraction = new ArrayList<>();
  private final List<Double> trainingFraction = new ArrayList<>();

  /**
   * @param multiplyAdds what counts as needed to score a jet of so many particles
   * @param seconds that scoring, or training, takes at least in a round
   */
  Throughput(
      NetworkAtWork work,
      List<JetBatch> scoringBatches,
      List<JetBatch> trainingBatches,
      IntToLongFunction multiplyAdds,
      Workers workers,
      double seconds) {
    this.work = work;
    this.scoringBatches = scoringBatches;
    this.trainingBatches = trainingBatches;
    this.workers = workers;
    this.seconds = seconds;
    fmaPeak = new FmaPeak(workers);
    operationsAScoredJet = operations(scoringBatches, multiplyAdds);
    operationsATrainedJet = TRAINING_TIMES * operations(trainingBatches, multiplyAdds);
  }

  /** Operations that a jet needs in the mean. */
  private static double operations(List<JetBatch> batches, IntToLongFunction multiplyAdds) {
    double sum = 0;
    long jets = 0;
    for (JetBatch batch : batches) {
      for (int jet = 0; jet < batch.jets(); jet++) {
        sum += OPERATIONS * multiplyAdds.applyAsLong(batch.particles(jet));
      }
      jets += batch.jets();
    }
    return sum / jets;
  }

  /**
   * Measures once.
   *
   * @param counts whether medians take it in; rounds that warm up do not count
   */
  void round(boolean counts) {
    double peakNow = fmaPeak.gflops();
    double scored =
        jetsPerSecond(scoringBatches, batch -> work.score(batch, workers, work.logits(batch)));
    double trained = jetsPerSecond(trainingBatches, batch -> work.train(batch, workers));
    if (counts) {
      peak.add(peakNow);
      scoring.add(scored);
      training.add(trained);
      scoringFraction.add(scored * operationsAScoredJet * 1e-9 / peakNow);
      trainingFraction.add(trained * operationsATrainedJet * 1e-9 / peakNow);
    }
  }

  /** Goes through whole lists of batches until enough time has passed. */
  private double jetsPerSecond(List<JetBatch> batches, Consumer<JetBatch> work) {
    long jets = 0;
    long start = System.nanoTime();
    double passed;
    do {
      for (JetBatch batch : batches) {
        work.accept(batch);
        jets += batch.jets();
      }
      passed = (System.nanoTime() - start) * 1e-9;
    } while (passed < seconds);
    return jets / passed;
  }

  double scoredPerSecond() {
    return median(scoring);
  }

  double trainedPerSecond() {
    return median(training);
  }

  double scoringGflops() {
    return scoredPerSecond() * operationsAScoredJet * 1e-9;
  }

  double trainingGflops() {
    return trainedPerSecond() * operationsATrainedJet * 1e-9;
  }

  double peakGflops() {
    return median(peak);
  }

  double scoringFractionOfPeak() {
    return median(scoringFraction);
  }

  double trainingFractionOfPeak() {
    return median(trainingFraction);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
