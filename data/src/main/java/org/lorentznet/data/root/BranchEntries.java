package org.lorentznet.data.root;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how numbers lie in the entries of branches. */
final class BranchEntries {
  /** A vector begins with its size in bytes, a version, and the number of its elements. */
  private static final int VECTOR_HEAD = 4 + 2 + 4;

  /** An array whose length is another member begins with a byte that says whether it is there. */
  private static final int ARRAY_HEAD = 1;

  private static final Pattern VECTOR =
      Pattern.compile(
          "(?:std::)?(?:vector|ROOT::(?:VecOps::)?RVec)<([A-Za-z0-9_ ]+?)(?:,.*llocator<.*)? ?>");

  /** Kinds of branches of split objects. */
  private static final int MEMBER = 0;

  private static final int ARRAY_OF_OBJECTS = 3;
  private static final int VECTOR_OF_OBJECTS = 4;
  private static final int MEMBER_IN_ARRAY = 31;
  private static final int MEMBER_IN_VECTOR = 41;

  private final ClassLayouts layouts;

  /**
   * @param layouts of the classes of the file
   */
  BranchEntries(ClassLayouts layouts) {
    this.layouts = layouts;
  }

  /**
   * Numbers in the entries of a branch.
   *
   * @param leaf of a branch with several, the name of the one they are of; else empty
   * @param shape fixed dimensions of an entry, or of an element of its list
   * @param counter the leaf that holds how long each list is, where there is one
   */
  record Numbers(
      String leaf, EntryLayout layout, List<Integer> shape, Optional<RootObject> counter) {
    static Numbers ofArrays(NumberCode code, RootObject leaf) {
      List<Integer> shape = LeafNumbers.shape(leaf);
      EntryLayout layout = EntryLayout.ofArrays(code, LeafNumbers.perElement(leaf));
      return new Numbers("", layout, shape, Optional.empty());
    }

    static Numbers ofLists(NumberCode code, RootObject leaf, int headBytes) {
      List<Integer> shape = LeafNumbers.shape(leaf);
      EntryLayout layout = EntryLayout.ofLists(code, LeafNumbers.perElement(leaf), headBytes);
      return new Numbers("", layout, shape, leaf.pointer("fLeafCount"));
    }
  }

  /**
   * All numbers of a branch.
   *
   * @throws UnreadableBranch where its entries are something else
   */
  List<Numbers> of(RootObject branch) throws UnreadableBranch {
    List<RootObject> leaves = branch.object("fLeaves").elements();
    if (leaves.contains(null)) {
      throw new IllegalArgumentException("branch " + branch.text("fName") + " has an empty leaf");
    }
    boolean group = !branch.object("fBranches").elements().isEmpty();
    boolean collection = group && isCollection(branch);
    if (leaves.isEmpty() || group && !collection) {
      throw new UnreadableBranch("a group of branches");
    }
    RootObject leaf = leaves.getFirst();
    if (collection) {
      // What is left of the collection is the number of its elements.
      EntryLayout layout = EntryLayout.ofArrays(PlainNumber.INT32, 1);
      return List.of(new Numbers("", layout, List.of(), Optional.empty()));
    }
    if (branch.has("fStreamerType")) {
      return List.of(ofMember(branch, leaf));
    }
    if (branch.has("fClassName")) {
      throw objects(branch.text("fClassName"));
    }
    return leaves.size() == 1 ? List.of(ofLeaf(leaf)) : ofLeaves(leaves);
  }

  private static boolean isCollection(RootObject branch) {
    long kind = branch.integerOr("fType", MEMBER);
    return kind == ARRAY_OF_OBJECTS || kind == VECTOR_OF_OBJECTS;
  }

  private static UnreadableBranch objects(String className) {
    return new UnreadableBranch("objects of class " + className);
  }

  private static Numbers ofLeaf(RootObject leaf) throws UnreadableBranch {
    NumberCode code = LeafNumbers.code(leaf);
    return leaf.has("fLeafCount") ? Numbers.ofLists(code, leaf, 0) : Numbers.ofArrays(code, leaf);
  }

  /** Leaves side by side in each entry. */
  private static List<Numbers> ofLeaves(List<RootObject> leaves) throws UnreadableBranch {
    int entryBytes = 0;
    for (RootObject leaf : leaves) {
      if (leaf.has("fLeafCount")) {
        throw new UnreadableBranch("several leaves of which one is a list");
      }
      entryBytes = Math.addExact(entryBytes, bytes(leaf));
    }
    List<Numbers> all = new ArrayList<>();
    int at = 0;
    for (RootObject leaf : leaves) {
      EntryLayout layout =
          EntryLayout.ofParts(LeafNumbers.code(leaf), LeafNumbers.perElement(leaf), at, entryBytes);
      List<Integer> shape = LeafNumbers.shape(leaf);
      all.add(new Numbers(leaf.text("fName"), layout, shape, Optional.empty()));
      at += bytes(leaf);
    }
    return all;
  }

  private static int bytes(RootObject leaf) throws UnreadableBranch {
    return Math.multiplyExact(LeafNumbers.perElement(leaf), LeafNumbers.code(leaf).bytes());
  }

  private Numbers ofMember(RootObject branch, RootObject leaf) throws UnreadableBranch {
    int kind = (int) branch.integer("fType");
    int type = (int) branch.integer("fStreamerType");
    Optional<StreamerElement> member = type < 0 ? Optional.empty() : member(branch);
    if (type == StreamerType.BITS) {
      throw new UnreadableBranch("bits of objects");
    }
    int arrays = type / StreamerType.ARRAY * StreamerType.ARRAY;
    Optional<NumberCode> code =
        LeafNumbers.code(type % StreamerType.ARRAY, member.map(StreamerElement::title).orElse(""));
    boolean inCollection = kind == MEMBER_IN_ARRAY || kind == MEMBER_IN_VECTOR;
    if (code.isEmpty() || arrays > StreamerType.COUNTED) {
      String className = branch.text("fClassName");
      String typeName = type < 0 ? className : member.map(StreamerElement::className).orElse("");
      if (typeName.isEmpty()) {
        throw new UnreadableBranch("a part of class " + className);
      }
      return new Numbers("", vector(typeName, inCollection), List.of(), Optional.empty());
    }
    if (arrays == StreamerType.COUNTED) {
      requireNotIn(inCollection);
      return Numbers.ofLists(code.get(), leaf, ARRAY_HEAD);
    }
    return inCollection ? Numbers.ofLists(code.get(), leaf, 0) : Numbers.ofArrays(code.get(), leaf);
  }

  private static EntryLayout vector(String typeName, boolean inCollection) throws UnreadableBranch {
    Matcher vector = VECTOR.matcher(typeName);
    Optional<NumberCode> code =
        vector.matches() ? LeafNumbers.code(vector.group(1)) : Optional.empty();
    if (code.isEmpty()) {
      throw objects(typeName);
    }
    requireNotIn(inCollection);
    return EntryLayout.ofLists(code.get(), 1, VECTOR_HEAD);
  }

  private static void requireNotIn(boolean collection) throws UnreadableBranch {
    if (collection) {
      throw new UnreadableBranch("lists of lists");
    }
  }

  /** The member of a class that a branch holds. */
  private Optional<StreamerElement> member(RootObject branch) {
    int index = (int) branch.integer("fID");
    String className = branch.text("fClassName");
    return layouts
        .find(className, (int) branch.integer("fClassVersion"))
        .or(() -> layouts.findByChecksum(className, branch.integerOr("fCheckSum", 0)))
        .filter(layout -> index >= 0 && index < layout.elements().size())
        .map(layout -> layout.elements().get(index));
  }
}
