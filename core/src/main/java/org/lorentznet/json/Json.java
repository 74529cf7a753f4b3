package org.lorentznet.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) as plain Java values: {@code Map<String, Object>} in order of appearance, {@code
 * List<Object>}, {@code String}, {@code Long} (integers that fit), {@code Double}, {@code Boolean},
 * {@code null}.
 */
public final class Json {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** A text that is not JSON; the message says where and why. */
  public static final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message);
    }
  }

  /**
   * Parses a whole text.
   *
   * @param text JSON
   * @return its value: a map, a list, a text, a number, a truth value or null
   * @throws SyntaxException where it is not one JSON value
   */
  public static Object parse(String text) {
    Json reader = new Json(text);
    Object value = reader.value(0);
    reader.skipSpace();
    if (reader.at != text.length()) {
      throw reader.wrong("nothing more");
    }
    return value;
  }

  /**
   * Parses a text whose value is an object.
   *
   * @param text JSON
   * @return its members, in order
   * @throws SyntaxException where it is not
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> parseObject(String text) {
    Object value = parse(text);
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw new SyntaxException("a JSON object expected");
  }

  private SyntaxException wrong(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new SyntaxException(
        "not valid JSON at character " + at + ": " + expected + " expected, found " + found);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new SyntaxException("JSON nested deeper than " + MAX_DEPTH);
    }
    skipSpace();
    if (at == text.length()) {
      throw wrong("a value");
    }
    char c = text.charAt(at);
    if (c == '{') {
      return object(depth);
    }
    if (c == '[') {
      return array(depth);
    }
    if (c == '"') {
      return string();
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
      return number();
    }
    if (text.startsWith("true", at)) {
      at += 4;
      return true;
    }
    if (text.startsWith("false", at)) {
      at += 5;
      return false;
    }
    if (text.startsWith("null", at)) {
      at += 4;
      return null;
    }
    throw wrong("a value");
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (accept('}')) {
      return members;
    }
    do {
      skipSpace();
      if (at == text.length() || text.charAt(at) != '"') {
        throw wrong("a key");
      }
      String key = string();
      skipSpace();
      if (!accept(':')) {
        throw wrong("':'");
      }
      if (members.containsKey(key)) {
        throw new SyntaxException("JSON key \"" + key + "\" stands twice");
      }
      members.put(key, value(depth + 1));
      skipSpace();
    } while (accept(','));
    if (!accept('}')) {
      throw wrong("',' or '}'");
    }
    return members;
  }

  private List<Object> array(int depth) {
    List<Object> elements = new ArrayList<>();
    at++;
    skipSpace();
    if (accept(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
      skipSpace();
    } while (accept(','));
    if (!accept(']')) {
      throw wrong("',' or ']'");
    }
    return elements;
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (at == text.length()) {
        throw wrong("'\"'");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        throw new SyntaxException("control character in a JSON string at character " + (at - 1));
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    if (at == text.length()) {
      throw wrong("an escape");
    }
    char c = text.charAt(at++);
    switch (c) {
      case '"', '\\', '/' -> {
        return c;
      }
      case 'b' -> {
        return '\b';
      }
      case 'f' -> {
        return '\f';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 't' -> {
        return '\t';
      }
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
          int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
          if (digit < 0) {
            throw wrong("four hexadecimal digits");
          }
          code = 16 * code + digit;
        }
        return (char) code;
      }
      default -> {
        at--;
        throw wrong("an escape");
      }
    }
  }

  private Object number() {
    int from = at;
    accept('-');
    digits();
    boolean whole = true;
    if (accept('.')) {
      whole = false;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      whole = false;
      at++;
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    String digits = text.substring(from, at);
    if (whole) {
      try {
        return Long.valueOf(digits);
      } catch (NumberFormatException e) {
        return Double.valueOf(digits);
      }
    }
    return Double.valueOf(digits);
  }

  private void digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong("a digit");
    }
  }

  /**
   * Writes a value of the kinds {@link #parse} gives (any {@code Number} will do), in one line.
   *
   * @param value of maps, lists, texts, numbers, truth values and null
   * @return the text
   * @throws IllegalArgumentException for any other kind, and for numbers that are not finite
   */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {

      if (!Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException("JSON has no " + value);
      }
      out.append(number);
    } else if (value instanceof CharSequence) {
      writeString(value.toString(), out);
    } else if (value instanceof Map) {
      char separator = '{';
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        out.append(separator);
        writeString((String) member.getKey(), out);
        out.append(':');
        write(member.getValue(), out);
        separator = ',';
      }
      out.append(separator == '{' ? "{}" : "}");
    } else if (value instanceof Iterable) {
      char separator = '[';
      for (Object element : (Iterable<?>) value) {
        out.append(separator);
        write(element, out);
        separator = ',';
      }
      out.append(separator == '[' ? "[]" : "]");
    } else {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
