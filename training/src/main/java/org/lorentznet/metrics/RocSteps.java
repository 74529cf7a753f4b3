package org.lorentznet.metrics;

import java.util.function.ToDoubleFunction;

/**
 * A ROC curve as the jets between its points, from the strictest threshold on: what a bootstrap
 * resamples. Jets within a step are alike, so they are drawn together.
 *
 * @param signal weight of the signal jets in each step
 * @param background weight of the background jets
 * @param signalSquares sum of the squares of the signal jets' weights
 * @param backgroundSquares the same of the background jets
 */
record RocSteps(
    double[] signal, double[] background, double[] signalSquares, double[] backgroundSquares) {

  /** A figure of the steps of jets drawn anew. */
  Bootstrap bootstrap(ToDoubleFunction<RocSteps> figure) {
    JetDraws signalJets = new JetDraws(signal, signalSquares);
    JetDraws backgroundJets = new JetDraws(background, backgroundSquares);
    return Bootstrap.of(random -> {
      double[] newSignal = signalJets.draw(random);
      double[] newBackground = backgroundJets.draw(random);
      return figure.applyAsDouble(
          new RocSteps(
              newSignal,
              newBackground,
              signalJets.squares(newSignal),
              backgroundJets.squares(newBackground)));
    });
  }

  /** The highest e_S / sqrt(e_B) of the points that so many background jets pass; NaN if none. */
  double significanceImprovement(double least) {
    double allSignal = sum(signal);
    double allBackground = sum(background);
    double passingSignal = 0;
    double passing = 0;
    double squares = 0;
    double highest = Double.NaN;
    for (int k = 0; k < signal.length; k++) {
      passingSignal += signal[k];
      passing += background[k];
      squares += backgroundSquares[k];
      if (passing * passing >= least * squares && passing > 0) {
        double improvement = passingSignal / allSignal / Math.sqrt(passing / allBackground);
        highest = Double.isNaN(highest) ? improvement : Math.max(highest, improvement);
      }
    }
    return highest;
  }

  /** See {@link RocCurve#meanSignalEfficiency}. */
  double meanSignalEfficiency(double most) {
    double limit = most * sum(background);
    double area = 0;
    double passing = 0;
    double passingSignal = 0;
    for (int k = 0; k < signal.length && passing < limit; k++) {
      double fraction = background[k] > limit - passing ? (limit - passing) / background[k] : 1;
      area += fraction * background[k] * (passingSignal + fraction * signal[k] / 2);
      passingSignal += signal[k];
      passing += background[k];
    }
    return area / (limit * sum(signal));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
