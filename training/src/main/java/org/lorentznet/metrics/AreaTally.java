package org.lorentznet.metrics;

/** What jets take from a mean of areas, class by class; of two taggers, the difference. */
final class AreaTally {
  /** A variance below it is not the jets' but that of the arithmetic. */
  private static final double ROUNDING = 1e-30;

  private final int[] present;
  private final double areas;
  private final WeightedMoments[] ofClass;

  /**
   * @param classes of the jets
   * @param taken what jets take, of the tagger or of one of the two
   */
  AreaTally(int classes, Misplacements taken) {
    present = taken.present();
    areas = taken.areas();
    ofClass = new WeightedMoments[classes];
    for (int c = 0; c < classes; c++) {
      ofClass[c] = new WeightedMoments();
    }
  }

  void add(int label, double misplaced, double weight) {
    ofClass[label].add(misplaced, weight);
  }

  /** 1 minus the mean area. */
  double missing() {
    // 1 minus a pair's area is the mean over its signal, and again that over its background.
    double missing = 0;
    for (int c : present) {
      missing += ofClass[c].mean() / (2 * areas);
    }
    return missing;
  }

  /** DeLong's variance of the mean area; NaN where a class has a single jet. */
  double variance() {
    double variance = 0;
    for (int c : present) {
      double jets = ofClass[c].effective();
      double all = ofClass[c].weight() * areas;
      variance += jets <= 1 ? Double.NaN : ofClass[c].spread() / (all * all) * (jets / (jets - 1));
    }
    return variance < ROUNDING ? 0 : variance;
  }

  /** Kish's effective number of jets of the class that has the fewest. */
  double fewest() {
    double fewest = Double.POSITIVE_INFINITY;
    for (int c : present) {
      fewest = Math.min(fewest, ofClass[c].effective());
    }
    return fewest;
  }
}
