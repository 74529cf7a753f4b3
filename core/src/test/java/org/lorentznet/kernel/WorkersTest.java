package org.lorentznet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void everyTaskRunsOnce() {
    for (int size : new int[] {1, 2, 5}) {
      try (Workers workers = new Workers(size)) {
        for (int round = 0; round < 200; round++) {
          AtomicIntegerArray runs = new AtomicIntegerArray(37);
          workers.run(37, runs::incrementAndGet);
          for (int i = 0; i < 37; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void aFailureReachesTheCallerAndTheTeamGoesOn() {
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(() ->
              workers.run(
                  50,
                  i -> {
                    if (i == 20) {
                      throw new IllegalStateException("task 20");
                    }
                  }))
          .hasMessage("task 20");
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      workers.run(4, runs::incrementAndGet);
      assertThat(runs.get(3)).isEqualTo(1);
    }
  }

  @Test
  void aClosedTeamSaysSo() {
    Workers workers = new Workers(2);
    workers.close();
    workers.close();
    assertThatThrownBy(() -> workers.run(2, i -> {})).hasMessageContaining("closed");
    assertThatThrownBy(() -> new Workers(0)).hasMessageContaining("at least 1 thread");
  }
}
