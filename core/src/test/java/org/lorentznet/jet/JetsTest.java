package org.lorentznet.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lorentznet.numeric.RandomStream;

class JetsTest {
  /** Jets numbered from 100, some of them empty, with a column of each type. */
  private static Jets random(int jets, long seed) {
    RandomStream random = new RandomStream(seed);
    int[] offsets = new int[jets + 1];
    int[] labels = new int[jets];
    double[] weights = new double[jets];
    long[] events = new long[jets];
    float[] masses = new float[jets];
    for (int j = 0; j < jets; j++) {
      offsets[j + 1] = offsets[j] + random.nextInt(5);
      labels[j] = random.nextInt(3);
      weights[j] = random.nextDouble();
      events[j] = random.nextLong();
      masses[j] = (float) random.nextDouble();
    }
    double[] momenta = new double[4 * offsets[jets]];
    double[] charges = new double[offsets[jets]];
    for (int i = 0; i < momenta.length; i++) {
      momenta[i] = random.nextDouble();
      charges[i / 4] = random.nextDouble();
    }
    return new Jets(
            100,
            offsets,
            momenta,
            Jets.Precision.FLOAT64,
            Map.of("charge", new Column.Doubles(charges)),
            Map.of("event", new Column.Longs(events), "mass", new Column.Floats(masses)),
            labels)
        .withWeights(weights);
  }

  private static void assertSame(Jets found, Jets expected) {
    assertThat(found)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
        .isEqualTo(expected);
  }

  @Property(tries = 200)
  void slicesJoinToTheWhole(
      @ForAll @IntRange(max = 12) int jets,
      @ForAll @IntRange(max = 12) int one,
      @ForAll @IntRange(max = 12) int other,
      @ForAll long seed) {
    Jets whole = random(jets, seed);
    int first = Math.min(jets, Math.min(one, other));
    int second = Math.min(jets, Math.max(one, other));
    Jets middle = whole.slice(first, second);
    assertThat(middle.size()).isEqualTo(second - first);
    for (int j = 0; j < middle.size(); j++) {
      assertThat(middle.index(j)).isEqualTo(100 + first + j);
      assertThat(middle.weight(j)).isEqualTo(whole.weight(first + j));
      assertThat(middle.multiplicity(j)).isEqualTo(whole.multiplicity(first + j));
    }
    assertSame(Jets.join(List.of(whole.slice(0, first), middle, whole.slice(second, jets))), whole);
  }

  @Test
  void columnsOfDifferentTypesBecomeDoubles() {
    Column floats = new Column.Floats(new float[] {0.5f});
    Column longs = new Column.Longs(new long[] {3, 4});
    assertThat(((Column.Doubles) Column.join(List.of(floats, longs))).values())
        .containsExactly(0.5, 3, 4);
  }

  @Test
  void withoutWeightsAJetWeighsOne() {
    Jets jets = random(3, 1);
    assertThat(jets.weights()).isPresent();
    assertThatThrownBy(() -> jets.withWeights(new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
    Jets plain = jets.withWeights(null);
    assertThat(plain.weights()).isEmpty();
    assertThat(plain.weight(2)).isEqualTo(1);
    assertThat(Jets.join(List.of(plain, plain)).weights()).isEmpty();
  }
}
