package org.lorentznet.data.root;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lorentznet.data.columns.FileColumn;

/**
 * The columns that the branches of a tree are. A column's name is its branch's; where several
 * branches have it, with the names of those above it in front; where a branch has several leaves,
 * with the leaf's behind it.
 */
final class BranchColumns {
  /** What names of branches may end with, and is of no use in a column's. */
  private static final Pattern DIMENSIONS_OR_DOT = Pattern.compile("(?:(?:\\[[^\\]]*\\])+|\\.)$");

  private final BranchEntries entries;
  private final Map<String, BranchColumn> columns = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final Map<RootObject, RootObject> branchesOfLeaves = new IdentityHashMap<>();
  private final Set<RootObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param tree the object that a tree is
   * @param layouts of the classes of its file
   */
  BranchColumns(RootObject tree, ClassLayouts layouts) {
    entries = new BranchEntries(layouts);
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
      boolean taken = columns.containsKey(name) || unreadable.containsKey(name);
      add(branch, taken ? path + name : name);
      walk(branch, path + name + "/");
    }
  }

  private void add(RootObject branch, String name) {
    try {
      if (!branch.text("fFileName").isEmpty()) {
        throw new UnreadableBranch("a branch in another file, " + branch.text("fFileName"));
      }
      for (BranchEntries.Numbers numbers : entries.of(branch)) {
        String full = numbers.leaf().isEmpty() ? name : name + "." + numbers.leaf();
        columns.putIfAbsent(full, column(branch, full, numbers));
      }
    } catch (UnreadableBranch e) {
      unreadable.putIfAbsent(name, e.getMessage());
    }
  }

  private BranchColumn column(RootObject branch, String name, BranchEntries.Numbers numbers)
      throws UnreadableBranch {
    EntryLayout layout = numbers.layout();
    BasketTable baskets = BasketTable.of(branch);
    FileColumn column =
        new FileColumn(
            name, baskets.entries(), layout.perNumber().type(), layout.list(), numbers.shape());
    return new BranchColumn(
        column, layout, baskets, branch.integer("fTotBytes"), counter(branch, numbers));
  }

  private Optional<BranchColumn> counter(RootObject branch, BranchEntries.Numbers numbers)
      throws UnreadableBranch {
    RootObject counting = numbers.counter().map(branchesOfLeaves::get).orElse(null);
    if (counting == null || counting == branch) {
      return Optional.empty();
    }
    BranchEntries.Numbers counts = entries.of(counting).getFirst();
    return counts.counter().isPresent()
        ? Optional.empty()
        : Optional.of(column(counting, counting.text("fName"), counts));
  }
}
