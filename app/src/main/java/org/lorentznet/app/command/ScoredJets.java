package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.JetClassBenchmark;
import org.lorentznet.app.report.TaggerFigures;
import org.lorentznet.calibration.Calibration;
import org.lorentznet.data.score.ScoreTable;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Interval;
import org.lorentznet.metrics.Profile;
import org.lorentznet.metrics.ScoredSample;
import org.lorentznet.metrics.Sculpting;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.training.EpochResult;

/**
 * What a tagger says of jets of known classes.
 *
 * @param output what it says
 * @param truth what is known
 */
record ScoredJets(TaggerOutput output, JetTruth truth) {
  /**
   * Scores labelled jets, which keep the weights they have.
   *
   * @throws org.lorentznet.errors.UserException where the data do not fit the tagger
   */
  static ScoredJets of(JetTagger tagger, JetSource source, Workers workers, Console console) {
    Raw raw = raw(tagger, source, workers, console);
    return new ScoredJets(TaggerOutput.logits(raw.logits, tagger.classes().size()), raw.truth);
  }

  /**
   * Logits of labelled jets.
   *
   * @param logits jets x classes, row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // shared, not copied
  record Raw(float[] logits, JetTruth truth) {
    /** The jets with calibrated probabilities. */
    ScoredJets calibrated(Calibration calibration) {
      int classes = truth.classes().size();
      return new ScoredJets(
          TaggerOutput.probabilities(calibration.probabilities(logits, classes), classes), truth);
    }
  }

  /**
   * Scores labelled jets, and keeps the logits.
   *
   * @throws org.lorentznet.errors.UserException where the data do not fit the tagger
   */
  static Raw raw(JetTagger tagger, JetSource source, Workers workers, Console console) {
    requireFit(tagger, source.schema());
    JetTruth.Gathering truth = new JetTruth.Gathering();
    Logits gathered = new Logits();
    try (JetProgress progress = console.progress("scoring", source.schema().jets().orElse(0))) {
      Scoring.run(
          tagger,
          source,
          workers,
          progress,
          (block, logits) -> {
            truth.add(block);
            gathered.add(logits);
          });
    }
    return new Raw(gathered.values(), truth.truth(tagger.classes()));
  }

  /**
   * Takes scores of known jets.
   *
   * @param file where the scores come from, for messages
   * @param data what the jets are from, for messages
   * @throws MismatchException where scores and jets are not as many, or of other classes
   * @throws BadJetException where the scores' own labels are not the jets'
   */
  static ScoredJets of(ScoreTable table, Path file, JetTruth truth, String data) {
    if (table.jets() != truth.labels().length) {
      throw new MismatchException(
          file
              + " has scores of "
              + table.jets()
              + " jets, "
              + data
              + " has "
              + truth.labels().length
              + " jets: they must be as many");
    }
    if (table.classes() != truth.classes().size()) {
      throw new MismatchException(
          file
              + " has scores for "
              + table.classes()
              + " classes, "
              + data
              + " has "
              + truth.classes().size());
    }
    table
        .labels()
        .ifPresent(labels -> {
          int differs = Arrays.mismatch(labels, truth.labels());
          if (differs >= 0) {
            throw new BadJetException(
                file,
                differs,
                "has label "
                    + labels[differs]
                    + ", but "
                    + truth.labels()[differs]
                    + " in "
                    + data
                    + ": these are not the same jets");
          }
        });
    return new ScoredJets(
        FileScores.output(table),
        truth.weightsOrNull() != null
            ? truth
            : new JetTruth(
                truth.labels(), table.weights().orElse(null), truth.classes(), truth.variables()));
  }

  private static void requireFit(JetTagger tagger, JetSchema schema) {
    JetTruth.requireLabelled(schema);
    if (schema.classes().size() != tagger.classes().size()) {
      throw new MismatchException(
          schema.source()
              + " has "
              + schema.classes().size()
              + " classes, the model "
              + tagger.classes().size());
    }
  }

  /** The jets, to be gone through. */
  ScoredSample sample() {
    return ScoredSample.of(output, truth.labels(), truth.weightsOrNull());
  }

  /** Accuracy, AUC, rejections and the rest. */
  Evaluation evaluate(double[] efficiencies) {
    return evaluate(sample(), truth.classes(), efficiencies);
  }

  /**
   * Accuracy, AUC, rejections and the rest of any sample.
   *
   * @param classes names in label order
   */
  static Evaluation evaluate(ScoredSample sample, List<String> classes, double[] efficiencies) {
    double[] asked =
        DoubleStream.concat(
                DoubleStream.of(efficiencies),
                DoubleStream.of(JetClassBenchmark.efficiencies(classes)))
            .sorted()
            .distinct()
            .toArray();
    return Evaluation.of(sample, asked, Interval.ONE_SIGMA).withClassNames(classes);
  }

  /** The same, and the figures against the jets' variables. */
  TaggerFigures figures(
      String name, double[] efficiencies, List<EpochResult> history, Map<String, String> facts) {
    Evaluation evaluation = evaluate(efficiencies);
    List<Profile> profiles = new ArrayList<>();
    List<Sculpting> sculptings = new ArrayList<>();
    for (JetVariable variable : truth.variables()) {
      Profile.of(
              variable.name(),
              variable.unit(),
              variable.values(),
              output,
              truth.labels(),
              truth.weightsOrNull(),
              evaluation)
          .ifPresent(profiles::add);
      if (output.classes() == 2 && variable.sculpted()) {
        Sculpting.of(
                variable.name(),
                variable.unit(),
                variable.values(),
                output,
                truth.labels(),
                truth.weightsOrNull(),
                evaluation)
            .ifPresent(sculptings::add);
      }
    }
    return new TaggerFigures(name, evaluation, profiles, sculptings, history, facts);
  }

  /** Logits of all jets, gathered block by block. */
  private static final class Logits {
    private float[] logits = new float[0];
    private int size;

    void add(float[] block) {
      if (size + block.length > logits.length) {
        logits =
            Arrays.copyOf(logits, Math.max(size + block.length, logits.length + logits.length / 2));
      }
      System.arraycopy(block, 0, logits, size, block.length);
      size += block.length;
    }

    float[] values() {
      return Arrays.copyOf(logits, size);
    }
  }
}
