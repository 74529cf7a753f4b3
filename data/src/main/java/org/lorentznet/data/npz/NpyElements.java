package org.lorentznet.data.npz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lorentznet.data.file.ReadableFile;

/** Where the bytes of an array's elements come from. */
interface NpyElements {
  int BUFFER_BYTES = 1 << 16;

  /** Whether {@link #from} is as quick for the last byte as for the first. */
  boolean seekable();

  /** The bytes of the elements from the byte {@code first} on, in the file's order. */
  InputStream from(long first) throws IOException;

  /** The elements of an array that is an entry of an archive; its stream ends with the archive. */
  static NpyElements of(ZipFile zip, ZipEntry entry) {
    return new NpyElements() {
      @Override
      public boolean seekable() {
        return entry.getMethod() == ZipEntry.STORED;
      }

      @Override
      public InputStream from(long first) throws IOException {
        InputStream raw = zip.getInputStream(entry);
        // The checksum is of the whole entry: what is gone to is read without.
        InputStream in =
            new BufferedInputStream(
                first == 0 ? new WithChecksum(raw, entry.getCrc()) : raw, BUFFER_BYTES);
        NpyHeader.read(entry.getName(), in);
        in.skipNBytes(first);
        return in;
      }
    };
  }

  /**
   * The elements of the only array of a file.
   *
   * @param opened gets the streams, for whoever closes them
   */
  static NpyElements of(ReadableFile file, List<InputStream> opened) {
    return new NpyElements() {
      @Override
      public boolean seekable() {
        return true;
      }

      @Override
      public InputStream from(long first) throws IOException {
        // Files' own streams go forward without reading.
        InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), BUFFER_BYTES);
        opened.add(in);
        NpyHeader.read(file, in);
        in.skipNBytes(first);
        return in;
      }
    };
  }

  /** An entry that is checked when its end is reached: Java's own archives do not. */
  final class WithChecksum extends CheckedInputStream {
    private final long expected;

    WithChecksum(InputStream in, long expected) {
      super(in, new CRC32());
      this.expected = expected;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return checked(super.read(bytes, offset, length));
    }

    private int checked(int read) throws ZipException {
      if (read < 0 && getChecksum().getValue() != expected) {
        throw new ZipException("its checksum does not match");
      }
      return read;
    }
  }
}
