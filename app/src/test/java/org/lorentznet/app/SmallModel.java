package org.lorentznet.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/** Untrained models for tests of what surrounds them. */
public final class SmallModel {
  private SmallModel() {}

  /** A top tagger of width 4. */
  public static Path top(Path file) {
    return top(file, 7);
  }

  /** The same with other weights. */
  public static Path top(Path file, long seed) {
    return write(
        file, "top", LorentzNetConfiguration.topTagging(6), List.of("narrow", "wide"), seed);
  }

  /** A top tagger whose logits are beyond single precision. */
  public static Path overflowing(Path file) {
    LorentzNet network =
        LorentzNet.initialised(LorentzNetConfiguration.topTagging(6).withSize(4, 2), 7);
    for (String name : List.of("embedding.weight", "graph_dec.3.weight")) {
      float[] values = network.parameters().get(name).values();
      for (int i = 0; i < values.length; i++) {
        values[i] *= 1e36f;
      }
    }
    ModelFile.write(
        file, new Tagger(network, "top", List.of("narrow", "wide"), Map.of("origin", "a test")));
    return file;
  }

  /** A quark-gluon tagger of width 4, which needs particle codes. */
  public static Path quarkGluon(Path file) {
    return write(file, "qg", LorentzNetConfiguration.quarkGluon(6), List.of("gluon", "quark"), 7);
  }

  /** A top tagger of three classes. */
  public static Path threeClasses(Path file) {
    return write(
        file,
        "top",
        LorentzNetConfiguration.topTagging(6).withClasses(3),
        List.of("a", "b", "c"),
        7);
  }

  private static Path write(
      Path file,
      String task,
      LorentzNetConfiguration configuration,
      List<String> classes,
      long seed) {
    LorentzNet network = LorentzNet.initialised(configuration.withSize(4, 2), seed);
    ModelFile.write(file, new Tagger(network, task, classes, Map.of("origin", "a test")));
    return file;
  }
}
