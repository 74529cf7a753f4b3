package org.lorentznet.metrics;

/** On how many jets two taggers are right, one of them or both. */
final class PairedAccuracy implements JetPairs.Tally {
  private final boolean weighted;
  private long firstOnly;
  private long secondOnly;
  private double sum;
  private double squares;
  private double all;

  PairedAccuracy(boolean weighted) {
    this.weighted = weighted;
  }

  @Override
  public void add(JetPairs at) {
    double weight = at.weight();
    boolean one = at.first().correct();
    boolean other = at.second().correct();
    all += weight;
    if (one != other) {
      firstOnly += one ? 1 : 0;
      secondOnly += other ? 1 : 0;
      sum += one ? weight : -weight;
      squares += weight * weight;
    }
  }

  PairedDifference difference(double level) {
    if (weighted) {
      return PairedDifference.normal(sum / all, squares / (all * all), level, "sandwich, paired");
    }
    // A. Agresti, Y. Min, Statist. Med. 24 (2005) 729: half a jet more in each of the four cells.
    double more = all + 2;
    double centre = sum / more;
    double half =
        StandardNormal.deviations(level)
            * Math.sqrt(firstOnly + secondOnly + 1 - sum * sum / more)
            / more;
    return new PairedDifference(
        sum / all,
        new Interval(centre - half, centre + half),
        new McNemar(firstOnly, secondOnly).pValue(),
        "Agresti-Min; McNemar's exact test");
  }
}
