package org.lorentznet.app.report;

import java.util.List;

/** A public data set whose published figures stand beside a user's. */
public enum Published {
  TOP("top-tagging reference set", PublishedTagger.TOP),
  QG("quark and gluon reference set", PublishedTagger.QUARK_GLUON),
  NONE("", List.of());

  private final String dataSet;
  private final List<PublishedTagger> taggers;

  Published(String dataSet, List<PublishedTagger> taggers) {
    this.dataSet = dataSet;
    this.taggers = taggers;
  }

  /** What its jets are called. */
  public String dataSet() {
    return dataSet;
  }

  /** The taggers, the best last. */
  public List<PublishedTagger> taggers() {
    return taggers;
  }

  /** What the figures may be held against. */
  String remark() {
    return "Published figures are for all test jets of the "
        + dataSet
        + "; errors are spreads over trainings. They compare with yours on those jets only.";
  }
}
