package org.lorentznet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.WeightedJets;
import org.lorentznet.testing.BlockSource;

class JetBatchesTest {
  private static final int EPOCHS = 3;

  private static List<Jets> blocks(int jets, int blockSize) {
    return Fixture.blocks(jets, blockSize, j -> j * 7 % 3 == 0 ? 1 : 0);
  }

  private static LabelledJets held(int jets, int buffer) {
    return Fixture.read(BlockSource.inOrder(blocks(jets, 10)), buffer, Long.MAX_VALUE);
  }

  /** The batches of all epochs from a place on, as numbers of jets; an epoch ends with none. */
  private static List<List<Long>> batches(
      LabelledJets jets, JetWeights weights, int batchSize, Bookmark start, List<Bookmark> ends) {
    List<List<Long>> batches = new ArrayList<>();
    try (JetBatches source = new JetBatches(jets, weights, 5, EPOCHS, batchSize, start)) {
      for (int epoch = start.epoch(); epoch < EPOCHS; epoch++) {
        JetBatches.Batch batch;
        while ((batch = source.next()) != null) {
          List<Long> numbers = new ArrayList<>();
          for (int j = 0; j < batch.size(); j++) {
            numbers.add(batch.number(j));
          }
          batches.add(numbers);
          ends.add(batch.end());
        }
        batches.add(List.of());
        ends.add(Bookmark.startOf(epoch + 1));
      }
    }
    return batches;
  }

  private static List<List<Long>> batches(LabelledJets jets, int batchSize) {
    return batches(jets, Fixture.plain(jets), batchSize, Bookmark.startOf(0), new ArrayList<>());
  }

  private static List<Integer> sizes(int jets, int batchSize, int buffer) {
    List<Integer> sizes = new ArrayList<>();
    for (List<Long> batch : batches(held(jets, buffer), batchSize)) {
      if (batch.isEmpty()) {
        break;
      }
      sizes.add(batch.size());
    }
    return sizes;
  }

  @Property(tries = 300)
  void everyJetComesByOnceAnEpoch(
      @ForAll @IntRange(min = 1, max = 60) int jets,
      @ForAll @IntRange(min = 1, max = 12) int batchSize,
      @ForAll @IntRange(min = 1, max = 80) int buffer) {
    List<Long> epoch = new ArrayList<>();
    int epochs = 0;
    for (List<Long> batch : batches(held(jets, buffer), batchSize)) {
      epoch.addAll(batch);
      if (batch.isEmpty()) {
        assertThat(epoch)
            .containsExactlyInAnyOrderElementsOf(LongStream.range(0, jets).boxed().toList());
        epoch.clear();
        epochs++;
      }
    }
    assertThat(epochs).isEqualTo(EPOCHS);
  }

  @Test
  void aSmallLastBatchIsKeptButNotASingleJet() {
    for (int buffer : new int[] {3, 5, 100}) {
      assertThat(sizes(12, 4, buffer)).containsExactly(4, 4, 4);
      assertThat(sizes(14, 4, buffer)).containsExactly(4, 4, 4, 2);
      assertThat(sizes(13, 4, buffer)).containsExactly(4, 4, 5);
      assertThat(sizes(3, 4, buffer)).containsExactly(3);
      assertThat(sizes(1, 4, buffer)).containsExactly(1);
      assertThat(sizes(3, 1, buffer)).containsExactly(1, 1, 1);
    }
  }

  @Test
  void theOrderIsAFunctionOfSeedAndEpoch() {
    LabelledJets jets = held(300, 64);
    List<List<Long>> batches = batches(jets, 300);
    assertThat(batches(jets, 300)).isEqualTo(batches);
    assertThat(batches.get(2)).isNotEqualTo(batches.get(0));
    try (JetBatches other =
        new JetBatches(jets, Fixture.plain(jets), 6, 1, 300, Bookmark.startOf(0))) {
      assertThat(other.next().number(0)).isNotEqualTo(batches.get(0).get(0));
    }
  }

  @Property(tries = 100)
  void memoryFilesAndBlocksDoNotChangeTheOrder(
      @ForAll @IntRange(min = 1, max = 200) int jets,
      @ForAll @IntRange(min = 1, max = 70) int blockSize,
      @ForAll @IntRange(min = 1, max = 200) int buffer) {
    List<List<Long>> expected = batches(held(jets, buffer), 16);
    BlockSource anyOrder = BlockSource.anyOrder(blocks(jets, blockSize));
    for (long memory : new long[] {0, Long.MAX_VALUE}) {
      LabelledJets read = Fixture.read(anyOrder, buffer, memory);
      assertThat(read.inMemory()).isEqualTo(memory > 0);
      assertThat(read.mixed()).isTrue();
      assertThat(batches(read, 16)).isEqualTo(expected);
    }
    assertThat(anyOrder.open).as("sources left open").isZero();
  }

  @Test
  void goesOnFromAnyPlaceBetweenTwoBatches() {
    BlockSource anyOrder = BlockSource.anyOrder(blocks(150, 20));
    BlockSource inOrder = BlockSource.inOrder(blocks(150, 20));
    Reweighting sampling =
        new Reweighting(
            new JetBins(List.of(0.0, 20.0, 60.0, 200.0), List.of()),
            true,
            50,
            Reweighting.Method.SAMPLING);
    for (Reweighting reweighting : List.of(Reweighting.NONE, sampling)) {
      for (BlockSource source : List.of(anyOrder, inOrder)) {
        LabelledJets jets =
            LabelledJets.read(source, Fixture.wanted(40, reweighting.bins(), 0), count -> {});
        JetWeights weights = new JetWeights(reweighting, jets);
        List<Bookmark> ends = new ArrayList<>();
        List<List<Long>> whole = batches(jets, weights, 8, Bookmark.startOf(0), ends);
        for (int done = 1; done < whole.size(); done++) {
          assertThat(batches(jets, weights, 8, ends.get(done - 1), new ArrayList<>()))
              .as("behind batch %d of %s", done, ends)
              .isEqualTo(whole.subList(done, whole.size()));
        }
      }
    }
    assertThat(anyOrder.open + inOrder.open).isZero();
  }

  @Test
  void jetsInOrderOnlyKeepTheOrderOfWindows() {
    LabelledJets jets = Fixture.read(BlockSource.inOrder(blocks(128, 10)), 32, 0);
    assertThat(jets.mixed()).isFalse();
    List<List<Long>> batches = batches(jets, 32);
    for (int window = 0; window < 4; window++) {
      assertThat(batches.get(window))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(32 * window, 32 * (window + 1)).boxed().toList())
          .isNotEqualTo(batches.get(5 + window));
    }
  }

  @Test
  void jetsSortedByClassThatCanBeReadInOrderOnlyAreRefused() {
    List<Jets> sorted = Fixture.blocks(4000, 500, j -> j < 2000 ? 0 : 1);
    LabelledJets streamed = Fixture.read(BlockSource.inOrder(sorted), 1000, 0);
    assertThatThrownBy(
            () -> new JetBatches(streamed, Fixture.plain(streamed), 1, 1, 32, Bookmark.startOf(0)))
        .isInstanceOf(MismatchException.class)
        .hasMessageStartingWith("jets.test (training): jets lie in order of their class")
        .hasMessageContaining("convert");
    for (LabelledJets good :
        List.of(
            Fixture.read(BlockSource.inOrder(sorted), 1000, Long.MAX_VALUE),
            Fixture.read(BlockSource.inOrder(sorted), 10_000, 0),
            Fixture.read(BlockSource.anyOrder(sorted), 1000, 0),
            Fixture.read(BlockSource.inOrder(Fixture.blocks(4000, 500, j -> j % 2)), 100, 0))) {
      new JetBatches(good, Fixture.plain(good), 1, 1, 32, Bookmark.startOf(0)).close();
    }
  }

  @Test
  void jetsThatWeighNothingAreLeftOut() {
    WeightedJets source = new WeightedJets(BlockSource.anyOrder(blocks(40, 8)), "weight");
    LabelledJets jets = Fixture.read(source, 16, 0);
    JetWeights weights = Fixture.plain(jets);
    assertThat(weights.jetsAnEpoch()).isEqualTo(30);
    try (JetBatches batches = new JetBatches(jets, weights, 1, 1, 100, Bookmark.startOf(0))) {
      JetBatches.Batch batch = batches.next();
      assertThat(batch.size()).isEqualTo(30);
      double sum = 0;
      for (int j = 0; j < 30; j++) {
        // The fixture's weights are 0, 0.5, 1, 1.5 in turn, with a mean of 0.75.
        double weight = batch.blocks().get(j).weight(batch.places()[j]);
        assertThat(weight).isEqualTo(batch.number(j) % 4 * 0.5 / 0.75);
        sum += weight;
      }
      assertThat(sum).isCloseTo(40, offset(1e-9));
    }
  }

  @Test
  void sampledJetsComeByAsOftenAsTheirWeightsSay() {
    WeightedJets source = new WeightedJets(BlockSource.anyOrder(blocks(400, 50)), "weight");
    LabelledJets jets = Fixture.read(source, 100, 0);
    Reweighting sampling = new Reweighting(JetBins.ONE, false, 100, Reweighting.Method.SAMPLING);
    int epochs = 500;
    int[] counts = new int[400];
    try (JetBatches batches =
        new JetBatches(jets, new JetWeights(sampling, jets), 1, epochs, 64, Bookmark.startOf(0))) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        JetBatches.Batch batch;
        while ((batch = batches.next()) != null) {
          for (int j = 0; j < batch.size(); j++) {
            counts[(int) batch.number(j)]++;
            assertThat(batch.blocks().get(j).weight(batch.places()[j])).isEqualTo(1);
          }
        }
      }
    }
    for (int jet = 0; jet < 400; jet++) {
      double expected = epochs * (jet % 4 * 0.5 / 0.75);
      assertThat((double) counts[jet]).isBetween(expected - 60, expected + 60);
      // A weight of 2 is two copies in every epoch, and nothing is left to chance.
      if (jet % 4 == 3) {
        assertThat(counts[jet]).isEqualTo(2 * epochs);
      }
    }
  }
}
