package org.lorentznet.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.jet.Jets;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.Softmax;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/** Small untrained models. */
final class TestModels {
  private TestModels() {}

  /** A top tagger; another seed, other scores. */
  static Path top(Path file, long seed) {
    return write(file, LorentzNetConfiguration.topTagging(6), List.of("QCD", "top"), seed);
  }

  /** The first of them, in a file that says how it scores usual jets. */
  static Path topThatKnows(Path file, Jets usual) {
    Tagger tagger = ModelFile.read(top(file, 1));
    float[] logits = TestJets.logits(file, usual);
    ModelFile.write(
        file,
        new Tagger(
            tagger.network(),
            tagger.task(),
            tagger.classes(),
            Map.of(),
            Optional.empty(),
            ScoreDistribution.of(Softmax.probabilities(logits, 2), 2)));
    return file;
  }

  /** A quark-gluon tagger, which needs particle codes. */
  static Path quarkGluon(Path file) {
    return write(file, LorentzNetConfiguration.quarkGluon(6), List.of("gluon", "quark"), 7);
  }

  private static Path write(
      Path file, LorentzNetConfiguration configuration, List<String> classes, long seed) {
    LorentzNet network = LorentzNet.initialised(configuration.withSize(4, 2), seed);
    ModelFile.write(file, new Tagger(network, "a task", classes, Map.of()));
    return file;
  }
}
