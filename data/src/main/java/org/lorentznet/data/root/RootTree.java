package org.lorentznet.data.root;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/**
 * A tree of a ROOT file: its branches of numbers, of arrays and of lists of numbers, and of vectors
 * of numbers, as columns with a row an entry.
 */
public final class RootTree implements ColumnSource {
  private final ReadableFile file;
  private final Map<String, BranchColumn> columns;
  private final Map<String, String> unreadable;

  private RootTree(ReadableFile file, BranchColumns found) {
    this.file = file;
    columns = found.columns();
    unreadable = found.unreadable();
  }

  /**
   * The trees of a file, see {@link RootFile#trees}.
   *
   * @throws FileFormatException where the file is no ROOT file, or damaged, or has none
   */
  public static List<String> names(ReadableFile file) {
    try (RootFile root = RootFile.open(file)) {
      return root.trees();
    }
  }

  /**
   * Reads what a tree of a file holds.
   *
   * @param path e.g. {@code Events} or {@code analysis/tree}, see {@link RootFile#trees}
   * @throws FileFormatException where the file is no ROOT file, or damaged, or has no such tree
   */
  public static RootTree open(ReadableFile file, String path) {
    try (RootFile root = RootFile.open(file)) {
      return open(root, path);
    }
  }

  /**
   * Reads what the only tree of a file holds.
   *
   * @throws FileFormatException where the file has none or several, naming these
   */
  public static RootTree open(ReadableFile file) {
    try (RootFile root = RootFile.open(file)) {
      List<String> trees = root.trees();
      if (trees.size() > 1) {
        throw new FileFormatException(
            file, "holds several trees, one has to be named: " + String.join(", ", trees));
      }
      return open(root, trees.getFirst());
    }
  }

  private static RootTree open(RootFile root, String path) {
    RootObject tree = root.tree(path);
    return root.file()
        .reading(
            RootFile.FORMAT,
            () -> new RootTree(root.file(), new BranchColumns(tree, root.layouts())));
  }

  @Override
  public ReadableFile file() {
    return file;
  }

  @Override
  public List<FileColumn> columns() {
    return columns.values().stream().map(BranchColumn::column).toList();
  }

  @Override
  public Map<String, String> unreadable() {
    return Collections.unmodifiableMap(unreadable);
  }

  @Override
  public ColumnStream open(Collection<String> names) {
    return new RootTreeStream(RootFile.reopen(file), branches(names));
  }

  @Override
  public Optional<ColumnAccess> access(Collection<String> names) {
    List<BranchColumn> chosen = branches(names);
    return readInVain(chosen) > ColumnAccess.MOST_READ_IN_VAIN
        ? Optional.empty()
        : Optional.of(new RootTreeStream(RootFile.reopen(file), chosen));
  }

  private List<BranchColumn> branches(Collection<String> names) {
    return names.stream().map(this::branch).toList();
  }

  /** Rows of the largest baskets: the mean over branches, which count by their bytes. */
  private static double readInVain(List<BranchColumn> branches) {
    double rows = 0;
    double bytes = 0;
    for (BranchColumn branch : branches) {
      rows += (double) branch.baskets().mostEntries() * branch.bytes();
      bytes += branch.bytes();
    }
    return bytes == 0 ? 0 : rows / bytes;
  }

  /** A column and where its numbers lie. */
  BranchColumn branch(String name) {
    return columns.get(name);
  }
}
