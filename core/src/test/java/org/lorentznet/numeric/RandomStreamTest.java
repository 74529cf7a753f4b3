package org.lorentznet.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void valuesAreThoseOfSplitMix64() {
    RandomStream random = new RandomStream(1234567);
    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
  }

  @Test
  void uniformNumbersAreUniform() {
    RandomStream random = new RandomStream(RandomStream.key(1, 2));
    double sum = 0;
    double squares = 0;
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      double x = random.nextDouble();
      sum += x;
      squares += x * x;
      counts[random.nextInt(7)]++;
    }
    assertThat(sum / 70_000).isBetween(0.495, 0.505);
    assertThat(squares / 70_000).isBetween(0.328, 0.338);
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void permutationsHoldEveryNumberOnce() {
    int[] order = new RandomStream(3).permutation(1000);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < 1000; i++) {
      assertThat(sorted[i]).isEqualTo(i);
    }
    assertThat(order).isNotEqualTo(sorted);
    assertThat(RandomStream.key(1, 2, 3)).isNotEqualTo(RandomStream.key(1, 3, 2));
  }
}
