package org.lorentznet.data.root;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lorentznet.data.columns.FileColumn;

/**
 * Finds out which columns the branches of a tree are. A column's name is its branch's; where
 * several branches have it, with those above it in front; where a branch has several leaves, with
 * the leaf's behind it.
 */
final class BranchColumns {
  /** A vector begins with its size in bytes, a version, and the number of its elements. */
  private static final int VECTOR_HEAD = 4 + 2 + 4;

  /** An array whose length is another member begins with a byte that says whether it is there. */
  private static final int ARRAY_HEAD = 1;

  private static final Pattern VECTOR =
      Pattern.compile(
          "(?:std::)?(?:vector|ROOT::(?:VecOps::)?RVec)<([A-Za-z0-9_ ]+?)(?:,.*llocator<.*)? ?>");

  /** What names of branches may end with, and is of no use in a column's. */
  private static final Pattern DIMENSIONS_OR_DOT = Pattern.compile("(?:(?:\\[[^\\]]*\\])+|\\.)$");

  /** Kinds of branches for parts of objects. */
  private static final class Part {
    static final int MEMBER = 0;
    static final int ARRAY_OF_OBJECTS = 3;
    static final int VECTOR_OF_OBJECTS = 4;
    static final int MEMBER_IN_ARRAY = 31;
    static final int MEMBER_IN_VECTOR = 41;

    private Part() {}
  }

  private final ClassLayouts layouts;
  private final Map<String, BranchColumn> columns = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final Map<RootObject, RootObject> branchesOfLeaves = new IdentityHashMap<>();
  private final Set<RootObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param tree the object that a tree is
   * @param layouts of the classes in its file
   */
  BranchColumns(RootObject tree, ClassLayouts layouts) {
    this.layouts = layouts;
    collectLeaves(tree);
    seen.clear();
    walk(tree, "");
  }

  /** The columns by their names, in the tree's order. */
  Map<String, BranchColumn> columns() {
    return columns;
  }

  /** What the other branches are, in words, by their names. */
  Map<String, String> unreadable() {
    return unreadable;
  }

  private void collectLeaves(RootObject parent) {
    for (RootObject branch : branches(parent)) {
      for (RootObject leaf : branch.object("fLeaves").elements()) {
        branchesOfLeaves.put(leaf, branch);
      }
      collectLeaves(branch);
    }
  }

  /** The branches right below a tree or a branch; no branch is met twice. */
  private List<RootObject> branches(RootObject parent) {
    List<RootObject> branches = new ArrayList<>();
    for (RootObject branch : parent.object("fBranches").elements()) {
      if (branch != null) {
        if (!seen.add(branch)) {
          throw new IllegalArgumentException("branches lie within each other in a circle");
        }
        branches.add(branch);
      }
    }
    return branches;
  }

  private void walk(RootObject parent, String path) {
    for (RootObject branch : branches(parent)) {
      String name = DIMENSIONS_OR_DOT.matcher(branch.text("fName")).replaceFirst("");
      String free = columns.containsKey(name) || unreadable.containsKey(name) ? path + name : name;
      try {
        add(branch, free);
      } catch (UnreadableBranch e) {
        unreadable.putIfAbsent(free, e.getMessage());
      }
      walk(branch, path + name + "/");
    }
  }

  private void add(RootObject branch, String name) throws UnreadableBranch {
    List<RootObject> leaves = branch.object("fLeaves").elements();
    if (leaves.contains(null)) {
      throw new IllegalArgumentException("branch " + name + " has an empty leaf");
    }
    boolean collection = isCollection(branch);
    if (leaves.isEmpty() || isParent(branch) && !collection) {
      throw new UnreadableBranch("a group of branches");
    }
    if (!branch.text("fFileName").isEmpty()) {
      throw new UnreadableBranch("a branch in another file, " + branch.text("fFileName"));
    }
    if (collection && isParent(branch)) {
      // What is left of the collection is the number of its elements.
      put(name, arrays(branch, name, List.of(), EntryLayout.ofArrays(PlainNumber.INT32, 1)));
    } else if (branch.has("fStreamerType")) {
      put(name, ofMember(branch, name, leaves.getFirst()));
    } else if (branch.has("fClassName")) {
      throw objects(branch.text("fClassName"));
    } else if (leaves.size() == 1) {
      put(name, ofLeaf(branch, name, leaves.getFirst()));
    } else {
      addParts(branch, name, leaves);
    }
  }

  private static boolean isParent(RootObject branch) {
    return !branch.object("fBranches").elements().isEmpty();
  }

  private static boolean isCollection(RootObject branch) {
    long part = branch.integerOr("fType", Part.MEMBER);
    return part == Part.ARRAY_OF_OBJECTS || part == Part.VECTOR_OF_OBJECTS;
  }

  private static UnreadableBranch objects(String className) {
    return new UnreadableBranch("objects of class " + className);
  }

  private void put(String name, BranchColumn column) {
    if (columns.putIfAbsent(name, column) != null) {
      unreadable.putIfAbsent(name, "the name of several branches");
    }
  }

  private BranchColumn ofLeaf(RootObject branch, String name, RootObject leaf)
      throws UnreadableBranch {
    NumberCode code = LeafNumbers.code(leaf);
    List<Integer> shape = LeafNumbers.shape(leaf);
    int numbers = Math.toIntExact(leaf.integer("fLen"));
    Optional<RootObject> counter = leaf.pointer("fLeafCount");
    return counter.isPresent()
        ? lists(branch, name, shape, EntryLayout.ofLists(code, numbers, 0), counter)
        : arrays(branch, name, shape, EntryLayout.ofArrays(code, numbers));
  }

  private void addParts(RootObject branch, String name, List<RootObject> leaves)
      throws UnreadableBranch {
    int bytes = 0;
    for (RootObject leaf : leaves) {
      if (leaf.has("fLeafCount")) {
        throw new UnreadableBranch("several leaves of which one is a list");
      }
      bytes = Math.addExact(bytes, bytes(leaf));
    }
    int at = 0;
    for (RootObject leaf : leaves) {
      int numbers = Math.toIntExact(leaf.integer("fLen"));
      String part = name + "." + leaf.text("fName");
      EntryLayout layout = EntryLayout.ofParts(LeafNumbers.code(leaf), numbers, at, bytes);
      put(part, arrays(branch, part, LeafNumbers.shape(leaf), layout));
      at += bytes(leaf);
    }
  }

  private static int bytes(RootObject leaf) throws UnreadableBranch {
    int numbers = Math.toIntExact(leaf.integer("fLen"));
    return Math.multiplyExact(numbers, LeafNumbers.code(leaf).bytes());
  }

  private BranchColumn ofMember(RootObject branch, String name, RootObject leaf)
      throws UnreadableBranch {
    int part = (int) branch.integer("fType");
    int streamer = (int) branch.integer("fStreamerType");
    if (streamer == StreamerType.BITS) {
      throw new UnreadableBranch("bits of objects");
    }
    int arrays = streamer / StreamerType.ARRAY * StreamerType.ARRAY;
    Optional<NumberCode> code =
        LeafNumbers.code(streamer % StreamerType.ARRAY, title(branch))
            .filter(known -> streamer > 0 && arrays <= StreamerType.COUNTED);
    if (code.isEmpty()) {
      return ofVector(branch, name);
    }
    List<Integer> shape = LeafNumbers.shape(leaf);
    int numbers = Math.toIntExact(leaf.integer("fLen"));
    boolean inCollection = part == Part.MEMBER_IN_ARRAY || part == Part.MEMBER_IN_VECTOR;
    if (arrays == StreamerType.COUNTED) {
      if (inCollection) {
        throw new UnreadableBranch("lists of lists");
      }
      EntryLayout layout = EntryLayout.ofLists(code.get(), numbers, ARRAY_HEAD);
      return lists(branch, name, shape, layout, Optional.empty());
    }
    return inCollection
        ? lists(
            branch,
            name,
            shape,
            EntryLayout.ofLists(code.get(), numbers, 0),
            leaf.pointer("fLeafCount"))
        : arrays(branch, name, shape, EntryLayout.ofArrays(code.get(), numbers));
  }

  private BranchColumn ofVector(RootObject branch, String name) throws UnreadableBranch {
    String className = branch.text("fClassName");
    int streamer = (int) branch.integer("fStreamerType");
    boolean member = streamer >= 0;
    String typeName =
        member ? member(branch).map(StreamerElement::className).orElse("") : className;
    Matcher vector = VECTOR.matcher(typeName);
    if (!vector.matches()) {
      throw typeName.isEmpty()
          ? new UnreadableBranch("a part of class " + className)
          : objects(typeName);
    }
    Optional<NumberCode> code = LeafNumbers.code(vector.group(1));
    if (code.isEmpty()) {
      throw objects(typeName);
    }
    if (branch.integer("fType") != Part.MEMBER) {
      throw new UnreadableBranch("lists of lists");
    }
    EntryLayout layout = EntryLayout.ofLists(code.get(), 1, VECTOR_HEAD);
    return lists(branch, name, List.of(), layout, Optional.empty());
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

  private String title(RootObject branch) {
    return member(branch).map(StreamerElement::title).orElse("");
  }

  private BranchColumn arrays(
      RootObject branch, String name, List<Integer> shape, EntryLayout layout)
      throws UnreadableBranch {
    return column(branch, name, shape, layout, Optional.empty());
  }

  private BranchColumn lists(
      RootObject branch,
      String name,
      List<Integer> shape,
      EntryLayout layout,
      Optional<RootObject> counterLeaf)
      throws UnreadableBranch {
    Optional<BranchColumn> counter = Optional.empty();
    if (counterLeaf.isPresent()) {
      RootObject counting = branchesOfLeaves.get(counterLeaf.get());
      if (counting != null && counting != branch) {
        counter = Optional.of(counts(counting, counterLeaf.get()));
      }
    }
    return column(branch, name, shape, layout, counter);
  }

  private BranchColumn counts(RootObject branch, RootObject leaf) throws UnreadableBranch {
    NumberCode code = branch.has("fStreamerType") ? PlainNumber.INT32 : LeafNumbers.code(leaf);
    return arrays(branch, branch.text("fName"), List.of(), EntryLayout.ofArrays(code, 1));
  }

  private BranchColumn column(
      RootObject branch,
      String name,
      List<Integer> shape,
      EntryLayout layout,
      Optional<BranchColumn> counter)
      throws UnreadableBranch {
    BasketTable baskets = BasketTable.of(branch);
    return new BranchColumn(
        new FileColumn(name, baskets.entries(), layout.perNumber().type(), layout.list(), shape),
        layout,
        baskets,
        branch.integer("fTotBytes"),
        counter);
  }
}
