package org.lorentznet.data.root;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What leaves say of the numbers in them. */
final class LeafNumbers {
  /** A dimension in a leaf's title, e.g. of {@code x[n][4]}. */
  private static final Pattern DIMENSION = Pattern.compile("\\[(\\d{1,9})\\]");

  /** Kinds of leaves with whole numbers: signed, unsigned. */
  private static final Map<String, List<PlainNumber>> WHOLE =
      Map.of(
          "TLeafB", List.of(PlainNumber.INT8, PlainNumber.UINT8),
          "TLeafS", List.of(PlainNumber.INT16, PlainNumber.UINT16),
          "TLeafI", List.of(PlainNumber.INT32, PlainNumber.UINT32),
          "TLeafL", List.of(PlainNumber.INT64, PlainNumber.UINT64),
          "TLeafG", List.of(PlainNumber.INT64, PlainNumber.UINT64));

  /** Types of elements of {@code vector<T>}, by their names in C++ and in ROOT. */
  private static final Map<String, NumberCode> NAMED =
      Map.ofEntries(
          Map.entry("bool", PlainNumber.BOOL),
          Map.entry("char", PlainNumber.INT8),
          Map.entry("signed char", PlainNumber.INT8),
          Map.entry("unsigned char", PlainNumber.UINT8),
          Map.entry("short", PlainNumber.INT16),
          Map.entry("unsigned short", PlainNumber.UINT16),
          Map.entry("int", PlainNumber.INT32),
          Map.entry("unsigned int", PlainNumber.UINT32),
          Map.entry("long", PlainNumber.INT64),
          Map.entry("unsigned long", PlainNumber.UINT64),
          Map.entry("long long", PlainNumber.INT64),
          Map.entry("unsigned long long", PlainNumber.UINT64),
          Map.entry("float", PlainNumber.FLOAT32),
          Map.entry("double", PlainNumber.FLOAT64),
          Map.entry("Bool_t", PlainNumber.BOOL),
          Map.entry("Char_t", PlainNumber.INT8),
          Map.entry("UChar_t", PlainNumber.UINT8),
          Map.entry("Short_t", PlainNumber.INT16),
          Map.entry("UShort_t", PlainNumber.UINT16),
          Map.entry("Int_t", PlainNumber.INT32),
          Map.entry("UInt_t", PlainNumber.UINT32),
          Map.entry("unsigned", PlainNumber.UINT32),
          Map.entry("Long_t", PlainNumber.INT64),
          Map.entry("ULong_t", PlainNumber.UINT64),
          Map.entry("Long64_t", PlainNumber.INT64),
          Map.entry("ULong64_t", PlainNumber.UINT64),
          Map.entry("Float_t", PlainNumber.FLOAT32),
          Map.entry("Double_t", PlainNumber.FLOAT64),
          Map.entry("Double32_t", PlainNumber.DOUBLE32),
          Map.entry("Float16_t", PackedNumber.float16("")));

  private LeafNumbers() {}

  /**
   * The kind of a plain leaf.
   *
   * @throws UnreadableBranch where it holds no numbers
   */
  static NumberCode code(RootObject leaf) throws UnreadableBranch {
    List<PlainNumber> whole = WHOLE.get(leaf.className());
    if (whole != null) {
      return whole.get(leaf.integer("fIsUnsigned") == 0 ? 0 : 1);
    }
    return switch (leaf.className()) {
      case "TLeafO" -> PlainNumber.BOOL;
      case "TLeafF" -> PlainNumber.FLOAT32;
      case "TLeafD" -> PlainNumber.FLOAT64;
      case "TLeafF16" -> PackedNumber.float16(leaf.text("fTitle"));
      case "TLeafD32" -> PackedNumber.double32(leaf.text("fTitle"));
      case "TLeafC" -> throw new UnreadableBranch("text");
      case "TLeafObject" -> throw new UnreadableBranch("objects");
      default -> throw new UnreadableBranch("leaves of the kind " + leaf.className());
    };
  }

  /**
   * The kind of a member of a class.
   *
   * @param type ROOT's number for it, without what is added for arrays
   * @param title of the member, which may tell how it is packed
   */
  static Optional<NumberCode> code(int type, String title) {
    return switch (type) {
      case StreamerType.CHAR -> Optional.of(PlainNumber.INT8);
      case StreamerType.SHORT -> Optional.of(PlainNumber.INT16);
      case StreamerType.INT, StreamerType.COUNTER -> Optional.of(PlainNumber.INT32);
      case StreamerType.LONG, StreamerType.LONG64 -> Optional.of(PlainNumber.INT64);
      case StreamerType.FLOAT -> Optional.of(PlainNumber.FLOAT32);
      case StreamerType.DOUBLE -> Optional.of(PlainNumber.FLOAT64);
      case StreamerType.DOUBLE32 -> Optional.of(PackedNumber.double32(title));
      case StreamerType.UCHAR -> Optional.of(PlainNumber.UINT8);
      case StreamerType.USHORT -> Optional.of(PlainNumber.UINT16);
      case StreamerType.UINT -> Optional.of(PlainNumber.UINT32);
      case StreamerType.ULONG, StreamerType.ULONG64 -> Optional.of(PlainNumber.UINT64);
      case StreamerType.BOOL -> Optional.of(PlainNumber.BOOL);
      case StreamerType.FLOAT16 -> Optional.of(PackedNumber.float16(title));
      default -> Optional.empty();
    };
  }

  /** The kind of a type by its name in C++, e.g. {@code unsigned int}. */
  static Optional<NumberCode> code(String typeName) {
    return Optional.ofNullable(NAMED.get(typeName));
  }

  /**
   * Numbers in an entry of a leaf, or in an element of its lists.
   *
   * @throws IllegalArgumentException where it declares none at all
   */
  static int perElement(RootObject leaf) {
    int numbers = Math.toIntExact(leaf.integer("fLen"));
    if (numbers < 1) {
      throw new IllegalArgumentException(
          "leaf " + leaf.text("fName") + " has " + numbers + " numbers");
    }
    return numbers;
  }

  /** The fixed dimensions of a leaf's entries, or of the elements of its lists. */
  static List<Integer> shape(RootObject leaf) {
    int numbers = perElement(leaf);
    List<Integer> shape = new ArrayList<>();
    long product = 1;
    Matcher dimensions = DIMENSION.matcher(leaf.text("fTitle"));
    while (dimensions.find() && product <= numbers) {
      shape.add(Integer.parseInt(dimensions.group(1)));
      product *= shape.getLast();
    }
    if (product == numbers) {
      return shape;
    }
    return numbers == 1 ? List.of() : List.of(numbers);
  }
}
