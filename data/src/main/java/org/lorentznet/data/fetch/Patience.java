package org.lorentznet.data.fetch;

import java.time.Duration;

/**
 * How much a download puts up with before it is given up.
 *
 * @param attempts that may fail in a row; one that brings any bytes begins the count anew
 * @param pause after the first failure; it doubles with each further one, up to a minute
 * @param stall time without a byte after which a connection counts as lost
 * @param longestWait that an archive may ask for
 */
public record Patience(int attempts, Duration pause, Duration stall, Duration longestWait) {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** What suits people and archives. */
  public static final Patience USUAL =
      new Patience(8, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(15));

  /** The pause after so many failures in a row. */
  Duration pauseAfter(int failures) {
    Duration doubled = pause.multipliedBy(1L << Math.min(failures - 1, 16));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
