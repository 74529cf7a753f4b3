package org.lorentznet.app.command;

import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.errors.UserException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whether the jets of a training are held in memory. */
final class StorageOptions {
  /** Bytes of Java's memory that are not for jets: the program, the network, files being read. */
  private static final long RESERVED = 40_000_000;

  /** Jets that are held may fill this part of what is left. */
  private static final int PART = 2;

  @ArgGroup private Choice choice = new Choice();

  /** One of these, or neither. */
  static final class Choice {
    @Option(
        names = "--stream",
        description =
            "Read jets from their files in every epoch, rather than only where they would fill more"
                + " than half of Java's memory. The result is the same.")
    private boolean stream;

    @Option(names = "--in-memory", description = "Hold jets in memory, however many there are.")
    private boolean inMemory;
  }

  /**
   * Bytes that jets may take in memory.
   *
   * @param taken bytes that others take already
   */
  long room(long taken) {
    if (choice.stream) {
      return 0;
    }
    return choice.inMemory ? Long.MAX_VALUE : Math.max(0, free() / PART - taken);
  }

  private static long free() {
    return Math.max(0, Runtime.getRuntime().maxMemory() - RESERVED);
  }

  /**
   * Checks that the jets that are shuffled together fit into memory, with as many read ahead.
   *
   * @throws UserException where they do not
   */
  static void requireRoomToShuffle(LabelledJets jets) {
    double perJet = (double) jets.bytes() / jets.size();
    double needed = 2 * perJet * Math.min(jets.size(), jets.shuffleBuffer());
    if (!jets.inMemory() && needed > free()) {
      throw new UserException(
          String.format(
              "%s: shuffling %d jets together, and reading ahead as many, takes %d MB, and Java has"
                  + " %d MB to spare: give it more (LORENTZNET_JAVA_OPTIONS=-Xmx4g), or shuffle"
                  + " fewer (--shuffle-buffer %d)",
              jets.where(),
              jets.shuffleBuffer(),
              (long) (needed / 1e6),
              (long) (free() / 1e6),
              Math.max(1, (long) (free() / 2 / perJet))));
    }
  }
}
