package org.lorentznet.data.root;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * Reads the objects of a record by the layouts of their classes. What has no layout, or a member of
 * a kind that trees do not need, is skipped: nearly every object says how many bytes it takes.
 */
final class ObjectReader {
  private static final int BYTE_COUNT = 0x4000_0000;
  private static final int NEW_CLASS = 0xffff_ffff;
  private static final int CLASS_REFERENCE = 0x8000_0000;

  /** Of an object that others refer to, in its bits; a number more follows. */
  private static final int IS_REFERENCED = 1 << 4;

  /** References count from the record's first byte, and two more. */
  private static final int FIRST_REFERENCE = 2;

  /** Objects within objects; real trees have some twenty. */
  private static final int DEEPEST = 200;

  /** The last member of a tree that is needed; what follows may be of any class of the user's. */
  private static final String LAST_OF_TREE = "fBranches";

  private final RootBuffer from;
  private final int keyBytes;
  private final ClassLayouts layouts;

  /** Objects, and names of classes, by the place they were first met at. */
  private final Map<Integer, Object> met = new HashMap<>();

  private int depth;

  /**
   * @param from a record's content, uncompressed
   * @param keyBytes of the record's head, from which on references count
   */
  ObjectReader(RootBuffer from, int keyBytes, ClassLayouts layouts) {
    this.from = from;
    this.keyBytes = keyBytes;
    this.layouts = layouts;
  }

  /** The object that comes next, of a class that is known. */
  RootObject object(String className) {
    RootObject object = new RootObject(className);
    fill(object, className);
    return object;
  }

  private void fill(RootObject object, String className) {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException(
          "objects lie within objects more than " + DEEPEST + " deep");
    }
    switch (className) {
      case "TObject" -> plainObject();
      case "TObjArray" -> array(object);
      case "TList" -> list(object);
      case "TBasket" -> object.put("basket", EmbeddedBasket.read(from));
      default -> members(object, className);
    }
    depth--;
  }

  /** What every object begins with: its class's version, mostly behind the object's size. */
  private record Head(int version, int end) {
    boolean sized() {
      return end >= 0;
    }
  }

  private Head head() {
    int high = from.i16();
    int counted = BYTE_COUNT >>> Short.SIZE;
    if ((high & counted) == 0) {
      return new Head(high, -1);
    }
    int count = (high & ~counted & 0xffff) << Short.SIZE | (from.i16() & 0xffff);
    from.need(count);
    int end = from.position() + count;
    return new Head(from.i16(), end);
  }

  private void end(Head head, String className) {
    if (head.sized()) {
      from.seek(head.end());
    } else if (head.version() < 0) {
      throw new IllegalArgumentException("an object of class " + className + " has no size");
    }
  }

  private void plainObject() {
    Head head = head();
    from.skip(Integer.BYTES); // unique number
    if ((from.i32() & IS_REFERENCED) != 0) {
      from.skip(Short.BYTES);
    }
    end(head, "TObject");
  }

  private void array(RootObject array) {
    Head head = head();
    plainObject();
    from.string(); // name
    int count = from.count(Integer.BYTES);
    from.skip(Integer.BYTES); // index of the first
    for (int i = 0; i < count; i++) {
      array.elements().add(pointer());
    }
    end(head, "TObjArray");
  }

  private void list(RootObject list) {
    Head head = head();
    plainObject();
    from.string(); // name
    int count = from.count(Integer.BYTES);
    for (int i = 0; i < count; i++) {
      list.elements().add(pointer());
      from.string(); // how it is drawn
    }
    end(head, "TList");
  }

  private void members(RootObject object, String className) {
    Head head = head();
    Optional<ClassLayout> layout = layout(className, head);
    if (layout.isEmpty() && !head.sized()) {
      throw new IllegalArgumentException(
          "class " + className + " (version " + head.version() + ") is not described in the file");
    }
    if (layout.isPresent()) {
      for (StreamerElement element : layout.get().elements()) {
        boolean read = element(object, element);
        if (!read && !head.sized()) {
          throw new IllegalArgumentException(
              "member " + element.name() + " of class " + className + " cannot be read");
        }
        if (!read || (className.equals("TTree") && element.name().equals(LAST_OF_TREE))) {
          break;
        }
      }
    }
    end(head, className);
  }

  private Optional<ClassLayout> layout(String className, Head head) {
    if (head.version() > 0 || !head.sized()) {
      return layouts.find(className, head.version());
    }
    return layouts.findByChecksum(className, from.u32());
  }

  /** Reads a member; false where it is of a kind that is not known. */
  private boolean element(RootObject object, StreamerElement element) {
    if (element.base()) {
      fill(object, element.className());
      return true;
    }
    String name = element.name();
    int type = element.type();
    switch (type) {
      case StreamerType.OBJECT,
          StreamerType.ANY,
          StreamerType.OBJECT_IN_PLACE,
          StreamerType.ANY_IN_PLACE ->
          object.put(name, object(element.className()));
      case StreamerType.POINTER, StreamerType.ANY_POINTER -> object.put(name, pointer());
      case StreamerType.STRING -> object.put(name, from.string());
      case StreamerType.TOBJECT -> plainObject();
      case StreamerType.TNAMED -> object.put(name, object("TNamed"));
      default -> {
        return numbers(object, element);
      }
    }
    return true;
  }

  private boolean numbers(RootObject object, StreamerElement element) {
    int type = element.type() % StreamerType.ARRAY;
    int arrays = element.type() / StreamerType.ARRAY * StreamerType.ARRAY;
    if (!isNumber(type) || arrays > StreamerType.COUNTED) {
      return false;
    }
    if (arrays == 0) {
      object.put(element.name(), number(type));
      return true;
    }
    if (arrays == StreamerType.ARRAY) {
      object.put(element.name(), array(type, element.length()));
      return true;
    }
    boolean present = from.u8() != 0;
    long length = present ? object.integer(element.counter()) : 0;
    object.put(element.name(), array(type, length));
    return true;
  }

  private static boolean isNumber(int type) {
    return bytes(type) > 0;
  }

  private static int bytes(int type) {
    return switch (type) {
      case StreamerType.CHAR, StreamerType.UCHAR, StreamerType.BOOL -> 1;
      case StreamerType.SHORT, StreamerType.USHORT -> 2;
      case StreamerType.INT,
          StreamerType.COUNTER,
          StreamerType.UINT,
          StreamerType.BITS,
          StreamerType.FLOAT ->
          4;
      case StreamerType.LONG,
          StreamerType.ULONG,
          StreamerType.LONG64,
          StreamerType.ULONG64,
          StreamerType.DOUBLE ->
          8;
      default -> 0;
    };
  }

  /** A number as a {@code Long}; floating point, which no tree needs, as a whole one. */
  private Long number(int type) {
    return switch (type) {
      case StreamerType.CHAR -> (long) (byte) from.u8();
      case StreamerType.UCHAR, StreamerType.BOOL -> (long) from.u8();
      case StreamerType.SHORT -> (long) from.i16();
      case StreamerType.USHORT -> from.i16() & 0xffffL;
      case StreamerType.INT, StreamerType.COUNTER -> (long) from.i32();
      case StreamerType.UINT, StreamerType.BITS -> from.u32();
      case StreamerType.FLOAT -> (long) Float.intBitsToFloat(from.i32());
      case StreamerType.DOUBLE -> (long) Double.longBitsToDouble(from.i64());
      default -> from.i64();
    };
  }

  private long[] array(int type, long length) {
    from.need(Math.multiplyExact(length, bytes(type)));
    long[] values = new long[Math.toIntExact(length)];
    IntToLongFunction next = i -> number(type);
    java.util.Arrays.setAll(values, next);
    return values;
  }

  /** The object that a pointer names; null for none, and for one that was skipped. */
  private RootObject pointer() {
    int start = from.position();
    int first = from.i32();
    boolean sized = (first & BYTE_COUNT) != 0 && first != NEW_CLASS;
    if (!sized) {
      return named(first, start, start, -1);
    }
    int count = first & ~BYTE_COUNT;
    from.need(count);
    int end = from.position() + count;
    int tagPlace = from.position();
    RootObject object = named(from.i32(), start, tagPlace, end);
    from.seek(end);
    return object;
  }

  private RootObject named(int tag, int start, int tagPlace, int end) {
    if ((tag & CLASS_REFERENCE) == 0) {
      return met.get(tag) instanceof RootObject object ? object : null;
    }
    String className;
    if (tag == NEW_CLASS) {
      className = from.zeroEnded();
      met.put(reference(tagPlace), className);
    } else if (met.get(tag & ~CLASS_REFERENCE) instanceof String known) {
      className = known;
    } else if (end >= 0) {
      return null;
    } else {
      throw new IllegalArgumentException("an object is of a class that was not named before");
    }
    RootObject object = new RootObject(className);
    met.put(reference(start), object);
    fill(object, className);
    return object;
  }

  private int reference(int position) {
    return position + keyBytes + FIRST_REFERENCE;
  }
}
