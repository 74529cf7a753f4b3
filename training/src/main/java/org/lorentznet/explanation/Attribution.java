package org.lorentznet.explanation;

import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.ScoreGradient;

/**
 * Attributes the score of a jet to its constituents.
 *
 * <p>Integrated gradients follow the jet as it fades out: all constituents' four-momenta times a
 * factor that falls from 1 to a thousandth, reference vectors and scalars as they are. The network
 * sees logarithms of invariants, so equal steps of the factor's logarithm are taken.
 */
public final class Attribution {
  /** The baseline's momenta, relative to the jet's. */
  private static final double FAINTEST = 1e-3;

  private final JetProbe probe;
  private final ParticleEncoding encoding;
  private final int steps;

  /**
   * @param probe of a network
   * @param encoding the network's
   * @param steps from the baseline to the jet, at least 1
   */
  public Attribution(JetProbe probe, ParticleEncoding encoding, int steps) {
    this.probe = probe;
    this.encoding = encoding;
    this.steps = steps;
  }

  /**
   * The relevance of a jet's constituents.
   *
   * @param one the class whose log-odds are the score
   */
  public Relevance of(Jets jets, int jet, int one) {
    JetBatch batch = encoding.encode(jets, jet, jet + 1);
    ScoreGradient here = probe.gradient(batch, 0, one);
    double[] integrated = new double[jets.multiplicity(jet)];
    double width = -StrictMath.log(FAINTEST) / steps;
    for (int step = 0; step < steps; step++) {
      JetBatch faded = faded(batch, StrictMath.exp(-width * (step + 0.5)));
      double[] slopes = slopes(faded, probe.gradient(faded, 0, one));
      for (int i = 0; i < integrated.length; i++) {
        integrated[i] += width * slopes[i];
      }
    }
    return new Relevance(
        here.score(),
        probe.gradient(faded(batch, FAINTEST), 0, one).score(),
        slopes(batch, here),
        integrated);
  }

  private JetBatch faded(JetBatch batch, double factor) {
    double[] momenta = batch.fourMomenta().clone();
    for (int k = 4 * encoding.referenceVectors().size(); k < momenta.length; k++) {
      momenta[k] *= factor;
    }
    return batch.withFourMomenta(momenta);
  }

  /** p . d score / d p of each constituent. */
  private double[] slopes(JetBatch batch, ScoreGradient gradient) {
    int references = encoding.referenceVectors().size();
    double[] slopes = new double[batch.particles() - references];
    for (int i = 0; i < slopes.length; i++) {
      for (int k = 4 * (references + i); k < 4 * (references + i + 1); k++) {
        slopes[i] += batch.fourMomenta()[k] * gradient.fourMomenta()[k];
      }
    }
    return slopes;
  }
}
