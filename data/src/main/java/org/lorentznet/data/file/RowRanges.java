package org.lorentznet.data.file;

import java.util.Objects;
import java.util.stream.IntStream;

/** Work on rows that do not depend on each other, on all processors. */
public final class RowRanges {
  private RowRanges() {}

  /** Work on some rows. */
  @FunctionalInterface
  public interface Work {
    /** Works on the rows {@code from} to {@code to - 1}. */
    void on(int from, int to);
  }

  /**
   * Works on all rows, on {@code step} of them at a time, and returns when all are done.
   *
   * @throws RuntimeException what the work threw; of several, that on the first rows, so that it
   *     does not depend on the number of processors
   */
  public static void forEach(int rows, int step, Work work) {
    int ranges = Math.ceilDiv(rows, step);
    if (ranges <= 1) {
      work.on(0, rows);
      return;
    }
    IntStream.range(0, ranges)
        .parallel()
        .mapToObj(range -> failure(work, range * step, Math.min(rows - range * step, step)))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(failure -> {
          throw failure;
        });
  }

  private static RuntimeException failure(Work work, int from, int count) {
    try {
      work.on(from, from + count);
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
