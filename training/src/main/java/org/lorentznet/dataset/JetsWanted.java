package org.lorentznet.dataset;

import java.util.List;
import org.lorentznet.jet.ParticleEncoding;

/**
 * What is wanted of a source of jets.
 *
 * @param purpose e.g. {@code training}, for messages
 * @param names where the jets come from, as the user named it
 * @param classes names of the classes in label order
 * @param encoding what a network will see of a jet; all else is left out
 * @param bins in which to take the jets' spectrum
 * @param shuffleBuffer how many jets are shuffled together, at least 1; the same for jets in memory
 *     and in files, so that their order is
 * @param limit take the first so many jets only
 * @param memory bytes that the jets may take in memory: beyond, they are read from their files each
 *     time. 0 for reading them always, {@link Long#MAX_VALUE} for never
 */
public record JetsWanted(
    String purpose,
    List<String> names,
    List<String> classes,
    ParticleEncoding encoding,
    JetBins bins,
    int shuffleBuffer,
    long limit,
    long memory) {
  /**
   * Into how many places of a file the jets that are shuffled together go back: enough that chance
   * decides little about how well they stand for all.
   */
  private static final int PLACES = 64;

  private static final int MOST_NAMED = 3;

  /** Beyond this, reading gains nothing from longer pieces. */
  private static final int LARGEST_CELL = 512;

  public JetsWanted {
    if (shuffleBuffer < 1) {
      throw new IllegalArgumentException("shuffle_buffer is " + shuffleBuffer);
    }
    names = List.copyOf(names);
    classes = List.copyOf(classes);
  }

  /** Rows of a cell. */
  int cellRows() {
    return Math.max(1, Math.min(LARGEST_CELL, shuffleBuffer / PLACES));
  }

  /** The jets in words, for messages. */
  String where() {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    int others = names.size() - MOST_NAMED;
    return first + (others > 0 ? " and " + others + " more" : "") + " (" + purpose + ")";
  }
}
