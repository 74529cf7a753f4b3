package org.lorentznet.onnx;

import java.nio.file.Path;
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
   * @param real jets to check with, at least one, none empty
   * @return the proof
   * @throws UserException where the architecture is not known here, where scores differ, or where
   *     the file cannot be written; an older file is then as it was
   */
  public static ExportCheck write(
      Path file, Tagger tagger, OnnxPrecision precision, Jets real, Workers workers) {
    byte[] model = OnnxGraphs.model(tagger, precision);
    ExportCheck check;
    try (JetTagger ours = new NetworkTagger(tagger);
        OnnxTagger exported = OnnxTagger.open(model, file.toString(), workers.size())) {
      Jets jets =
          CheckJets.of(
              real, ExportCheck.realJets(), tagger.network().encoding(), precision, ours, workers);
      check = ExportCheck.run(ours, exported, jets, workers);
    }
    FileReplacement.write(file, out -> out.write(model));
    return check;
  }
}
