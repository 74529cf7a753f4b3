package org.lorentznet.data.npz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** An open archive of arrays. */
public final class NpzFile implements AutoCloseable {
  static final String FORMAT = "npz";

  private static final String SUFFIX = ".npy";

  /** No deflated byte makes more than this many. */
  private static final long HIGHEST_RATIO = 1032;

  private static final int HEADER_ROOM = 1 << 17;

  private final ReadableFile file;
  private final ZipFile zip;
  private final Map<String, NpyHeader> headers;

  private NpzFile(ReadableFile file, ZipFile zip, Map<String, NpyHeader> headers) {
    this.file = file;
    this.zip = zip;
    this.headers = headers;
  }

  /**
   * Opens an archive and reads what arrays it has.
   *
   * @throws FileFormatException where it is no archive of arrays of numbers, or damaged
   */
  public static NpzFile open(ReadableFile file) {
    return file.reading(
        FORMAT,
        () -> {
          ZipFile zip = new ZipFile(file.path().toFile());
          boolean good = false;
          try {
            NpzFile npz = new NpzFile(file, zip, headers(file, zip));
            good = true;
            return npz;
          } finally {
            if (!good) {
              zip.close();
            }
          }
        });
  }

  private static Map<String, NpyHeader> headers(ReadableFile file, ZipFile zip) throws IOException {
    Map<String, NpyHeader> headers = new LinkedHashMap<>();
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
        long room = Math.addExact(Math.multiplyExact(file.size(), HIGHEST_RATIO), HEADER_ROOM);
        if (header.bytes() > room || header.bytes() > entry.getSize()) {
          throw new FileFormatException(
              source, "damaged: declares the shape " + header.shapeText() + ", has less");
        }
        headers.put(name, header);
      }
    }
    if (headers.isEmpty()) {
      boolean weights = others.stream().anyMatch(name -> name.endsWith("data.pkl"));
      throw new FileFormatException(
          file,
          weights
              ? "holds weights as PyTorch saves them, arrays of numbers (npz) expected"
              : "a zip archive without arrays (.npy); found: "
                  + String.join(", ", others.subList(0, Math.min(5, others.size()))));
    }
    return headers;
  }

  ReadableFile file() {
    return file;
  }

  /** Names of the arrays, in the archive's order. */
  public List<String> names() {
    return List.copyOf(headers.keySet());
  }

  boolean has(String name) {
    return headers.containsKey(name);
  }

  NpyHeader header(String name) {
    NpyHeader header = headers.get(name);
    if (header == null) {
      throw new FileFormatException(
          file, "no array '" + name + "'; found: " + String.join(", ", names()));
    }
    return header;
  }

  /** An array of numbers, to be read row by row; its stream ends with this archive. */
  JetArray array(String name) {
    return file.reading(
        FORMAT,
        () -> {
          NpyHeader header = header(name);
          if (header.charactersPerElement() != 0) {
            throw new FileFormatException(file, "array '" + name + "' holds text, not numbers");
          }
          InputStream in =
              new BufferedInputStream(zip.getInputStream(zip.getEntry(name + SUFFIX)), 1 << 16);
          NpyHeader.read(file, in);
          return new JetArray(
              name,
              new NpyRows(file, name, header, in),
              header.type(),
              Math.toIntExact(header.perRow()));
        });
  }

  /**
   * All numbers of an array with one dimension.
   *
   * @throws FileFormatException where it is absent or has another shape
   */
  public Column vector(String name) {
    NpyHeader header = header(name);
    if (header.shape().size() != 1) {
      throw new FileFormatException(
          file, "array '" + name + "' has the shape " + header.shapeText() + ", (n) expected");
    }
    return array(name).next(Math.toIntExact(header.rows()));
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
          try (InputStream in = zip.getInputStream(zip.getEntry(name + SUFFIX))) {
            NpyHeader.read(file, in);
            byte[] bytes = in.readNBytes((int) header.bytes());
            ByteBuffer view = header.type().view(bytes);
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
          zip.close();
          return null;
        });
  }
}
