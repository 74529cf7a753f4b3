package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;

class LearningRateScheduleTest {
  /** The rates of the published top run, in 1e-4, as printed. */
  private static final String[] PUBLISHED = {
    "2",
    "4",
    "6",
    "8",
    "10",
    "8.53553",
    "5",
    "1.46447",
    "10",
    "9.6194",
    "8.53553",
    "6.91342",
    "5",
    "3.08658",
    "1.46447",
    "0.380602",
    "10",
    "9.90393",
    "9.6194",
    "9.15735",
    "8.53553",
    "7.77785",
    "6.91342",
    "5.97545",
    "5",
    "4.02455",
    "3.08658",
    "2.22215",
    "1.46447",
    "0.842652",
    "0.380602",
    "0.0960736",
    "0.0480368",
    "0.0240184",
    "0.0120092"
  };

  private static double[] fractions(int epochs) {
    LearningRateSchedule schedule = new LearningRateSchedule.Published();
    return IntStream.range(0, epochs).mapToDouble(e -> schedule.fraction(e, epochs)).toArray();
  }

  @Test
  void thirtyFiveEpochsHaveThePublishedRatesToEveryPrintedDigit() {
    double[] fractions = fractions(35);
    for (int epoch = 0; epoch < 35; epoch++) {
      assertThat(new BigDecimal(10 * fractions[epoch]).round(new MathContext(6)))
          .as("epoch %s", epoch)
          .isEqualByComparingTo(PUBLISHED[epoch]);
    }
  }

  @Test
  void fewEpochsMakeSense() {
    assertThat(fractions(1)).containsExactly(1);
    assertThat(fractions(2)).containsExactly(1, 0.5);
    assertThat(fractions(3)).containsExactly(1, 0.5, 0.25);
    assertThat(fractions(4)).containsExactly(1, 0.5, 0.25, 0.125);
    assertThat(fractions(5))
        .containsExactly(new double[] {1, 0.96194, 0.48097, 0.240485, 0.120242}, within(1e-6));
  }

  @Test
  void anyNumberOfEpochsWarmsUpReachesTheTopAndEndsLow() {
    for (int epochs = 4; epochs <= 300; epochs++) {
      double[] fractions = fractions(epochs);
      int warmUp = (int) Math.max(1, Math.round(epochs / 7.0));
      assertThat(fractions).as("%s epochs", epochs).hasSize(epochs);
      assertThat(Arrays.stream(fractions)).allMatch(f -> f > 0 && f <= 1);
      assertThat(fractions[0]).isEqualTo(1.0 / warmUp);
      assertThat(fractions[warmUp - 1]).isEqualTo(1);
      for (int e = epochs - 3; e < epochs; e++) {
        assertThat(fractions[e]).isEqualTo(fractions[e - 1] / 2);
      }
      assertThat(fractions[epochs - 1]).isLessThan(0.13);
    }
  }

  @Test
  void schedulesAreFoundByName() {
    for (String name : new String[] {"published", "constant"}) {
      assertThat(LearningRateSchedule.of(name).name()).isEqualTo(name);
    }
    assertThat(LearningRateSchedule.of("constant").fraction(3, 7)).isEqualTo(1);
    assertThatThrownBy(() -> LearningRateSchedule.of("cosine"))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("'cosine'; known: constant, published");
  }
}
