package org.lorentznet.server.models;

import java.util.regex.Pattern;
import org.lorentznet.errors.UserException;

/**
 * A model's name and version.
 *
 * <p>Ordered by name, then by version; parts of versions that are numbers are compared as numbers,
 * so that 10 is newer than 9.
 *
 * @param name letters, digits, dots, dashes and underscores
 * @param version of the same
 */
public record ModelKey(String name, String version) implements Comparable<ModelKey> {
  /** The version of a model that was given none. */
  public static final String FIRST = "1";

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern BETWEEN = Pattern.compile("[._-]+|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  public ModelKey {
    require("name", name);
    require("version", version);
  }

  private static void require(String what, String word) {
    if (!WORD.matcher(word).matches()) {
      throw new UserException(
          "'"
              + word
              + "' will not do as a model's "
              + what
              + ": letters, digits, '.', '-' and '_' expected");
    }
  }

  /**
   * A key as users write it: {@code NAME} or {@code NAME@VERSION}.
   *
   * @throws UserException where it is of other characters
   */
  public static ModelKey parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new ModelKey(text, FIRST)
        : new ModelKey(text.substring(0, at), text.substring(at + 1));
  }

  @Override
  public int compareTo(ModelKey other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : compareVersions(version, other.version);
  }

  private static int compareVersions(String one, String other) {
    String[] a = BETWEEN.split(one);
    String[] b = BETWEEN.split(other);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = comparePart(a[i], b[i]);
      if (order != 0) {
        return order;
      }
    }
    int byLength = Integer.compare(a.length, b.length);
    return byLength != 0 ? byLength : one.compareTo(other);
  }

  private static int comparePart(String one, String other) {
    boolean numbers = isNumber(one) && isNumber(other);
    if (!numbers) {
      return one.compareTo(other);
    }
    String a = one.replaceFirst("^0+(?=.)", "");
    String b = other.replaceFirst("^0+(?=.)", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
