package org.lorentznet.metrics;

/** By how much the area of one tagger exceeds another's (DeLong, paired). */
final class PairedArea implements JetPairs.Tally {
  private final Misplacements first;
  private final Misplacements second;
  private final AreaTally areas;

  PairedArea(int classes, Misplacements first, Misplacements second) {
    this.first = first;
    this.second = second;
    areas = new AreaTally(classes, first);
  }

  @Override
  public void add(JetPairs at) {
    // What a jet takes from the second's area, the first keeps.
    double more =
        second.of(at.second().output(), at.second().jet(), at.label())
            - first.of(at.first().output(), at.first().jet(), at.label());
    areas.add(at.label(), more, at.weight());
  }

  PairedDifference difference(double level) {
    return PairedDifference.normal(areas.missing(), areas.variance(), level, "DeLong, paired");
  }
}
