package org.lorentznet.training;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.JetSet;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.AucInterval;
import org.lorentznet.metrics.Interval;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.Softmax;

/**
 * How well a network does on jets it does not learn from.
 *
 * @param loss mean cross-entropy
 * @param accuracy fraction of jets whose true class has the highest logit
 * @param auc area under the ROC curve; empty where a class is absent
 */
record Validation(double loss, double accuracy, OptionalDouble auc) {
  /**
   * Scores all jets.
   *
   * @param batchSize jets scored at once
   * @param stop asked between batches
   * @param epoch of the training, from 1, for the message
   * @return empty where a stop was requested
   * @throws TrainingDivergedException where a logit is not finite
   */
  static Optional<Validation> of(
      JetNetwork network,
      JetSet jets,
      int batchSize,
      int epoch,
      Workers workers,
      TrainingListener listener,
      BooleanSupplier stop) {
    JetScorer scorer = network.scorer();
    int classes = network.classes();
    float[] logits = new float[Math.multiplyExact(jets.size(), classes)];
    int[] labels = new int[jets.size()];
    float[] part = new float[Math.min(batchSize, jets.size()) * classes];
    for (int from = 0; from < jets.size(); from += batchSize) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      int to = Math.min(from + batchSize, jets.size());
      JetBatch batch = network.encoding().encode(jets, IntStream.range(from, to).toArray());
      scorer.score(batch, workers, part);
      System.arraycopy(part, 0, logits, from * classes, (to - from) * classes);
      System.arraycopy(batch.labels(), 0, labels, from, to - from);
      listener.validated(to, jets.size());
    }
    int[] bad = ClassLogits.notFinite(logits, classes);
    if (bad.length > 0) {
      throw new TrainingDivergedException(epoch, 0, bad, "logits are not finite");
    }
    double loss = 0;
    for (int j = 0; j < labels.length; j++) {
      loss += Softmax.crossEntropy(logits, j * classes, classes, labels[j]);
    }
    return Optional.of(
        new Validation(
            loss / labels.length,
            (double) ClassLogits.correct(logits, classes, labels) / labels.length,
            auc(logits, classes, labels)));
  }

  private static OptionalDouble auc(float[] logits, int classes, int[] labels) {
    if (Arrays.stream(labels).distinct().count() < classes) {
      return OptionalDouble.empty();
    }
    TaggerOutput output = TaggerOutput.logits(logits, classes);
    return OptionalDouble.of(AucInterval.of(output, labels, null, Interval.ONE_SIGMA).auc());
  }
}
