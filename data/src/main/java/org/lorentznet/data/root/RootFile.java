package org.lorentznet.data.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/** An open ROOT file: its records, found by their names, and their contents. */
public final class RootFile implements AutoCloseable {
  static final String FORMAT = "ROOT";

  private static final int HEAD_BYTES = 64;

  /** Versions of files beyond 2 GiB, whose places have eight bytes. */
  private static final int WIDE_FILE = 1_000_000;

  private final ReadableFile file;
  private final FileChannel channel;
  private final Map<String, RootKey> keys = new LinkedHashMap<>();
  private ClassLayouts layouts;

  private RootFile(ReadableFile file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file and reads what records it has.
   *
   * @throws FileFormatException where it is not a ROOT file, or damaged
   */
  public static RootFile open(ReadableFile file) {
    return file.reading(
        FORMAT,
        () -> {
          RootFile root = channel(file);
          boolean good = false;
          try {
            root.readHead();
            good = true;
            return root;
          } finally {
            if (!good) {
              root.close();
            }
          }
        });
  }

  /** A file of which the places of records are known already. */
  static RootFile reopen(ReadableFile file) {
    return file.reading(FORMAT, () -> channel(file));
  }

  private static RootFile channel(ReadableFile file) throws IOException {
    return new RootFile(file, FileChannel.open(file.path(), StandardOpenOption.READ));
  }

  private void readHead() throws IOException {
    RootBuffer head =
        new RootBuffer("the file's head", read(0, (int) Math.min(HEAD_BYTES, channel.size())));
    if (head.i32() != 0x726f6f74) {
      throw new FileFormatException(file, "is no ROOT file");
    }
    boolean wide = head.i32() >= WIDE_FILE;
    int begin = head.i32();
    head.place(wide); // end
    head.place(wide); // list of gaps
    head.skip(2 * Integer.BYTES); // its bytes, number of gaps
    int nameBytes = head.i32();
    head.skip(1 + Integer.BYTES); // size of places, compression
    long layoutsPlace = head.place(wide);
    int layoutsBytes = head.i32();
    if (layoutsPlace == 0) {
      throw new FileFormatException(
          file, "was not closed when it was written: its list of classes is missing");
    }
    RootKey key =
        RootKey.read(new RootBuffer("the list of classes", read(layoutsPlace, layoutsBytes)));
    layouts = ClassLayouts.read(content(layoutsPlace, key), key.keyBytes());
    new RootDirectories(this, keys).walk(begin + (long) nameBytes);
  }

  ReadableFile file() {
    return file;
  }

  ClassLayouts layouts() {
    return layouts;
  }

  /**
   * The paths of all trees, in the file's order, e.g. {@code Events} or {@code analysis/tree}.
   *
   * @throws FileFormatException where there is none, naming what there is
   */
  public List<String> trees() {
    List<String> trees =
        keys.entrySet().stream()
            .filter(entry -> isTree(entry.getValue().className()))
            .map(Map.Entry::getKey)
            .toList();
    if (trees.isEmpty()) {
      throw new FileFormatException(file, "holds no tree (TTree); " + found());
    }
    return trees;
  }

  private static boolean isTree(String className) {
    return className.equals("TTree") || className.equals("TNtuple") || className.equals("TNtupleD");
  }

  private String found() {
    for (Map.Entry<String, RootKey> entry : keys.entrySet()) {
      if (entry.getValue().className().endsWith("RNTuple")) {
        return "found the RNTuple '" + entry.getKey() + "', which is not supported yet";
      }
    }
    List<String> shown =
        keys.entrySet().stream()
            .limit(8)
            .map(entry -> entry.getKey() + " (" + entry.getValue().className() + ")")
            .toList();
    return "found " + (shown.isEmpty() ? "nothing" : String.join(", ", shown));
  }

  /**
   * A tree's description, as the object that it is.
   *
   * @throws FileFormatException where there is no tree of that path
   */
  RootObject tree(String path) {
    Collection<String> trees = trees();
    if (!trees.contains(path)) {
      throw new FileFormatException(
          file, "no tree '" + path + "'; found: " + String.join(", ", trees));
    }
    RootKey key = keys.get(path);
    return file.reading(
        FORMAT,
        () -> {
          RootBuffer content = content(key.seek(), key);
          return new ObjectReader(content, key.keyBytes(), layouts).object(key.className());
        });
  }

  /** What a record holds, uncompressed. */
  private RootBuffer content(long place, RootKey key) throws IOException {
    String what = key.className() + " '" + key.name() + "' at byte " + place;
    byte[] stored = read(place + key.keyBytes(), key.storedBytes());
    try {
      boolean plain = key.storedBytes() == key.objectBytes();
      byte[] content = plain ? stored : CompressedBlocks.decode(stored, 0, key.objectBytes());
      return new RootBuffer(what, content);
    } catch (DataFormatException e) {
      throw new FileFormatException(file, "damaged ROOT file: " + what + ": " + e.getMessage(), e);
    }
  }

  /**
   * Bytes of the file.
   *
   * @throws IllegalArgumentException where it does not have them
   */
  byte[] read(long place, int count) throws IOException {
    long size = channel.size();
    if (place < 0 || count < 0 || place > size - count) {
      throw new IllegalArgumentException(
          count + " bytes expected at byte " + place + " of " + size);
    }
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, place + bytes.position()) < 0) {
        throw new IllegalArgumentException("the file became shorter while it was read");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() {
    file.reading(
        FORMAT,
        () -> {
          channel.close();
          return null;
        });
  }
}
