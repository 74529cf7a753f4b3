package org.lorentznet.calibration;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.calibration.Calibration.Isotonic;
import org.lorentznet.calibration.Calibration.Temperature;
import org.lorentznet.errors.UserException;
import org.lorentznet.network.Softmax;

/** Fits calibrations to what a network says of jets of known classes. */
public final class CalibrationFit {
  /** Fewer jets of a class tell too little. */
  public static final int LEAST_JETS = 25;

  private static final double COLDEST = 0.02;
  private static final double HOTTEST = 50;
  private static final int NARROWINGS = 60;

  private final float[] logits;
  private final int[] labels;
  private final double[] weights;
  private final List<String> classes;

  /**
   * A fit to labelled jets, best those of a validation set.
   *
   * @param logits jets x classes, row-major
   * @param labels class of each jet
   * @param weightsOrNull a weight a jet, or null where all weigh the same
   * @param classes names in label order
   * @throws UserException where there are fewer than 25 jets of a class
   */
  public CalibrationFit(
      float[] logits, int[] labels, double[] weightsOrNull, List<String> classes) {
    this.logits = logits;
    this.labels = labels;
    this.classes = classes;
    weights = new double[labels.length];
    int[] counts = new int[classes.size()];
    for (int j = 0; j < labels.length; j++) {
      weights[j] = weightsOrNull == null ? 1 : weightsOrNull[j];
      counts[labels[j]]++;
    }
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < LEAST_JETS) {
        throw new UserException(
            "calibration needs at least "
                + LEAST_JETS
                + " jets of each class, found "
                + counts[k]
                + " of class '"
                + classes.get(k)
                + "'");
      }
    }
  }

  /** {@return the temperature of least mean cross-entropy, by golden section in its logarithm} */
  public Temperature temperature() {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = StrictMath.log(COLDEST);
    double high = StrictMath.log(HOTTEST);
    double left = high - ratio * (high - low);
    double right = low + ratio * (high - low);
    double ofLeft = loss(at(left));
    double ofRight = loss(at(right));
    for (int step = 0; step < NARROWINGS; step++) {
      if (ofLeft <= ofRight) {
        high = right;
        right = left;
        ofRight = ofLeft;
        left = high - ratio * (high - low);
        ofLeft = loss(at(left));
      } else {
        low = left;
        left = right;
        ofLeft = ofRight;
        right = low + ratio * (high - low);
        ofRight = loss(at(right));
      }
    }
    return at((low + high) / 2);
  }

  private static Temperature at(double logarithm) {
    return new Temperature(StrictMath.exp(logarithm));
  }

  /**
   * {@return the growing curve, of several classes one each, that is nearest to the jets' classes}
   */
  public Isotonic isotonic() {
    int count = classes.size();
    List<IsotonicCurve> curves = new ArrayList<>();
    for (int k = count == 2 ? 1 : 0; k < count; k++) {
      double[] scores = new double[labels.length];
      boolean[] truth = new boolean[labels.length];
      for (int j = 0; j < labels.length; j++) {
        scores[j] = Softmax.logOdds(logits, j * count, count, k);
        truth[j] = labels[j] == k;
      }
      curves.add(IsotonicCurve.fit(scores, truth, weights));
    }
    return new Isotonic(curves);
  }

  /**
   * {@return the mean cross-entropy with a calibration, in nats}
   *
   * @param calibration to be judged
   */
  public double loss(Calibration calibration) {
    double[] row = new double[classes.size()];
    double sum = 0;
    double total = 0;
    for (int j = 0; j < labels.length; j++) {
      calibration.probabilities(logits, j * row.length, row);
      sum -= weights[j] * StrictMath.log(Math.max(Double.MIN_NORMAL, row[labels[j]]));
      total += weights[j];
    }
    return sum / total;
  }

  /** {@return the mean cross-entropy without one, in nats} */
  public double loss() {
    return loss(new Temperature(1));
  }
}
