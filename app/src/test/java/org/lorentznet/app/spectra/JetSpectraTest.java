package org.lorentznet.app.spectra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.jet.Jets;

class JetSpectraTest {
  private static final int[] OFFSETS = {0, 2, 3};

  /** Two massless constituents of 50 GeV, mirror images about the x axis, and one alone. */
  private static final double[] MOMENTA = {50, 30, 40, 0, 50, 30, -40, 0, 13, 3, 4, 12};

  private static Spectrum of(Jets jets, List<String> classes, Quantity quantity) {
    JetSpectra spectra = new JetSpectra(classes);
    spectra.add(jets);
    return spectra.spectra().get(quantity.ordinal());
  }

  private static Tally tally(Quantity quantity, int label) {
    Jets jets =
        new Jets(0, OFFSETS, MOMENTA, Jets.Precision.FLOAT64, Map.of(), Map.of(), new int[] {1, 0});
    return of(jets, List.of("one", "two"), quantity).tallies().get(label);
  }

  @Test
  void measuresJetsAndConstituents() {
    assertThat(tally(Quantity.MULTIPLICITY, 1).mean()).isEqualTo(2);
    assertThat(tally(Quantity.PT, 1).mean()).isCloseTo(60, within(1e-12));
    assertThat(tally(Quantity.MASS, 1).mean()).isCloseTo(80, within(1e-12));
    assertThat(tally(Quantity.ETA, 0).mean()).isCloseTo(1.609437912, within(1e-9));
    assertThat(tally(Quantity.CONSTITUENT_PT, 1).mean()).isCloseTo(50, within(1e-12));
    assertThat(tally(Quantity.CONSTITUENT_PT, 1).count()).isEqualTo(2);
    // Each is at an angle of atan(4/3) to the axis, in the plane across the beam.
    assertThat(tally(Quantity.CONSTITUENT_DISTANCE, 1).high()).isCloseTo(0.927295, within(1e-6));
    assertThat(tally(Quantity.CONSTITUENT_DISTANCE, 0).high()).isCloseTo(0, within(1e-12));
  }

  @Test
  void manyClassesAreTakenTogether() {
    Jets jets =
        new Jets(
            0, OFFSETS, MOMENTA, Jets.Precision.FLOAT64, Map.of(), Map.of(), new int[] {187, 0});
    List<String> classes = IntStream.range(0, 188).mapToObj(Integer::toString).toList();
    Spectrum spectrum = of(jets, classes, Quantity.MULTIPLICITY);
    assertThat(spectrum.classes()).containsExactly("all jets");
    assertThat(spectrum.tallies().getFirst().count()).isEqualTo(2);
  }

  @Test
  void agreesWithTheValuesThemselves() {
    Jets jets = SyntheticJets.make(3000, 5);
    double[] masses = new double[1500];
    int count = 0;
    for (int j = 1; j < 3000; j += 2) {
      double[] sum = new double[4];
      for (int row = jets.offset(j); row < jets.offset(j + 1); row++) {
        for (int c = 0; c < 4; c++) {
          sum[c] += jets.fourMomenta()[4 * row + c];
        }
      }
      masses[count++] =
          Math.sqrt(sum[0] * sum[0] - sum[1] * sum[1] - sum[2] * sum[2] - sum[3] * sum[3]);
    }
    Arrays.sort(masses);
    double mean = Arrays.stream(masses).average().orElseThrow();
    double squares = Arrays.stream(masses).map(m -> (m - mean) * (m - mean)).sum();
    Spectrum mass = of(jets, List.of("narrow", "wide"), Quantity.MASS);
    Tally wide = mass.tallies().get(1);
    assertThat(wide.mean()).isCloseTo(mean, within(1e-9));
    assertThat(wide.deviation()).isCloseTo(Math.sqrt(squares / 1499), within(1e-9));
    assertThat(wide.low()).isCloseTo(masses[0], within(1e-9));
    assertThat(wide.quantile(0.5)).isCloseTo(masses[749], within(0.05));
    assertThat(wide.quantile(0.95)).isCloseTo(masses[1424], within(0.05));
    double[] edges = mass.edges();
    assertThat(edges.length).isBetween(15, 61);
    double[] fractions = wide.fractions(edges);
    for (int bin = 0; bin < fractions.length; bin++) {
      double from = edges[bin];
      double to = edges[bin + 1];
      long inside = Arrays.stream(masses).filter(m -> m >= from && m < to).count();
      assertThat(fractions[bin]).isCloseTo(inside / 1500.0, within(3 / 1500.0));
    }
    assertThat(Arrays.stream(fractions).sum()).isBetween(0.99, 1.0 + 1e-9);
  }

  @Test
  void binsOfMultiplicityAreWholeAndThoseOfMomentaLogarithmic() {
    Jets jets = SyntheticJets.make(500, 6);
    List<String> classes = List.of("narrow", "wide");
    assertThat(of(jets, classes, Quantity.MULTIPLICITY).edges())
        .containsExactly(2, 3, 4, 5, 6, 7, 8);
    double[] momenta = of(jets, classes, Quantity.CONSTITUENT_PT).edges();
    assertThat(momenta[1] / momenta[0]).isCloseTo(momenta[11] / momenta[10], within(1e-9));
  }

  @Test
  void jetsWithoutLabelsAreOneClass() {
    Jets jets = new Jets(0, OFFSETS, MOMENTA, Jets.Precision.FLOAT64, Map.of(), Map.of(), null);
    Spectrum multiplicity = of(jets, List.of(), Quantity.MULTIPLICITY);
    assertThat(multiplicity.classes()).containsExactly("all jets");
    assertThat(multiplicity.tallies().getFirst().mean()).isEqualTo(1.5);
  }

  @Test
  void thereIsNothingToSayOfNoJets() {
    Spectrum mass = new JetSpectra(List.of("a", "b")).spectra().get(Quantity.MASS.ordinal());
    assertThat(mass.edges()).hasSizeGreaterThan(1);
    assertThat(mass.rangeToJson()).containsEntry("min", null);
    assertThat(mass.toJson().toString()).contains("count=0", "median=null");
  }
}
