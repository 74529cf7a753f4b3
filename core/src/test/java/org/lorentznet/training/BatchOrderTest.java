package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  private static List<Integer> sizes(int jets, int batchSize) {
    BatchOrder order = new BatchOrder(1, 0, jets, batchSize);
    return IntStream.range(0, order.batches()).mapToObj(b -> order.jets(b).length).toList();
  }

  @Test
  void everyJetIsSeenOnceAnEpoch() {
    for (int jets = 1; jets < 40; jets++) {
      for (int size = 1; size < 12; size++) {
        BatchOrder order = new BatchOrder(5, 3, jets, size);
        List<Integer> seen = new ArrayList<>();
        for (int b = 0; b < order.batches(); b++) {
          Arrays.stream(order.jets(b)).forEach(seen::add);
        }
        assertThat(seen)
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, jets).boxed().toList());
      }
    }
  }

  @Test
  void aSmallLastBatchIsKeptButNotASingleJet() {
    assertThat(sizes(12, 4)).containsExactly(4, 4, 4);
    assertThat(sizes(14, 4)).containsExactly(4, 4, 4, 2);
    assertThat(sizes(13, 4)).containsExactly(4, 4, 5);
    assertThat(sizes(3, 4)).containsExactly(3);
    assertThat(sizes(1, 4)).containsExactly(1);
    assertThat(sizes(3, 1)).containsExactly(1, 1, 1);
  }

  @Test
  void theOrderIsAFunctionOfSeedAndEpoch() {
    int[] order = new BatchOrder(1, 2, 100, 100).jets(0);
    assertThat(new BatchOrder(1, 2, 100, 100).jets(0)).isEqualTo(order);
    assertThat(new BatchOrder(1, 3, 100, 100).jets(0)).isNotEqualTo(order);
    assertThat(new BatchOrder(2, 2, 100, 100).jets(0)).isNotEqualTo(order);
  }
}
