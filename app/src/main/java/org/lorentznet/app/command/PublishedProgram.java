package org.lorentznet.app.command;

import java.util.OptionalDouble;
import org.lorentznet.equivariance.Frame;
import org.lorentznet.equivariance.FrameChange;
import org.lorentznet.equivariance.LogitChange;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.network.lorentz.exact.ExactLorentzNet;
import org.lorentznet.network.lorentz.exact.GeometryPrecision;

/**
 * What the published program makes of jets with the weights of a network: four-vectors in single
 * precision, and each component of the coordinate update bounded. Reproduced by the oracle, which
 * is slow.
 */
final class PublishedProgram {
  private static final double CLAMP = 100;

  private final LorentzNet network;
  private final LorentzNetConfiguration configuration;
  private final Jets jets;
  private final Workers workers;
  private final float[] logits;

  PublishedProgram(LorentzNet network, Jets jets, Workers workers) {
    this.network = network;
    this.jets = jets;
    this.workers = workers;
    configuration = network.settings().withCoordinateClamp(OptionalDouble.of(CLAMP));
    logits = score(network.encoding().encode(jets));
  }

  /** What it changes to look at the jets from another frame. */
  LogitChange from(Frame frame, FrameChange how) {
    return LogitChange.of(
        logits,
        score(how.encode(network.encoding(), jets, frame.transformation())),
        network.classes());
  }

  private float[] score(JetBatch batch) {
    int classes = network.classes();
    float[] scores = new float[batch.jets() * classes];
    workers.run(
        batch.jets(),
        jet -> {
          ExactLorentzNet exact =
              new ExactLorentzNet(configuration, network.parameters(), GeometryPrecision.SINGLE);
          double[] found = exact.evaluate(batch.only(jet)).logits();
          for (int k = 0; k < classes; k++) {
            scores[jet * classes + k] = (float) found[k];
          }
        });
    return scores;
  }
}
