package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
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
    return IntStream.range(0, epochs)
        .mapToDouble(e -> schedule.fraction(moment(e, epochs, 0)))
        .toArray();
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

  private static LearningRateSchedule.Moment moment(int epoch, int epochs, double within) {
    return new LearningRateSchedule.Moment(epoch, epochs, within, List.of());
  }

  private static double fraction(String name, int epoch, int epochs, double within) {
    return LearningRateSchedule.of(name).fraction(moment(epoch, epochs, within));
  }

  @Test
  void theCosineRisesOverATwentiethAndFallsToZero() {
    assertThat(fraction("cosine", 0, 20, 0)).isEqualTo(0.01);
    assertThat(fraction("cosine", 0, 20, 0.5)).isCloseTo(0.505, within(1e-12));
    assertThat(fraction("cosine", 1, 20, 0)).isEqualTo(1);
    // Half of what is left behind the rise.
    assertThat(fraction("cosine", 10, 20, 0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(fraction("cosine", 19, 20, 1)).isZero();
  }

  @Test
  void theOneCycleHasTheCornersOfPyTorchs() {
    assertThat(fraction("one-cycle", 0, 10, 0)).isCloseTo(0.04, within(1e-12));
    assertThat(fraction("one-cycle", 1, 10, 0.5)).isCloseTo(0.52, within(1e-12));
    assertThat(fraction("one-cycle", 3, 10, 0)).isEqualTo(1);
    assertThat(fraction("one-cycle", 6, 10, 0.5)).isCloseTo((1 + 4e-6) / 2, within(1e-12));
    assertThat(fraction("one-cycle", 9, 10, 1)).isCloseTo(4e-6, within(1e-15));
  }

  @Test
  void onAPlateauTheRateIsHalved() {
    double[] losses = {0.5, 0.4, 0.45, 0.41, 0.39, 0.39, 0.4, 0.41, 0.42};
    double[] expected = {1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125};
    List<EpochResult> history = new ArrayList<>();
    for (int e = 0; e < losses.length; e++) {
      history.add(new EpochResult(e + 1, 1, 1, 0.5, losses[e], 0.5, OptionalDouble.empty(), 1, 1));
      assertThat(
              LearningRateSchedule.of("plateau")
                  .fraction(new LearningRateSchedule.Moment(e + 1, 20, 0, history)))
          .as("after %s", Arrays.toString(Arrays.copyOf(losses, e + 1)))
          .isEqualTo(expected[e]);
    }
  }

  @Test
  void schedulesAreFoundByName() {
    for (String name : new String[] {"published", "constant", "cosine", "one-cycle", "plateau"}) {
      assertThat(LearningRateSchedule.of(name).name()).isEqualTo(name);
    }
    assertThat(fraction("constant", 3, 7, 0.3)).isEqualTo(1);
    assertThatThrownBy(() -> LearningRateSchedule.of("linear"))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("'linear'; known: constant, cosine, one-cycle, plateau, published");
  }
}
