package org.lorentznet.data.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the part of Python's pickle format that weights and lists of names are made of: numbers,
 * strings, tuples and lists (both as {@code List<Object>}), dictionaries (as maps in order of
 * appearance), and calls of functions that the caller allows.
 *
 * <p>A reader of our own because a general one looks up constructors in a registry shared by the
 * whole process, calls {@code __setstate__} by reflection, and allocates whatever length the file
 * claims.
 */
public final class Pickle {
  /** A pickle that is malformed, or asks for something that is not plain data. */
  public static final class PickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PickleException(String message) {
      super(message);
    }
  }

  /** Python's {@code None}. */
  public enum None {
    NONE
  }

  /** The name of a class or function of Python, e.g. {@code torch.FloatStorage}; only a name. */
  public record Name(String qualified) {}

  private static final Object MARK = new Object();
  private static final int MOST_OBJECTS = 5_000_000;

  private final ByteBuffer in;
  private final Map<String, Function<List<Object>, Object>> allowed;
  private final Function<Object, Object> persistent;
  private final List<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int objects;

  private Pickle(
      byte[] pickle,
      Map<String, Function<List<Object>, Object>> allowed,
      Function<Object, Object> persistent) {
    in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    this.allowed = allowed;
    this.persistent = persistent;
  }

  /**
   * Reads a pickle.
   *
   * @param allowed functions that may be called, by their qualified name, with the arguments' list;
   *     a name that is only mentioned must be there too
   * @param persistent turns the identifier of an object stored outside into that object
   * @throws PickleException for anything malformed or not allowed
   */
  public static Object read(
      byte[] pickle,
      Map<String, Function<List<Object>, Object>> allowed,
      Function<Object, Object> persistent) {
    return new Pickle(pickle, allowed, persistent).run();
  }

  /** Reads a pickle that must be plain data without a single call. */
  public static Object readPlain(byte[] pickle) {
    return read(
        pickle,
        Map.of(),
        id -> {
          throw new PickleException("refers to an object outside");
        });
  }

  private Object run() {
    while (true) {
      if (++objects > MOST_OBJECTS) {
        throw new PickleException("more than " + MOST_OBJECTS + " steps");
      }
      int opcode = unsignedByte();
      if (opcode == '.') {
        return pop();
      }
      if (!number(opcode) && !text(opcode) && !container(opcode) && !memory(opcode)) {
        call(opcode);
      }
    }
  }

  private boolean number(int opcode) {
    switch (opcode) {
      case 'N' -> stack.add(None.NONE);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add((long) unsignedByte());
      case 'M' -> stack.add((long) Short.toUnsignedInt(bytes(2).getShort()));
      case 'J' -> stack.add((long) bytes(4).getInt());
      case 'I', 'L' -> stack.add(parsedInteger(line()));
      case 0x8a -> stack.add(longOf(unsignedByte()));
      case 'G' -> stack.add(bytes(8).order(ByteOrder.BIG_ENDIAN).getDouble());
      case 'F' -> stack.add(parsedDouble(line()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean text(int opcode) {
    switch (opcode) {
      case 'X' -> stack.add(utf8(bytes(4).getInt()));
      case 0x8c -> stack.add(utf8(unsignedByte()));
      case 'U' -> stack.add(utf8(unsignedByte()));
      case 'T' -> stack.add(utf8(bytes(4).getInt()));
      case 'V' -> stack.add(line());
      case 'S' -> {
        String quoted = line();
        if (quoted.length() < 2) {
          throw new PickleException("a string without quotes");
        }
        stack.add(quoted.substring(1, quoted.length() - 1));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int opcode) {
    switch (opcode) {
      case '(' -> {
        marks.push(stack.size());
        stack.add(MARK);
      }
      case ')', ']' -> stack.add(new ArrayList<>());
      case '}' -> stack.add(new LinkedHashMap<>());
      case 't', 'l' -> stack.add(popToMark());
      case 'd' -> {
        List<Object> items = popToMark();
        Map<Object, Object> map = new LinkedHashMap<>();
        putAll(map, items);
        stack.add(map);
      }
      case 0x85 -> stack.add(popLast(1));
      case 0x86 -> stack.add(popLast(2));
      case 0x87 -> stack.add(popLast(3));
      case 'a' -> {
        Object item = pop();
        list(top()).add(item);
      }
      case 'e' -> {
        List<Object> items = popToMark();
        list(top()).addAll(items);
      }
      case 's' -> {
        List<Object> item = popLast(2);
        putAll(map(top()), item);
      }
      case 'u' -> {
        List<Object> items = popToMark();
        putAll(map(top()), items);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memory(int opcode) {
    switch (opcode) {
      case 0x80 -> {
        int protocol = unsignedByte();
        if (protocol > 5) {
          throw new PickleException("protocol " + protocol);
        }
      }
      case 0x95 -> bytes(8);
      case '0' -> pop();
      case 'q' -> memo.put(unsignedByte(), top());
      case 'r' -> memo.put(bytes(4).getInt(), top());
      case 'p' -> memo.put((int) parsedInteger(line()), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> recall(unsignedByte());
      case 'j' -> recall(bytes(4).getInt());
      case 'g' -> recall((int) parsedInteger(line()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void call(int opcode) {
    switch (opcode) {
      case 'c' -> {
        String module = line();
        stack.add(name(module + "." + line()));
      }
      case 0x93 -> {
        List<Object> parts = popLast(2);
        stack.add(name(parts.get(0) + "." + parts.get(1)));
      }
      case 'R' -> {
        List<Object> arguments = list(pop());
        Object function = pop();
        if (!(function instanceof Name(String qualified))) {
          throw new PickleException("calls something that is not a function");
        }
        stack.add(allowed.get(qualified).apply(arguments));
      }
      // State set on an ordered dictionary: attributes such as versions of modules, no data.
      case 'b' -> {
        pop();
        map(top());
      }
      case 'Q' -> stack.add(persistent.apply(pop()));
      default ->
          throw new PickleException(
              String.format("uses instruction 0x%02x, which plain data does not need", opcode));
    }
  }

  private Name name(String qualified) {
    if (!allowed.containsKey(qualified)) {
      throw new PickleException("refuses to run " + qualified);
    }
    return new Name(qualified);
  }

  private void recall(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new PickleException("recalls what it did not store");
    }
    stack.add(value);
  }

  private Object top() {
    if (stack.isEmpty() || stack.getLast() == MARK) {
      throw new PickleException("takes from an empty stack");
    }
    return stack.getLast();
  }

  private Object pop() {
    Object value = top();
    stack.removeLast();
    return value;
  }

  private List<Object> popLast(int count) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(pop());
    }
    Collections.reverse(items);
    return items;
  }

  private List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw new PickleException("ends a list that has no beginning");
    }
    int mark = marks.pop();
    List<Object> tail = stack.subList(mark, stack.size());
    List<Object> items = new ArrayList<>(tail.subList(1, tail.size()));
    tail.clear();
    return items;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    if (value instanceof List<?>) {
      return (List<Object>) value;
    }
    throw new PickleException("a list expected");
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Object value) {
    if (value instanceof LinkedHashMap<?, ?>) {
      return (Map<Object, Object>) value;
    }
    throw new PickleException("a dictionary expected");
  }

  private static void putAll(Map<Object, Object> map, List<Object> items) {
    if (items.size() % 2 != 0) {
      throw new PickleException("a key without a value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      // Keys that are containers could be changed later, or contain the map itself.
      if (!(key instanceof String || key instanceof Long)) {
        throw new PickleException("a dictionary's key is neither text nor an integer");
      }
      map.put(key, items.get(i + 1));
    }
  }

  private int unsignedByte() {
    return Byte.toUnsignedInt(bytes(1).get());
  }

  private ByteBuffer bytes(int count) {
    if (count < 0 || count > in.remaining()) {
      throw new PickleException("ends too early");
    }
    ByteBuffer slice = in.slice(in.position(), count).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + count);
    return slice;
  }

  private String utf8(int count) {
    return StandardCharsets.UTF_8.decode(bytes(count)).toString();
  }

  private String line() {
    int from = in.position();
    int end = from;
    while (end < in.limit() && in.get(end) != '\n') {
      end++;
    }
    if (end == in.limit()) {
      throw new PickleException("ends too early");
    }
    String line = utf8(end - from);
    in.position(end + 1);
    return line;
  }

  private long longOf(int count) {
    if (count > 8) {
      throw new PickleException("an integer of " + count + " bytes");
    }
    ByteBuffer digits = bytes(count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | Byte.toUnsignedLong(digits.get(i));
    }
    return count == 0 ? 0 : value << (64 - 8 * count) >> (64 - 8 * count);
  }

  private static long parsedInteger(String digits) {
    try {
      return Long.parseLong(
          digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits);
    } catch (NumberFormatException e) {
      throw new PickleException("'" + digits + "' is not an integer");
    }
  }

  private static double parsedDouble(String digits) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw new PickleException("'" + digits + "' is not a number");
    }
  }
}
