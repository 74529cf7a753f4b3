package org.lorentznet.onnx;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Tagger;
import org.lorentznet.onnx.graph.OnnxGraphs;
import org.lorentznet.onnx.graph.OnnxPrecision;
import org.lorentznet.onnx.run.OnnxTagger;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;

/** A tagger as an ONNX file that gives our scores. */
public final class OnnxExport {
  private OnnxExport() {}

  /**
   * Writes a tagger's ONNX file, once ONNX Runtime gives our scorer's logits with it.
   *
   * @param real jets to check with, at least one
   * @return the proof
   * @throws UserException where the architecture is not known here, where scores differ, or where
   *     the file cannot be written; an older file is then as it was
   */
  public static ExportCheck write(
      Path file, Tagger tagger, OnnxPrecision precision, Jets real, Workers workers) {
    byte[] model = OnnxGraphs.model(tagger, precision);
    Jets given = precision == OnnxPrecision.FLOAT32 ? rounded(real) : real;
    int usual = IntStream.range(0, real.size()).map(real::multiplicity).max().orElse(0);
    Jets jets = CheckJets.of(given, ExportCheck.realJets(), tagger.network().encoding());
    ExportCheck check;
    try (JetTagger ours = new NetworkTagger(tagger);
        OnnxTagger exported = OnnxTagger.open(model, file.toString(), workers.size())) {
      check = ExportCheck.run(ours, exported, jets, usual, workers);
    }
    FileReplacement.write(file, out -> out.write(model));
    return check;
  }

  /** What a model that takes single precision is given. */
  private static Jets rounded(Jets jets) {
    double[] momenta = new double[jets.fourMomenta().length];
    for (int i = 0; i < momenta.length; i++) {
      momenta[i] = (float) jets.fourMomenta()[i];
    }
    int[] offsets = new int[jets.size() + 1];
    for (int j = 0; j <= jets.size(); j++) {
      offsets[j] = jets.offset(j);
    }
    return new Jets(
        0,
        offsets,
        momenta,
        Jets.Precision.FLOAT32,
        jets.constituentFeatures(),
        jets.jetFeatures(),
        null);
  }
}
