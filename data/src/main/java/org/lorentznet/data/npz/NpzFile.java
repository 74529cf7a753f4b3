package org.lorentznet.data.npz;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.NumberList;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.data.file.Unfolding;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** An open archive of arrays, or a single array. */
public final class NpzFile implements AutoCloseable {
  static final String FORMAT = "npz";

  /** What the array of a file with one is called. */
  static final String ONLY = "array";

  private static final String SUFFIX = ".npy";

  /** An array of the archive. */
  private record Stored(NpyHeader header, NpyElements elements) {}

  private final ReadableFile file;
  private final Map<String, Stored> arrays = new LinkedHashMap<>();
  private final Closeable zip;
  private final Arena arena = Arena.ofShared();

  private NpzFile(ReadableFile file, Closeable zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens an archive and reads what arrays it has.
   *
   * @throws FileFormatException where it is no archive of arrays of numbers, or damaged
   */
  public static NpzFile open(ReadableFile file) {
    return open(file, ONLY);
  }

  /**
   * Opens an archive, or a file of a single array as if it were an archive of one.
   *
   * @param only name of that array
   * @throws FileFormatException where it is neither, does not hold numbers, or is damaged
   */
  static NpzFile open(ReadableFile file, String only) {
    return file.reading(
        FORMAT, () -> Container.of(file) == Container.NPY ? ofArray(file, only) : ofArchive(file));
  }

  private static NpzFile ofArray(ReadableFile file, String name) throws IOException {
    List<InputStream> opened = new ArrayList<>();
    NpzFile npz =
        new NpzFile(
            file,
            () -> {
              for (InputStream stream : opened) {
                stream.close();
              }
            });
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
      NpyHeader header = NpyHeader.read(file, in);
      requireRoom(file, header, file.size());
      npz.arrays.put(name, new Stored(header, NpyElements.of(file, opened)));
    }
    return npz;
  }

  private static NpzFile ofArchive(ReadableFile file) throws IOException {
    ZipFile zip = new ZipFile(file.path().toFile());
    boolean good = false;
    try {
      NpzFile npz = new NpzFile(file, zip);
      npz.addEntries(zip);
      good = true;
      return npz;
    } finally {
      if (!good) {
        zip.close();
      }
    }
  }

  private void addEntries(ZipFile zip) throws IOException {
    List<String> others = new ArrayList<>();
    for (ZipEntry entry : zip.stream().toList()) {
      if (!entry.getName().endsWith(SUFFIX)) {
        others.add(entry.getName());
        continue;
      }
      String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
      String source = file + ", array '" + name + "'";
      try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
        NpyHeader header = NpyHeader.read(source, in);
        requireRoom(source, header, entry.getSize());
        if (!Unfolding.plausible(header.bytes(), file.size())) {
          throw declaresTooMuch(source, header);
        }
        arrays.put(name, new Stored(header, NpyElements.of(zip, entry)));
      }
    }
    if (arrays.isEmpty()) {
      boolean weights = others.stream().anyMatch(name -> name.endsWith("data.pkl"));
      throw new FileFormatException(
          file,
          weights
              ? "holds weights as PyTorch saves them, arrays of numbers (npz) expected"
              : "a zip archive without arrays (.npy); found: "
                  + String.join(", ", others.subList(0, Math.min(5, others.size()))));
    }
  }

  private static void requireRoom(Object source, NpyHeader header, long bytes) {
    if (header.bytes() > bytes) {
      throw declaresTooMuch(source, header);
    }
  }

  private static FileFormatException declaresTooMuch(Object source, NpyHeader header) {
    return new FileFormatException(
        source, "damaged: declares the shape " + header.shapeText() + ", has less");
  }

  ReadableFile file() {
    return file;
  }

  /** Names of the arrays, in the archive's order. */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  boolean has(String name) {
    return arrays.containsKey(name);
  }

  NpyHeader header(String name) {
    return stored(name).header();
  }

  private Stored stored(String name) {
    Stored stored = arrays.get(name);
    if (stored == null) {
      throw new FileFormatException(
          file, "no array '" + name + "'; found: " + String.join(", ", names()));
    }
    return stored;
  }

  /** An array of numbers, to be read row by row as long as this archive is open. */
  JetArray array(String name) {
    NpyHeader header = header(name);
    if (header.charactersPerElement() != 0) {
      throw new FileFormatException(file, "array '" + name + "' holds text, not numbers");
    }
    NpyElements elements = stored(name).elements();
    RowSource rows =
        header.fortranOrder() && header.shape().size() > 1
            ? new FortranRows(file, name, header, elements, arena)
            : new NpyRows(file, name, header, elements);
    return new JetArray(name, rows, header.type(), Math.toIntExact(header.perRow()));
  }

  /**
   * All numbers of an array with one dimension.
   *
   * @throws FileFormatException where it is absent or has another shape
   */
  public Column vector(String name) {
    return list(name).all();
  }

  /**
   * The numbers of an array with one dimension, to be read as long as this archive is open.
   *
   * @throws FileFormatException where it is absent or has another shape
   */
  public NumberList list(String name) {
    NpyHeader header = header(name);
    if (header.shape().size() != 1) {
      throw new FileFormatException(
          file, "array '" + name + "' has the shape " + header.shapeText() + ", (n) expected");
    }
    JetArray array = array(name);
    return new NumberList(header.rows(), array.rows(), array.type());
  }

  /** The strings of a small array of text. */
  List<String> strings(String name) {
    NpyHeader header = header(name);
    return file.reading(
        FORMAT,
        () -> {
          int characters = header.charactersPerElement();
          if (characters == 0 || header.shape().size() != 1 || header.bytes() > 1 << 20) {
            throw new FileFormatException(
                file, "array '" + name + "': a short list of names expected");
          }
          try (InputStream in = stored(name).elements().from(0)) {
            byte[] bytes = in.readNBytes((int) header.bytes());
            ByteBuffer view = header.type().view(ByteBuffer.wrap(bytes));
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < header.rows(); i++) {
              StringBuilder text = new StringBuilder();
              for (int c = 0; c < characters; c++) {
                int codePoint = view.getInt();
                if (codePoint != 0) {
                  text.appendCodePoint(codePoint);
                }
              }
              strings.add(text.toString());
            }
            return strings;
          }
        });
  }

  @Override
  public void close() {
    file.reading(
        FORMAT,
        () -> {
          if (arena.scope().isAlive()) {
            arena.close();
          }
          zip.close();
          return null;
        });
  }
}
