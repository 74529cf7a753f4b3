package org.lorentznet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.UserException;

class ReadAheadTest {
  @Test
  void givesWhatIsReadInItsOrderAndThenNothing() {
    Iterator<Integer> pieces = List.of(1, 2, 3).iterator();
    try (ReadAhead<Integer> ahead =
        new ReadAhead<>(() -> pieces.hasNext() ? pieces.next() : null)) {
      assertThat(ahead.next()).isEqualTo(1);
      assertThat(ahead.next()).isEqualTo(2);
      assertThat(ahead.next()).isEqualTo(3);
      assertThat(ahead.next()).isNull();
      assertThat(ahead.next()).isNull();
    }
  }

  @Test
  void readsOnePieceAheadOnAThreadOfItsOwn() throws Exception {
    AtomicInteger read = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(2);
    Thread caller = Thread.currentThread();
    try (ReadAhead<Thread> ahead =
        new ReadAhead<>(() -> {
          read.incrementAndGet();
          second.countDown();
          return Thread.currentThread();
        })) {
      assertThat(ahead.next()).isNotSameAs(caller);
      assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
      Thread.sleep(20);
      assertThat(read).hasValue(2);
    }
  }

  @Test
  void throwsWhatReadingThrows() {
    try (ReadAhead<String> ahead =
        new ReadAhead<>(() -> {
          throw new UserException("jets.h5: damaged");
        })) {
      assertThatThrownBy(ahead::next)
          .isInstanceOf(UserException.class)
          .hasMessage("jets.h5: damaged");
    }
  }

  @Test
  void whenItIsClosedNothingIsBeingRead() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    ReadAhead<String> ahead =
        new ReadAhead<>(() -> {
          begun.countDown();
          try {
            Thread.sleep(50);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          done.incrementAndGet();
          return "piece";
        });
    begun.await();
    ahead.close();
    assertThat(done).hasValue(1);
  }
}
