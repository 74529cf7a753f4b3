package org.lorentznet.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.errors.MismatchException;

/**
 * A JSON object read with expectations: a key that is missing, unknown or of another kind gives an
 * error that names it.
 *
 * @param where what the object is, for messages, e.g. {@code "model.safetensors: architecture"}
 * @param members as {@link Json} gives them
 */
public record JsonObject(String where, Map<String, Object> members) {
  /**
   * {@return the object under a key}
   *
   * @param key the member's name
   */
  @SuppressWarnings("unchecked")
  public JsonObject object(String key) {
    if (required(key) instanceof Map) {
      return new JsonObject(where + "." + key, (Map<String, Object>) members.get(key));
    }
    throw wrong(key, "an object");
  }

  /**
   * {@return the objects of the list under a key}
   *
   * @param key the member's name
   */
  @SuppressWarnings("unchecked")
  public List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list(key)) {
      if (!(element instanceof Map)) {
        throw wrong(key, "a list of objects");
      }
      objects.add(new JsonObject(where + "." + key, (Map<String, Object>) element));
    }
    return objects;
  }

  /**
   * {@return the text under a key}
   *
   * @param key the member's name
   */
  public String text(String key) {
    if (required(key) instanceof String) {
      return (String) members.get(key);
    }
    throw wrong(key, "a string");
  }

  /**
   * {@return the whole number under a key, within bounds}
   *
   * @param key the member's name
   * @param low least allowed
   * @param high largest allowed
   */
  public int integer(String key, int low, int high) {
    Object value = required(key);
    if (value instanceof Number number2) {
      double number = number2.doubleValue();
      if (number == Math.rint(number) && number >= low && number <= high) {
        return (int) number;
      }
    }
    throw wrong(key, "a whole number from " + low + " to " + high);
  }

  /**
   * {@return the whole number of 64 bits under a key}
   *
   * @param key the member's name
   */
  public long wholeNumber(String key) {
    if (required(key) instanceof Long || required(key) instanceof Integer) {
      return ((Number) members.get(key)).longValue();
    }
    throw wrong(key, "a whole number of 64 bits");
  }

  /**
   * {@return the truth value under a key}
   *
   * @param key the member's name
   */
  public boolean truth(String key) {
    if (required(key) instanceof Boolean) {
      return (Boolean) members.get(key);
    }
    throw wrong(key, "true or false");
  }

  /**
   * {@return the number under a key}
   *
   * @param key the member's name
   */
  public double number(String key) {
    if (required(key) instanceof Number) {
      return ((Number) members.get(key)).doubleValue();
    }
    throw wrong(key, "a number");
  }

  /**
   * {@return the numbers of the list under a key}
   *
   * @param key the member's name
   */
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object element : list(key)) {
      if (!(element instanceof Number number)) {
        throw wrong(key, "a list of numbers");
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  /**
   * {@return the texts of the list under a key}
   *
   * @param key the member's name
   */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(key)) {
      if (!(element instanceof String string)) {
        throw wrong(key, "a list of strings");
      }
      texts.add(string);
    }
    return texts;
  }

  /**
   * {@return whether a key is there with a value other than null}
   *
   * @param key the member's name
   */
  public boolean has(String key) {
    return members.get(key) != null;
  }

  /**
   * Checks that no key is there but these.
   *
   * @param known names of members
   * @throws MismatchException naming the unknown key and the known ones
   */
  public void requireOnly(Set<String> known) {
    for (String key : members.keySet()) {
      if (!known.contains(key)) {
        throw new MismatchException(
            where
                + ": unknown key '"
                + key
                + "'; known: "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private List<?> list(String key) {
    if (required(key) instanceof List) {
      return (List<?>) members.get(key);
    }
    throw wrong(key, "a list");
  }

  private Object required(String key) {
    if (!members.containsKey(key)) {
      throw new MismatchException(where + ": key '" + key + "' is missing");
    }
    return members.get(key);
  }

  private MismatchException wrong(String key, String expected) {
    return new MismatchException(
        where + ": key '" + key + "' is " + members.get(key) + ", expected " + expected);
  }
}
