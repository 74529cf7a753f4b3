package org.lorentznet.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lorentznet.testing.BlockSource;

/**
 * How much of the order of jets in their file survives shuffling, where files are streamed through
 * a buffer of a thirtieth of the jets.
 */
class ShuffleQualityTest {
  private static final int JETS = 120_000;
  private static final int BUFFER = 4096;
  private static final int BATCH = 128;
  private static final int EPOCHS = 4;

  /** Files as they come. */
  enum Arrangement {
    SORTED_BY_CLASS(j -> j < JETS / 2 ? 0 : 1),
    RARE_CLASS_LAST(j -> j < JETS / 10 * 9 ? 0 : 1),
    STRETCHES_OF_ONE_CLASS(j -> j / 1000 % 2),
    RANDOM_STRETCHES_OF_ONE_CLASS(j -> (j / 1000 * 7919 + 13) % 97 % 2),
    MIXED(j -> j * 31 % 7 % 2);

    private final IntUnaryOperator label;

    Arrangement(IntUnaryOperator label) {
      this.label = label;
    }
  }

  /** Labels and numbers in file of the jets of some epochs, in the order in which they come by. */
  private record Order(int[] labels, double[] places) {
    static Order of(Arrangement arrangement) {
      LabelledJets jets =
          Fixture.read(
              BlockSource.anyOrder(Fixture.blocks(JETS, JETS, arrangement.label)), BUFFER, 0);
      int[] labels = new int[EPOCHS * JETS];
      double[] places = new double[EPOCHS * JETS];
      int at = 0;
      try (JetBatches batches =
          new JetBatches(jets, Fixture.plain(jets), 1, EPOCHS, BATCH, Bookmark.startOf(0))) {
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          JetBatches.Batch batch;
          while ((batch = batches.next()) != null) {
            for (int j = 0; j < batch.size(); j++) {
              places[at] = batch.number(j);
              labels[at++] = arrangement.label.applyAsInt((int) batch.number(j));
            }
          }
        }
      }
      return new Order(labels, places);
    }

    /** Variance of the number of jets of class 1 in a batch, where chance gives b p (1 - p) = 1. */
    double classVariance() {
      double p = 0;
      for (int label : labels) {
        p += (double) label / labels.length;
      }
      double sum = 0;
      int batches = labels.length / BATCH;
      for (int b = 0; b < batches; b++) {
        double signal = 0;
        for (int j = b * BATCH; j < (b + 1) * BATCH; j++) {
          signal += labels[j];
        }
        sum += (signal - BATCH * p) * (signal - BATCH * p);
      }
      return sum / batches / (BATCH * p * (1 - p));
    }

    /** Correlation of a jet's place in the epoch with its place in the file; 0 by chance. */
    double fileOrder() {
      double sum = 0;
      double mean = (JETS - 1) / 2.0;
      for (int i = 0; i < places.length; i++) {
        sum += (i % JETS - mean) * (places[i] - mean);
      }
      return sum / places.length / ((double) JETS * JETS / 12);
    }

    /** Mean distance in the file of jets that follow one another, where chance gives 1. */
    double neighbours() {
      double sum = 0;
      for (int i = 1; i < places.length; i++) {
        sum += Math.abs(places[i] - places[i - 1]);
      }
      return sum / (places.length - 1) / (JETS / 3.0);
    }

    /** Of shuffled jets, longer runs are one in a thousand: p^k N (1 - p) = 1 / 1000. */
    double longestRunByChance() {
      double signal = Arrays.stream(labels).average().orElseThrow();
      double p = Math.max(signal, 1 - signal);
      return Math.log(1000 * labels.length * (1 - p)) / -Math.log(p);
    }

    double longestRunOfOneClass() {
      int longest = 0;
      int run = 0;
      for (int i = 0; i < labels.length; i++) {
        run = i > 0 && labels[i] == labels[i - 1] ? run + 1 : 1;
        longest = Math.max(longest, run);
      }
      return longest;
    }
  }

  @ParameterizedTest
  @EnumSource(Arrangement.class)
  void littleOfTheFilesOrderSurvives(Arrangement arrangement) {
    Order order = Order.of(arrangement);
    System.out.printf(
        "%s: class variance %.3f, correlation with file %.4f, neighbours %.3f, longest run %.0f"
            + " (by chance below %.0f)%n",
        arrangement,
        order.classVariance(),
        order.fileOrder(),
        order.neighbours(),
        order.longestRunOfOneClass(),
        order.longestRunByChance());
    assertThat(order.classVariance()).isBetween(0.9, 1.1);
    assertThat(order.fileOrder()).isBetween(-0.01, 0.01);
    assertThat(order.neighbours()).isBetween(0.99, 1.01);
    assertThat(order.longestRunOfOneClass()).isLessThan(order.longestRunByChance());
  }

  @Test
  void theNumbersTellAnUnshuffledFile() {
    int[] labels = new int[EPOCHS * JETS];
    double[] places = new double[EPOCHS * JETS];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Arrangement.SORTED_BY_CLASS.label.applyAsInt(i % JETS);
      places[i] = i % JETS;
    }
    Order order = new Order(labels, places);
    assertThat(order.classVariance()).isGreaterThan(100);
    assertThat(order.fileOrder()).isGreaterThan(0.99);
    assertThat(order.neighbours()).isLessThan(0.01);
    assertThat(order.longestRunOfOneClass()).isEqualTo(JETS / 2);
  }
}
