package org.lorentznet.app.spectra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GrowingHistogramTest {
  private static GrowingHistogram of(List<Double> values) {
    GrowingHistogram histogram = new GrowingHistogram();
    values.forEach(histogram::add);
    return histogram;
  }

  @Property(tries = 200)
  void countsAreThoseOfTheValuesThemselves(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e4, max = 1e4) Double> values,
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double place) {
    GrowingHistogram histogram = of(values);
    long surely = values.stream().filter(v -> v < place - histogram.width()).count();
    long perhaps = values.stream().filter(v -> v < place + histogram.width()).count();
    assertThat(histogram.below(place)).isBetween((double) surely, (double) perhaps);
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    for (double fraction : new double[] {0.001, 0.3, 0.5, 1}) {
      double exact = sorted[(int) Math.max(0, Math.ceil(fraction * sorted.length) - 1)];
      assertThat(histogram.quantile(fraction)).isBetween(exact - histogram.width(), exact);
    }
  }

  @Property(tries = 200)
  void theOrderOfValuesDoesNotMatter(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e9, max = 1e9) Double> values,
      @ForAll long seed) {
    List<Double> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    GrowingHistogram one = of(values);
    GrowingHistogram other = of(shuffled);
    assertThat(other.width()).isEqualTo(one.width());
    for (double value : values) {
      assertThat(other.below(value)).isEqualTo(one.below(value));
    }
  }

  @Test
  void binsAreFineWhateverTheScale() {
    for (double scale : new double[] {1e-3, 1, 1e6}) {
      GrowingHistogram histogram = of(Arrays.asList(0.0, scale));
      assertThat(histogram.width()).isLessThan(scale / 2000);
      assertThat(histogram.below(scale / 2)).isEqualTo(1);
    }
  }

  @Test
  void valuesBeyondAllBoundsCountAtTheEdge() {
    GrowingHistogram histogram = of(List.of(1e300, -1e300, 5.0));
    assertThat(histogram.below(Double.MAX_VALUE)).isEqualTo(3);
    assertThat(histogram.quantile(0.5)).isCloseTo(5, within(histogram.width()));
  }
}
