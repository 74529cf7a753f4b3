package org.lorentznet.server.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.server.TestTagger;
import org.lorentznet.tagger.JetTagger;

class ScoringQueueTest {
  private static final long NANOS_A_UNIT = 1000;
  private static final Duration TARGET = Duration.ofNanos(40 * NANOS_A_UNIT);

  /** Its only logit is the energy of the jet's first constituent. */
  private static final JetTagger TAGGER =
      new TestTagger(List.of("one"), Set.of("pid")) {
        @Override
        public void score(Jets jets, int from, int to, Workers workers, float[] logits) {
          for (int jet = from; jet < to; jet++) {
            logits[jet - from] = (float) jets.fourMomenta()[4 * jets.offset(jet)];
            assertThat(jets.constituentFeatures().get("pid").asDouble(jets.offset(jet)))
                .isEqualTo(logits[jet - from]);
          }
        }
      };

  private final ScoringWork work = work();

  /** A jet of n constituents takes n units of known length. */
  private static ScoringWork work() {
    ScoringWork work = new ScoringWork(TAGGER, constituents -> constituents);
    work.took(1, NANOS_A_UNIT);
    return work;
  }

  /** Jets of so many constituents; each is known by its energy. */
  private static Jets jets(double firstEnergy, int... multiplicities) {
    int[] offsets = new int[multiplicities.length + 1];
    for (int j = 0; j < multiplicities.length; j++) {
      offsets[j + 1] = offsets[j] + multiplicities[j];
    }
    double[] momenta = new double[4 * offsets[multiplicities.length]];
    for (int j = 0; j < multiplicities.length; j++) {
      momenta[4 * offsets[j]] = firstEnergy + j;
    }
    double[] codes = new double[momenta.length / 4];
    Arrays.setAll(codes, row -> momenta[4 * row]);
    return Jets.of(offsets, momenta).withColumn("other", codes).withColumn("pid", codes);
  }

  private static void score(Batch batch) {
    float[] logits = new float[batch.jets()];
    TAGGER.score(batch.joined(), 0, batch.jets(), Workers.CALLER, logits);
    batch.deliver(logits);
  }

  @Property(tries = 200)
  void everyJetIsScoredOnceAndBatchesKeepToTheTarget(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 60) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 30) int multiplicity)
      throws Exception {
    ScoringQueue queue = new ScoringQueue(1000, TARGET);
    List<ScoringTask> tasks = new ArrayList<>();
    int energy = 0;
    for (int size : sizes) {
      int[] multiplicities = new int[size];
      Arrays.fill(multiplicities, multiplicity);
      Jets jets = jets(energy, multiplicities);
      tasks.add(queue.add(work, jets, queue.isBulk(work, jets)));
      energy += size;
    }
    assertThat(queue.waiting()).isEqualTo(energy);
    int scored = 0;
    while (scored < energy) {
      Batch batch = queue.take();
      assertThat(batch.jets() == 1 || batch.multiplyAdds() * NANOS_A_UNIT <= TARGET.toNanos())
          .isTrue();
      scored += batch.jets();
      score(batch);
    }
    assertThat(scored).isEqualTo(energy);
    assertThat(queue.waiting()).isZero();
    int expected = 0;
    for (int i = 0; i < tasks.size(); i++) {
      float[] logits = tasks.get(i).await(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
      assertThat(logits).hasSize(sizes.get(i));
      for (float logit : logits) {
        assertThat(logit).isEqualTo(expected++);
      }
    }
  }

  @Test
  void aSmallRequestIsInTheNextBatchWhateverThereIsOfBulk() throws Exception {
    ScoringQueue queue = new ScoringQueue(1000, TARGET);
    int[] many = new int[200];
    Arrays.fill(many, 10);
    Jets bulk = jets(1000, many);
    assertThat(queue.isBulk(work, bulk)).isTrue();
    queue.add(work, bulk, true);
    queue.take();
    ScoringTask small = queue.add(work, jets(7, 10), false);
    Batch next = queue.take();
    assertThat(next.begun()).contains(small);
    // The rest of the batch is filled with bulk.
    assertThat(next.jets()).isEqualTo(4);
  }

  @Test
  void bulkGoesOnThoughSmallRequestsNeverEnd() throws Exception {
    ScoringQueue queue = new ScoringQueue(1000, TARGET);
    int[] many = new int[20];
    Arrays.fill(many, 10);
    ScoringTask bulk = queue.add(work, jets(1000, many), true);
    for (int round = 0; round < 100 && !bulk.over(); round++) {
      for (int i = 0; i < 4; i++) {
        queue.add(work, jets(1, 10), false);
      }
      score(queue.take());
    }
    assertThat(bulk.over()).isTrue();
  }

  @Test
  void bulkRequestsTakeTurns() throws Exception {
    ScoringQueue queue = new ScoringQueue(1000, TARGET);
    int[] many = new int[40];
    Arrays.fill(many, 10);
    ScoringTask first = queue.add(work, jets(0, many), true);
    ScoringTask second = queue.add(work, jets(100, many), true);
    for (int round = 0; round < 10; round++) {
      queue.take();
    }
    assertThat(first.left()).isEqualTo(20);
    assertThat(second.left()).isEqualTo(20);
  }

  @Test
  void aFullLaneTakesNoMoreUntilThereIsRoom() throws Exception {
    ScoringQueue queue = new ScoringQueue(3, TARGET);
    ScoringTask first = queue.add(work, jets(0, 10, 10), false);
    assertThatThrownBy(() -> queue.add(work, jets(0, 10, 10), false))
        .isInstanceOf(QueueFullException.class);
    queue.add(work, jets(0, 10), false);
    first.abandon();
    queue.add(work, jets(5, 10, 10), false);
    assertThat(queue.take().jets()).isEqualTo(3);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void aRequestWhoseTimeIsUpIsNotScored() throws Exception {
    ScoringQueue queue = new ScoringQueue(10, TARGET);
    ScoringTask late = queue.add(work, jets(0, 10), false);
    assertThatThrownBy(() -> late.await(System.nanoTime() + 1_000_000))
        .isInstanceOf(TimeoutException.class);
    ScoringTask next = queue.add(work, jets(9, 10), false);
    Batch batch = queue.take();
    assertThat(batch.jets()).isEqualTo(1);
    score(batch);
    assertThat(next.await(System.nanoTime() + 1_000_000_000)).containsExactly(9);
    assertThatThrownBy(() -> late.await(System.nanoTime()))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void oneNetworksFailureIsNotAnothers() throws Exception {
    ScoringQueue queue = new ScoringQueue(10, TARGET);
    JetTagger failing =
        new TestTagger(List.of("one"), Set.of()) {
          @Override
          public void score(Jets jets, int from, int to, Workers workers, float[] logits) {
            throw new IllegalStateException("broken");
          }
        };
    ScoringWork broken = new ScoringWork(failing, constituents -> constituents);
    BatchListener nobody =
        new BatchListener() {
          @Override
          public void scored(int jets, long nanos) {}

          @Override
          public void begun(long nanos) {}
        };
    try (BatchScorer scorer = new BatchScorer(queue, 1, nobody)) {
      ScoringTask bad = queue.add(broken, jets(0, 3), false);
      ScoringTask good = queue.add(work, jets(4, 3), false);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      assertThatThrownBy(() -> bad.await(deadline)).hasRootCauseMessage("broken");
      assertThat(good.await(deadline)).containsExactly(4);
      assertThat(scorer.alive()).isTrue();
    }
    assertThatThrownBy(() -> queue.add(work, jets(0, 1), false))
        .isInstanceOf(QueueFullException.class);
  }

  @Test
  void aTaggerIsClosedOnceNobodyCanScoreWithIt() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    JetTagger tagger =
        new TestTagger(List.of("one"), Set.of()) {
          @Override
          public void score(Jets jets, int from, int to, Workers workers, float[] logits) {
            assertThat(closed.getCount()).isOne();
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    ScoringTask task =
        new ScoringQueue(10, TARGET).add(new ScoringWork(tagger, n -> n), jets(1, 1), false);
    System.gc();
    assertThat(closed.await(50, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(task.left()).isOne();
    task = null;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!closed.await(50, TimeUnit.MILLISECONDS)) {
      assertThat(System.nanoTime()).isLessThan(end);
      System.gc();
    }
  }
}
