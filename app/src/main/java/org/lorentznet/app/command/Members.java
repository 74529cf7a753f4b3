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
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.DropoutSampler;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;

/**
 * Whatever scores jets together: one model or several, each as it is or in some samples of dropout,
 * calibrated or not.
 */
final class Members implements AutoCloseable {
  /** Jets scored at once. */
  private static final int BATCH = 256;

  /** Seed of what dropout drops. */
  private static final long SEED = 1;

  private final List<Member> members = new ArrayList<>();
  private final List<String> classes;
  private final int samples;
  private final boolean calibrated;

  /** A model, ready to score. */
  private record Member(JetTagger tagger, Optional<Dropout> dropout, Calibration calibration) {}

  /** A network to sample. */
  private record Dropout(ParticleEncoding encoding, DropoutSampler sampler) {
    /** Of a network that has dropout. */
    static Optional<Dropout> of(JetNetwork network) {
      return network.dropoutSampler().map(sampler -> new Dropout(network.encoding(), sampler));
    }
  }

  /**
   * @param files the models
   * @param samples of dropout for each; 0 for none
   * @param calibrated whether each is to apply the calibration it has
   * @param threads that compute, where a model brings its own
   * @throws MismatchException where models differ in their classes, or lack what is asked for
   */
  Members(List<Path> files, int samples, boolean calibrated, int threads) {
    this.samples = samples;
    this.calibrated = calibrated;
    try {
      files.forEach(file -> members.add(member(file, files.getFirst(), threads)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    classes = members.getFirst().tagger.classes();
  }

  private Member member(Path file, Path first, int threads) {
    if (samples == 0) {
      return checked(file, first, Models.open(file, threads), Optional.empty());
    }
    Tagger network = Models.read(file);
    Optional<Dropout> dropout = Dropout.of(network.network());
    if (dropout.isEmpty()) {
      throw new MismatchException(file + ": the network has no dropout to sample");
    }
    return checked(file, first, new NetworkTagger(network), dropout);
  }

  private Member checked(Path file, Path first, JetTagger tagger, Optional<Dropout> dropout) {
    List<String> expected =
        members.isEmpty() ? tagger.classes() : members.getFirst().tagger.classes();
    try {
      if (!tagger.classes().equals(expected)) {
        throw new MismatchException(
            file
                + " tells "
                + String.join(", ", tagger.classes())
                + " apart, "
                + first
                + " "
                + String.join(", ", expected)
                + ": models that score together have the same classes");
      }
      return new Member(
          tagger,
          dropout,
          calibrated ? calibrationOf(file, tagger.description()) : new Temperature(1));
    } catch (RuntimeException e) {
      tagger.close();
      throw e;
    }
  }

  /**
   * The calibration of a model.
   *
   * @throws MismatchException where it has none
   */
  static Calibration calibrationOf(Path file, ModelDescription model) {
    return model
        .calibration()
        .orElseThrow(() ->
            new MismatchException(
                file + ": the model has no calibration; 'calibrate' fits one to validation jets"));
  }

  @Override
  public void close() {
    members.forEach(member -> member.tagger.close());
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
    members.forEach(
        member -> ParticleEncoding.requireColumns(member.tagger.columns(), source.schema()));
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
        for (float[] logits : logits(member, block, from, to, workers)) {
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

  private float[][] logits(Member member, Jets block, int from, int to, Workers workers) {
    if (samples > 0) {
      Dropout dropout = member.dropout.orElseThrow();
      return dropout.sampler.sample(
          dropout.encoding.encode(block, from, to), samples, SEED, workers);
    }
    float[] logits = new float[(to - from) * classes.size()];
    member.tagger.score(block, from, to, workers, logits);
    return new float[][] {logits};
  }
}
