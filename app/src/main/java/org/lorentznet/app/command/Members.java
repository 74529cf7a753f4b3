package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.calibration.Calibration;
import org.lorentznet.calibration.Calibration.Temperature;
import org.lorentznet.calibration.JointScores;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.DropoutSampler;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.network.JetScorer;

/**
 * Whatever scores jets together: one model or several, each as it is or in some samples of dropout,
 * calibrated or not.
 */
final class Members {
  /** Jets scored at once. */
  private static final int BATCH = 256;

  /** Seed of what dropout drops. */
  private static final long SEED = 1;

  private final List<Member> members = new ArrayList<>();
  private final List<String> classes;
  private final int samples;
  private final boolean calibrated;

  /** A model, ready to score. */
  private record Member(
      Tagger tagger, JetScorer scorer, Optional<DropoutSampler> dropout, Calibration calibration) {}

  /**
   * @param files the models
   * @param samples of dropout for each; 0 for none
   * @param calibrated whether each is to apply the calibration it has
   * @throws MismatchException where models differ in their classes, or lack what is asked for
   */
  Members(List<Path> files, int samples, boolean calibrated) {
    this.samples = samples;
    this.calibrated = calibrated;
    for (Path file : files) {
      Tagger tagger = Models.read(file);
      if (!members.isEmpty() && !tagger.classes().equals(members.getFirst().tagger.classes())) {
        throw new MismatchException(
            file
                + " tells "
                + String.join(", ", tagger.classes())
                + " apart, "
                + files.getFirst()
                + " "
                + String.join(", ", members.getFirst().tagger.classes())
                + ": models that score together have the same classes");
      }
      Optional<DropoutSampler> dropout = tagger.network().dropoutSampler();
      if (samples > 0 && dropout.isEmpty()) {
        throw new MismatchException(file + ": the network has no dropout to sample");
      }
      members.add(
          new Member(
              tagger, tagger.network().scorer(), dropout, calibration(file, tagger, calibrated)));
    }
    classes = members.getFirst().tagger.classes();
  }

  private static Calibration calibration(Path file, Tagger tagger, boolean calibrated) {
    return calibrated ? calibrationOf(file, tagger) : new Temperature(1);
  }

  /**
   * The calibration of a model.
   *
   * @throws MismatchException where it has none
   */
  static Calibration calibrationOf(Path file, Tagger tagger) {
    return tagger
        .calibration()
        .orElseThrow(() ->
            new MismatchException(
                file + ": the model has no calibration; 'calibrate' fits one to validation jets"));
  }

  List<String> classes() {
    return classes;
  }

  /** Whether there is more than one opinion of a jet. */
  boolean several() {
    return members.size() > 1 || samples > 0;
  }

  /** Takes the blocks of a source with their scores. */
  @FunctionalInterface
  interface Receiver {
    void accept(Jets block, JointScores scores);
  }

  /**
   * Scores every jet of a source.
   *
   * @throws org.lorentznet.errors.UserException where the data do not fit a model, or a jet cannot
   *     be used
   */
  void score(JetSource source, Workers workers, JetProgress progress, Receiver receiver) {
    members.forEach(member -> member.tagger.network().encoding().requireColumns(source.schema()));
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        receiver.accept(block, score(source.schema().source(), block, workers, progress));
      }
    }
  }

  private JointScores score(String source, Jets block, Workers workers, JetProgress progress) {
    int count = classes.size();
    float[] last = new float[block.size() * count];
    List<double[]> said = new ArrayList<>();
    for (int k = 0; k < members.size() * Math.max(1, samples); k++) {
      said.add(new double[last.length]);
    }
    for (int from = 0; from < block.size(); from += BATCH) {
      int to = Math.min(from + BATCH, block.size());
      int next = 0;
      for (Member member : members) {
        JetBatch batch = member.tagger.network().encoding().encode(block, from, to);
        for (float[] logits : logits(member, batch, workers)) {
          double[] part = member.calibration.probabilities(logits, count);
          System.arraycopy(part, 0, said.get(next++), from * count, part.length);
          System.arraycopy(logits, 0, last, from * count, part.length);
          FiniteLogits.require(source, block, last);
        }
      }
      progress.add(to - from);
    }
    JointScores joint = JointScores.of(said);
    // The logits of a single network are its own.
    return several() || calibrated
        ? joint
        : new JointScores(last, joint.probabilities(), joint.spreads());
  }

  private float[][] logits(Member member, JetBatch batch, Workers workers) {
    if (samples > 0) {
      return member.dropout.orElseThrow().sample(batch, samples, SEED, workers);
    }
    float[] logits = new float[batch.jets() * classes.size()];
    member.scorer.score(batch, workers, logits);
    return new float[][] {logits};
  }
}
