package org.lorentznet.data.npz;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** A single array in a file. */
public final class NpyFile {
  private NpyFile() {}

  /**
   * All numbers of an array with one dimension.
   *
   * @throws FileFormatException where the file is no such array, or damaged
   */
  public static Column vector(ReadableFile file) {
    return file.reading(
        "npy",
        () -> {
          try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
            NpyHeader header = NpyHeader.read(file, in);
            if (header.shape().size() != 1 || header.charactersPerElement() != 0) {
              throw new FileFormatException(
                  file, "holds an array of the shape " + header.shapeText() + ", (n) expected");
            }
            if (header.bytes() > file.size()) {
              throw new FileFormatException(
                  file, "truncated: declares the shape " + header.shapeText() + ", has less");
            }
            int count = Math.toIntExact(header.rows());
            byte[] bytes = in.readNBytes(Math.toIntExact(header.bytes()));
            return header.type().column(bytes, 0, header.type().bytes(), count);
          }
        });
  }
}
