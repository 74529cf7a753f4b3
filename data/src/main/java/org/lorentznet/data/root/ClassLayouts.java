package org.lorentznet.data.root;

import static org.lorentznet.data.root.StreamerType.INT;
import static org.lorentznet.data.root.StreamerType.POINTER;
import static org.lorentznet.data.root.StreamerType.STRING;
import static org.lorentznet.data.root.StreamerType.TNAMED;
import static org.lorentznet.data.root.StreamerType.TOBJECT;
import static org.lorentznet.data.root.StreamerType.UINT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes that a file describes ("streamer info"), each in all versions that it holds. */
final class ClassLayouts {
  /** What descriptions themselves consist of, as far as it is needed; it never changed. */
  private static final List<ClassLayout> OF_DESCRIPTIONS =
      List.of(
          builtIn(
              "TNamed",
              base("TObject", TOBJECT),
              member("fName", STRING),
              member("fTitle", STRING)),
          builtIn(
              "TStreamerInfo",
              base("TNamed", TNAMED),
              member("fCheckSum", UINT),
              member("fClassVersion", INT),
              member("fElements", POINTER)),
          builtIn(
              "TStreamerElement",
              base("TNamed", TNAMED),
              member("fType", INT),
              member("fSize", INT),
              member("fArrayLength", INT),
              member("fArrayDim", INT),
              new StreamerElement("fMaxIndex", "", false, INT + StreamerType.ARRAY, "", 5, ""),
              member("fTypeName", STRING)),
          builtIn(
              "TStreamerBasicPointer",
              base("TStreamerElement", 0),
              member("fCountVersion", INT),
              member("fCountName", STRING)),
          builtIn("TStreamerSTLstring", base("TStreamerSTL", 0)));

  /** Kinds of members of which only what is common to all is needed. */
  private static final List<String> KINDS_OF_ELEMENTS =
      List.of(
          "Base",
          "BasicType",
          "Loop",
          "Object",
          "ObjectPointer",
          "ObjectAny",
          "ObjectAnyPointer",
          "String",
          "STL");

  /** What some programs that are not ROOT do not describe. */
  private static final ClassLayout LEAF =
      builtIn(
          "TLeaf",
          base("TNamed", TNAMED),
          member("fLen", INT),
          member("fLenType", INT),
          member("fOffset", INT),
          member("fIsRange", StreamerType.BOOL),
          member("fIsUnsigned", StreamerType.BOOL),
          member("fLeafCount", POINTER));

  private static final List<String> KINDS_OF_LEAVES =
      List.of("B", "S", "I", "L", "G", "F", "D", "O", "C", "F16", "D32", "Element");

  private static final ClassLayouts BUILT_IN = builtIn();

  private static final int ANY_VERSION = -1;

  private final Map<String, List<ClassLayout>> layouts = new HashMap<>();

  private ClassLayouts(List<ClassLayout> layouts) {
    for (ClassLayout layout : layouts) {
      this.layouts.computeIfAbsent(layout.name(), name -> new ArrayList<>()).add(layout);
    }
  }

  private static ClassLayout builtIn(String name, StreamerElement... elements) {
    return new ClassLayout(name, ANY_VERSION, 0, List.of(elements));
  }

  private static ClassLayouts builtIn() {
    List<ClassLayout> layouts = new ArrayList<>(OF_DESCRIPTIONS);
    KINDS_OF_ELEMENTS.forEach(
        kind -> layouts.add(builtIn("TStreamer" + kind, base("TStreamerElement", 0))));
    layouts.add(LEAF);
    KINDS_OF_LEAVES.forEach(kind -> layouts.add(builtIn("TLeaf" + kind, base("TLeaf", 0))));
    return new ClassLayouts(layouts);
  }

  private static StreamerElement base(String className, int type) {
    return new StreamerElement(className, "", true, type, className, 0, "");
  }

  private static StreamerElement member(String name, int type) {
    return new StreamerElement(name, "", false, type, "", 0, "");
  }

  /**
   * The descriptions of a file.
   *
   * @param list the content of its record of descriptions
   * @param keyBytes of that record's head
   */
  static ClassLayouts read(RootBuffer list, int keyBytes) {
    List<ClassLayout> layouts = new ArrayList<>();
    RootObject infos = new ObjectReader(list, keyBytes, BUILT_IN).object("TList");
    for (RootObject info : infos.elements()) {
      if (info != null && info.className().equals("TStreamerInfo") && info.has("fElements")) {
        layouts.add(layout(info));
      }
    }
    return new ClassLayouts(layouts);
  }

  private static ClassLayout layout(RootObject info) {
    List<StreamerElement> elements = new ArrayList<>();
    for (RootObject element : info.object("fElements").elements()) {
      if (element == null) {
        throw new IllegalArgumentException("class " + info.text("fName") + " has an empty member");
      }
      elements.add(element(element));
    }
    return new ClassLayout(
        info.text("fName"),
        (int) info.integer("fClassVersion"),
        info.integer("fCheckSum"),
        elements);
  }

  private static StreamerElement element(RootObject element) {
    String typeName = element.text("fTypeName");
    boolean base = element.className().equals("TStreamerBase");
    return new StreamerElement(
        element.text("fName"),
        element.text("fTitle"),
        base,
        (int) element.integer("fType"),
        base ? element.text("fName") : typeName.replace("*", "").strip(),
        (int) element.integer("fArrayLength"),
        element.has("fCountName") ? element.text("fCountName") : "");
  }

  /** The layout of a class in a version. */
  Optional<ClassLayout> find(String className, int version) {
    Optional<ClassLayout> found = described(className, version);
    return found.isPresent() || this == BUILT_IN ? found : BUILT_IN.described(className, version);
  }

  private Optional<ClassLayout> described(String className, int version) {
    return layouts.getOrDefault(className, List.of()).stream()
        .filter(layout -> layout.version() == version || layout.version() == ANY_VERSION)
        .findFirst();
  }

  /** The layout of a class without versions of its own, known by a checksum. */
  Optional<ClassLayout> findByChecksum(String className, long checksum) {
    return layouts.getOrDefault(className, List.of()).stream()
        .filter(layout -> layout.checksum() == checksum)
        .findFirst();
  }
}
