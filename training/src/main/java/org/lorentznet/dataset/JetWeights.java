package org.lorentznet.dataset;

import java.util.List;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Jets;

/**
 * What jets weigh in a training: the weight they come with, times a factor for their class and bin
 * that makes the training jets' spectra as flat as a {@link Reweighting} wants them. Training jets
 * weigh 1 on average.
 *
 * <p>With W(c, b) the weight of class c in bin b, W(c) its sum over bins and n(c) the number of
 * bins that hold some, the factor is f(c, b) = W(c) / (n(c) W(c, b)), or the largest that is
 * allowed; then each class is scaled to the weight it had, or to that of the other classes.
 */
public final class JetWeights {
  private final JetBins bins;
  private final double[][] factors;
  private final Reweighting.Method method;
  private final long jetsAnEpoch;
  private final double effectiveJets;
  private final int cutBins;

  /**
   * Weights for jets whose spectrum is known.
   *
   * @param training jets, whose spectrum is to become flat
   * @throws MismatchException where no jet would weigh anything, or class factors are not as many
   *     as classes
   */
  public JetWeights(Reweighting reweighting, LabelledJets training) {
    JetSpectrum spectrum = training.spectrum();
    if (!spectrum.bins().equals(reweighting.bins())) {
      throw new IllegalArgumentException("the spectrum was taken in other bins");
    }
    bins = reweighting.bins();
    method = reweighting.method();
    factors = new double[spectrum.classes()][bins.count()];
    int cut = 0;
    for (int c = 0; c < factors.length; c++) {
      cut += flatten(spectrum, c, reweighting.largestFactor());
    }
    cutBins = cut;
    if (reweighting.balanceClasses()) {
      for (int c = 0; c < factors.length; c++) {
        scale(c, 1 / classWeight(spectrum, c));
      }
    }
    weighClasses(reweighting.classFactors(), training);
    double sum = total(training);
    for (int c = 0; c < factors.length; c++) {
      scale(c, spectrum.jets() / sum);
    }
    effectiveJets = effectiveJets(spectrum);
    jetsAnEpoch =
        sampling() ? spectrum.jets() : spectrum.jets() - spectrum.outside() - spectrum.weightless();
  }

  private void weighClasses(List<Double> by, LabelledJets training) {
    if (!by.isEmpty() && by.size() != factors.length) {
      throw new MismatchException(
          by.size()
              + " class weights are given, "
              + training.where()
              + " has "
              + factors.length
              + " classes: "
              + String.join(", ", training.classes()));
    }
    for (int c = 0; c < by.size(); c++) {
      scale(c, by.get(c));
    }
  }

  /**
   * What jets weigh together, whose spectrum is known in the same bins.
   *
   * @throws MismatchException where that is nothing
   */
  public double total(LabelledJets jets) {
    JetSpectrum spectrum = jets.spectrum();
    double sum = 0;
    for (int c = 0; c < factors.length; c++) {
      sum += classWeight(spectrum, c);
    }
    if (!(sum > 0)) {
      throw new MismatchException(
          jets.where()
              + ": no jet weighs anything"
              + (spectrum.outside() > 0
                  ? ": " + spectrum.outside() + " jets lie outside of the bins"
                  : ""));
    }
    return sum;
  }

  /** Makes a class flat; gives how many bins are held down by the largest factor. */
  private int flatten(JetSpectrum spectrum, int c, double largest) {
    double total = 0;
    int filled = 0;
    for (int b = 0; b < bins.count(); b++) {
      total += spectrum.weight(c, b);
      filled += spectrum.weight(c, b) > 0 ? 1 : 0;
    }
    int cut = 0;
    double flat = 0;
    for (int b = 0; b < bins.count(); b++) {
      double weight = spectrum.weight(c, b);
      if (weight > 0) {
        double factor = total / (filled * weight);
        cut += factor > largest ? 1 : 0;
        factors[c][b] = Math.min(factor, largest);
        flat += factors[c][b] * weight;
      }
    }
    scale(c, total / flat);
    return cut;
  }

  private double classWeight(JetSpectrum spectrum, int c) {
    double sum = 0;
    for (int b = 0; b < bins.count(); b++) {
      sum += factors[c][b] * spectrum.weight(c, b);
    }
    return sum;
  }

  /** Scales the factors of a class that has any weight. */
  private void scale(int c, double by) {
    if (Double.isFinite(by)) {
      for (int b = 0; b < bins.count(); b++) {
        factors[c][b] *= by;
      }
    }
  }

  private double effectiveJets(JetSpectrum spectrum) {
    double sum = 0;
    double squares = 0;
    for (int c = 0; c < factors.length; c++) {
      for (int b = 0; b < bins.count(); b++) {
        sum += factors[c][b] * spectrum.weight(c, b);
        squares += factors[c][b] * factors[c][b] * spectrum.square(c, b);
      }
    }
    return sum * sum / squares;
  }

  /** How many jets come by in an epoch; with sampling, on average. */
  public long jetsAnEpoch() {
    return jetsAnEpoch;
  }

  /**
   * How many jets of equal weight tell as much as the training jets do: (sum w)^2 / sum w^2 (L.
   * Kish, Survey Sampling, 1965).
   */
  public double effectiveJets() {
    return effectiveJets;
  }

  /** In how many bins of all classes the largest factor left less weight than in the others. */
  public int cutBins() {
    return cutBins;
  }

  /** The same jets with what they weigh in the training. */
  public Jets weigh(Jets jets) {
    int[] labels = jets.labels().orElseThrow();
    double[] weights = new double[jets.size()];
    for (int j = 0; j < weights.length; j++) {
      int bin = bins.of(jets, j);
      weights[j] = bin == JetBins.OUTSIDE ? 0 : factors[labels[j]][bin] * jets.weight(j);
    }
    return jets.withWeights(weights);
  }

  /** Whether jets come by as often as their weights say, rather than weigh so much. */
  boolean sampling() {
    return method == Reweighting.Method.SAMPLING;
  }
}
