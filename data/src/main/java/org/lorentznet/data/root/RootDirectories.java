package org.lorentznet.data.root;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The directories of a file, and directories within them. */
final class RootDirectories {
  /** Bytes that a directory's own description takes at most, without its name. */
  private static final int LARGEST = 60;

  private static final int DEEPEST = 100;

  private final RootFile file;
  private final Map<String, RootKey> found;
  private final Set<Long> seen = new HashSet<>();

  /**
   * @param found takes the records that are no directories by their paths, of several cycles the
   *     highest
   */
  RootDirectories(RootFile file, Map<String, RootKey> found) {
    this.file = file;
    this.found = found;
  }

  /** Finds all records of the directory at a place, and below it. */
  void walk(long place) throws IOException {
    walk("", place, 0);
  }

  private void walk(String path, long place, int depth) throws IOException {
    if (depth > DEEPEST || !seen.add(place)) {
      throw new IllegalArgumentException("directories lie within each other in a circle");
    }
    for (RootKey key : keys(place)) {
      String name = path + key.name();
      if (key.isDirectory()) {
        walk(name + "/", key.seek() + key.keyBytes(), depth + 1);
      } else {
        found.merge(name, key, (a, b) -> a.cycle() >= b.cycle() ? a : b);
      }
    }
  }

  private List<RootKey> keys(long place) throws IOException {
    int bytes = (int) Math.min(LARGEST, Math.max(0, file.file().size() - place));
    RootBuffer directory = new RootBuffer("a directory", file.read(place, bytes));
    boolean wide = directory.i16() > RootKey.WIDE;
    directory.skip(2 * Integer.BYTES); // dates
    int keysBytes = directory.i32();
    directory.skip(Integer.BYTES); // bytes of its name
    directory.place(wide); // itself
    directory.place(wide); // the one above
    long keysPlace = directory.place(wide);
    List<RootKey> keys = new ArrayList<>();
    if (keysPlace == 0) {
      return keys;
    }
    RootBuffer list = new RootBuffer("the list of a directory", file.read(keysPlace, keysBytes));
    RootKey.read(list);
    int count = list.count(RootKey.LEAST);
    for (int i = 0; i < count; i++) {
      keys.add(RootKey.read(list));
    }
    return keys;
  }
}
