package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.data.score.ScoreTable;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.model.Tagger;

/**
 * What a tagger says of jets of known classes.
 *
 * @param weightsOrNull a weight a jet, where there are any
 * @param classes names in label order
 */
record ScoredJets(TaggerOutput output, int[] labels, double[] weightsOrNull, List<String> classes) {
  /**
   * Scores labelled jets, which keep the weights they have.
   *
   * @throws org.lorentznet.errors.UserException where the data do not fit the tagger
   */
  static ScoredJets of(Tagger tagger, JetSource source, Workers workers, Console console) {
    requireFit(tagger, source.schema());
    Gathered gathered = new Gathered();
    try (JetProgress progress = console.progress("scoring", source.schema().jets().orElse(0))) {
      Scoring.run(
          tagger,
          source,
          workers,
          progress,
          (block, logits) -> gathered.add(logits, block.labels().orElseThrow(), block.weights()));
    }
    return new ScoredJets(
        TaggerOutput.logits(
            Arrays.copyOf(gathered.logits, gathered.jets * tagger.classes().size()),
            tagger.classes().size()),
        Arrays.copyOf(gathered.labels, gathered.jets),
        gathered.weighted ? Arrays.copyOf(gathered.weights, gathered.jets) : null,
        tagger.classes());
  }

  /**
   * Takes scores as they are.
   *
   * @param file where they come from, for messages
   * @throws MismatchException where the classes of the jets are not known
   */
  static ScoredJets of(ScoreTable table, Path file) {
    int[] labels =
        table
            .labels()
            .orElseThrow(() ->
                new MismatchException(
                    file + ": there is no column 'label'; evaluation needs the jets' classes"));
    TaggerOutput output =
        table
            .probabilities()
            .map(TaggerOutput::probabilities)
            .orElseGet(() -> TaggerOutput.signalScores(table.signalScores()));
    return new ScoredJets(
        output,
        labels,
        table.weights().orElse(null),
        IntStream.range(0, table.classes()).mapToObj(Integer::toString).toList());
  }

  private static void requireFit(Tagger tagger, JetSchema schema) {
    if (!schema.labelled()) {
      throw new MismatchException(
          schema.source() + ": the jets are not labelled; evaluation needs their classes");
    }
    if (schema.classes().size() != tagger.classes().size()) {
      throw new MismatchException(
          schema.source()
              + " has "
              + schema.classes().size()
              + " classes, the model "
              + tagger.classes().size());
    }
  }

  /** Accuracy, AUC, rejections and the rest. */
  Evaluation evaluate(double[] efficiencies) {
    return Evaluation.of(output, labels, weightsOrNull, efficiencies).withClassNames(classes);
  }

  /** Arrays that grow block by block. */
  private static final class Gathered {
    private float[] logits = new float[0];
    private int[] labels = new int[0];
    private double[] weights = new double[0];
    private int jets;
    private boolean weighted;

    void add(float[] blockLogits, int[] blockLabels, Optional<double[]> blockWeights) {
      int size = blockLabels.length;
      if (jets + size > labels.length) {
        int room = Math.max(2 * labels.length, jets + size);
        labels = Arrays.copyOf(labels, room);
        weights = Arrays.copyOf(weights, room);
        logits = Arrays.copyOf(logits, Math.multiplyExact(room, blockLogits.length / size));
      }
      System.arraycopy(
          blockLogits, 0, logits, jets * (blockLogits.length / size), blockLogits.length);
      System.arraycopy(blockLabels, 0, labels, jets, size);
      weighted |= blockWeights.isPresent();
      blockWeights.ifPresent(given -> System.arraycopy(given, 0, weights, jets, size));
      jets += size;
    }
  }
}
