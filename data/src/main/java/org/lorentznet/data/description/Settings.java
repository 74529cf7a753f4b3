package org.lorentznet.data.description;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.data.expression.ExpressionException;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.Spelling;

/**
 * Keys and values of a YAML document, or of a part of it. Each key is asked for by its name; what
 * nobody asked for is a mistake of the user's, who is told the nearest known key.
 */
final class Settings {
  private final Object source;
  private final String where;
  private final Map<String, Object> values;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param where the keys that lead here, each with a dot behind; empty at the outermost level
   */
  Settings(Object source, String where, Map<String, Object> values) {
    this.source = source;
    this.where = where;
    this.values = values;
  }

  /** What is wrong with a key of this part. */
  FileFormatException wrong(String key, String problem) {
    return new FileFormatException(source, "key '" + where + key + "' " + problem);
  }

  /** What is wrong with this part as a whole. */
  FileFormatException wrong(String problem) {
    return new FileFormatException(
        source,
        (where.isEmpty() ? "" : "key '" + where.substring(0, where.length() - 1) + "': ")
            + problem);
  }

  /** The value of a key as it is; empty where the key is absent. */
  Optional<Object> value(String key) {
    known.add(key);
    if (!values.containsKey(key)) {
      return Optional.empty();
    }
    Object value = values.get(key);
    if (value == null) {
      throw wrong(key, "has no value");
    }
    return Optional.of(value);
  }

  /** Whether a key is there. */
  boolean has(String key) {
    return value(key).isPresent();
  }

  /** A text, or a number as it was written. */
  Optional<String> text(String key) {
    return value(key).map(value -> text(key, value));
  }

  private String text(String key, Object value) {
    if (value instanceof Map || value instanceof Collection || value instanceof Boolean) {
      throw wrong(key, "is " + kind(value) + ", a text expected");
    }
    String text = String.valueOf(value).strip();
    if (text.isEmpty()) {
      throw wrong(key, "is empty");
    }
    return text;
  }

  private static String kind(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "a list of 'key: value' lines";
      case Collection<?> list -> "a list";
      case null -> "empty";
      default -> "'" + value + "'";
    };
  }

  /** One text or several. */
  List<String> texts(String key) {
    Object value = value(key).orElse(List.of());
    List<String> texts = new ArrayList<>();
    for (Object element : value instanceof Collection<?> list ? list : List.of(value)) {
      texts.add(text(key, element));
    }
    return texts;
  }

  /**
   * Whether a key has the second of two words.
   *
   * @param usual the first, which holds where the key is absent too
   */
  boolean isOther(String key, String usual, String other) {
    String word = text(key).orElse(usual);
    if (!word.equals(usual) && !word.equals(other)) {
      throw wrong(key, "is '" + word + "', " + usual + " or " + other + " expected");
    }
    return word.equals(other);
  }

  /** A number that fulfils a condition. */
  Optional<Double> number(String key, String expected, Function<Double, Boolean> condition) {
    return value(key)
        .map(value -> {
          if (value instanceof Number number && condition.apply(number.doubleValue())) {
            return number.doubleValue();
          }
          throw wrong(key, "is " + kind(value) + ", " + expected + " expected");
        });
  }

  /** A whole number from 1 to the largest an array can have. */
  Optional<Integer> count(String key) {
    return number(
            key,
            "a positive whole number",
            number -> number >= 1 && number <= 1e9 && number == Math.rint(number))
        .map(Double::intValue);
  }

  /** An expression. */
  Optional<Expression> expression(String key) {
    return text(key).map(text -> expression(key, text));
  }

  /** An expression under a key of this part. */
  Expression expression(String key, String text) {
    try {
      return Expression.of(text);
    } catch (ExpressionException e) {
      throw new FileFormatException(source, "key '" + where + key + "': " + e.getMessage(), e);
    }
  }

  /** The keys and values under a key. */
  Optional<Settings> part(String key) {
    return value(key).map(value -> part(key, value));
  }

  /** One part under a key, or several in a list. */
  List<Settings> parts(String key) {
    Object value = value(key).orElse(List.of());
    if (!(value instanceof List<?> list)) {
      return List.of(part(key, value));
    }
    List<Settings> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      parts.add(part(key + "[" + i + "]", list.get(i)));
    }
    return parts;
  }

  /** A value under a key as a part. */
  Settings part(String key, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(key, "is " + kind(value) + ", 'key: value' lines expected");
    }
    Map<String, Object> inner = new LinkedHashMap<>();
    map.forEach((name, content) -> inner.put(String.valueOf(name), content));
    return new Settings(source, where + key + ".", inner);
  }

  /** All keys that are there, in the document's order; from now on they count as known. */
  Set<String> keys() {
    known.addAll(values.keySet());
    return values.keySet();
  }

  /**
   * Ends the reading of this part.
   *
   * @throws FileFormatException naming a key that nobody asked for
   */
  void requireNoOthers() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new FileFormatException(
            source,
            "unknown key '"
                + where
                + key
                + "'"
                + Spelling.hint(key, known)
                + "; known here: "
                + String.join(", ", known));
      }
    }
  }
}
