package org.lorentznet.errors;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses at what a user meant to type. */
public final class Spelling {
  private Spelling() {}

  /**
   * {@return the question to add to a message about an unknown word, with a space before: {@code
   * (did you mean 'pt'?)}; empty where nothing known is near}
   *
   * @param word as the user wrote it
   * @param known the words that would do
   */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(near -> " (did you mean '" + near + "'?)").orElse("");
  }

  /**
   * {@return the candidate that a misspelt word is likely to be; empty where none is near}
   *
   * @param word as the user wrote it
   * @param candidates the words that would do
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    int most = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's distance: insertions, deletions and substitutions from one to the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
