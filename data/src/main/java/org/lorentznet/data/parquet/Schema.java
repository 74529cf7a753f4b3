package org.lorentznet.data.parquet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.parquet.Leaf.Physical;

/**
 * Which columns a file has.
 *
 * @param columns those that hold numbers or lists of numbers, by name, in the file's order
 * @param others what the others hold, in words, by name
 * @param leaves number of columns as they are stored, of which a record has several
 */
record Schema(Map<String, Leaf> columns, Map<String, String> others, int leaves) {
  /**
   * Reads a schema.
   *
   * @param elements the tree's nodes in the order in which one walks it, the root first
   * @throws IllegalArgumentException where they are no tree
   */
  static Schema of(List<ThriftStruct> elements) {
    Walk walk = new Walk(elements);
    Map<String, Leaf> columns = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    long fields = walk.next().number(5);
    for (long f = 0; f < fields; f++) {
      String name = walk.peek().text(4);
      walk.complex = false;
      Leaf leaf = walk.branch(new Place(0, 0, 0), 0);
      if (leaf != null) {
        columns.put(name, leaf);
      } else {
        others.put(
            name,
            walk.complex ? "a record, or lists of lists or records" : "text or of another type");
      }
    }
    return new Schema(columns, others, walk.leaves);
  }

  /**
   * A place in the tree.
   *
   * @param levels nodes up to here that may be missing or repeated
   * @param lists nodes up to here that may be repeated
   * @param listLevels the levels up to the last of these
   */
  private record Place(int levels, int lists, int listLevels) {
    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;

    /** A place below. */
    Place below(ThriftStruct element) {
      long repetition = element.number(3);
      int below = levels + (repetition == REQUIRED ? 0 : 1);
      return repetition == REPEATED
          ? new Place(below, lists + 1, below)
          : new Place(below, lists, listLevels);
    }
  }

  /** A walk over the tree. */
  private static final class Walk {
    private static final int DEEPEST = 64;

    private final List<ThriftStruct> elements;
    private int at;
    private int leaves;

    /** Whether the field walked over has several leaves, or lists of lists. */
    private boolean complex;

    Walk(List<ThriftStruct> elements) {
      this.elements = elements;
    }

    ThriftStruct peek() {
      if (at == elements.size()) {
        throw new IllegalArgumentException("its schema ends too early");
      }
      return elements.get(at);
    }

    ThriftStruct next() {
      ThriftStruct element = peek();
      at++;
      return element;
    }

    /** Walks over the next node and all below; gives the only leaf, or null if it is no number. */
    Leaf branch(Place above, int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("its schema is nested too deep");
      }
      ThriftStruct element = next();
      Place place = above.below(element);
      long children = element.number(5, 0);
      if (children == 0) {
        return leaf(element, place);
      }
      complex |= children > 1 || !(depth == 0 ? isList(element) : isRepeated(element));
      Leaf leaf = null;
      for (long c = 0; c < children; c++) {
        leaf = branch(place, depth + 1);
      }
      return complex ? null : leaf;
    }

    private Leaf leaf(ThriftStruct element, Place place) {
      int index = leaves++;
      complex |= place.lists() > 1;
      Physical physical = physical(element);
      if (complex || physical == null) {
        return null;
      }
      return new Leaf(
          index,
          physical,
          unsigned(element),
          place.lists() == 1,
          place.levels(),
          place.listLevels());
    }
  }

  private static boolean isRepeated(ThriftStruct element) {
    return element.number(3) == Place.REPEATED;
  }

  private static boolean isList(ThriftStruct element) {
    return element.number(6, -1) == CONVERTED_LIST
        || logical(element).containsKey(LIST)
        || isRepeated(element);
  }

  private static final int CONVERTED_LIST = 3;
  private static final int LIST = 3;
  private static final int DECIMAL = 5;
  private static final int INTEGER = 10;
  private static final int FLOAT16 = 15;

  /** How numbers are stored; null where what is stored are none. */
  private static Physical physical(ThriftStruct element) {
    Map<Integer, ThriftStruct> logical = logical(element);
    if (logical.containsKey(DECIMAL) || element.number(6, -1) == DECIMAL) {
      return null;
    }
    long type = element.number(1, -1);
    for (Physical physical : Physical.values()) {
      if (physical.number() == type) {
        boolean half = logical.containsKey(FLOAT16) && element.number(2, 0) == Short.BYTES;
        return physical != Physical.HALF || half ? physical : null;
      }
    }
    return null;
  }

  private static Map<Integer, ThriftStruct> logical(ThriftStruct element) {
    ThriftStruct logical = element.structures().get(10);
    return logical == null ? Map.of() : logical.structures();
  }

  private static boolean unsigned(ThriftStruct element) {
    ThriftStruct integer = logical(element).get(INTEGER);
    // Before there were logical types, 11 to 14 were unsigned integers of 8 to 64 bits.
    long converted = element.number(6, -1);
    return integer == null ? converted >= 11 && converted <= 14 : integer.number(2, 1) == 0;
  }
}
