package org.lorentznet.app.spectra;

/** What is told of jets and their constituents. */
public enum Quantity {
  MULTIPLICITY("multiplicity", "constituents a jet", "", false),
  PT("pt", "jet pT", "GeV", false),
  ETA("eta", "jet pseudorapidity", "", false),
  MASS("mass", "jet mass", "GeV", false),
  CONSTITUENT_PT("constituent_pt", "constituent pT", "GeV", true),
  CONSTITUENT_DISTANCE("constituent_distance", "constituent distance to jet axis", "", false);

  private final String key;
  private final String title;
  private final String unit;
  private final boolean logarithmic;

  Quantity(String key, String title, String unit, boolean logarithmic) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.logarithmic = logarithmic;
  }

  /** Name in JSON. */
  public String key() {
    return key;
  }

  /** In words. */
  public String title() {
    return title;
  }

  /** {@code GeV}, or nothing. */
  public String unit() {
    return unit;
  }

  /** Title with the unit. */
  public String label() {
    return unit.isEmpty() ? title : title + " (" + unit + ")";
  }

  /** Whether it spreads over powers of ten, and is drawn so. */
  public boolean logarithmic() {
    return logarithmic;
  }
}
