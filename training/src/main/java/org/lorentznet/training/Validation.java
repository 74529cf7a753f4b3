package org.lorentznet.training;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.lorentznet.dataset.JetWeights;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.AucInterval;
import org.lorentznet.metrics.Interval;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.Softmax;

/**
 * How well a network does on jets it does not learn from, with the weights that these have.
 *
 * @param loss mean cross-entropy
 * @param accuracy fraction of jets whose true class has the highest logit
 * @param auc area under the ROC curve; empty where a class is absent
 * @param scores how the jets' probabilities are distributed; empty where jets are few
 */
record Validation(
    double loss, double accuracy, OptionalDouble auc, Optional<ScoreDistribution> scores) {
  /**
   * Scores all jets.
   *
   * @param batchSize jets scored at once, at most
   * @param stop asked between batches
   * @param epoch of the training, from 1, for the message
   * @return empty where a stop was requested
   * @throws TrainingDivergedException where a logit is not finite
   */
  static Optional<Validation> of(
      JetScorer scorer,
      ParticleEncoding encoding,
      LabelledJets jets,
      JetWeights weights,
      int batchSize,
      int epoch,
      Workers workers,
      TrainingListener listener,
      BooleanSupplier stop) {
    Scores scores = new Scores(scorer, Math.toIntExact(jets.size()));
    try (JetStream stream = jets.open(weights)) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        for (int from = 0; from < block.size(); from += batchSize) {
          if (stop.getAsBoolean()) {
            return Optional.empty();
          }
          int to = Math.min(from + batchSize, block.size());
          scores.add(encoding.encode(block, from, to), workers);
          listener.validated(scores.done, jets.size());
        }
      }
    }
    return Optional.of(scores.validation(epoch));
  }

  /** What has been scored so far. */
  private static final class Scores {
    private final JetScorer scorer;
    private final int classes;
    private final float[] logits;
    private final int[] labels;
    private final double[] weights;
    private int done;

    Scores(JetScorer scorer, int jets) {
      this.scorer = scorer;
      classes = scorer.classes();
      logits = new float[Math.multiplyExact(jets, classes)];
      labels = new int[jets];
      weights = new double[jets];
    }

    void add(JetBatch batch, Workers workers) {
      float[] part = new float[batch.jets() * classes];
      scorer.score(batch, workers, part);
      System.arraycopy(part, 0, logits, done * classes, part.length);
      System.arraycopy(batch.labels(), 0, labels, done, batch.jets());
      System.arraycopy(batch.weights(), 0, weights, done, batch.jets());
      done += batch.jets();
    }

    Validation validation(int epoch) {
      int[] bad = ClassLogits.notFinite(logits, classes);
      if (bad.length > 0) {
        throw new TrainingDivergedException(
            epoch, 0, Arrays.stream(bad).asLongStream().toArray(), "logits are not finite");
      }
      double loss = 0;
      double weight = 0;
      for (int j = 0; j < labels.length; j++) {
        loss += weights[j] * Softmax.crossEntropy(logits, j * classes, classes, labels[j]);
        weight += weights[j];
      }
      return new Validation(
          loss / weight,
          ClassLogits.correct(logits, classes, labels, weights) / weight,
          auc(),
          ScoreDistribution.of(Softmax.probabilities(logits, classes), classes));
    }

    private OptionalDouble auc() {
      boolean[] counts = new boolean[classes];
      for (int j = 0; j < labels.length; j++) {
        counts[labels[j]] |= weights[j] > 0;
      }
      for (boolean present : counts) {
        if (!present) {
          return OptionalDouble.empty();
        }
      }
      TaggerOutput output = TaggerOutput.logits(logits, classes);
      return OptionalDouble.of(AucInterval.of(output, labels, weights, Interval.ONE_SIGMA).auc());
    }
  }
}
