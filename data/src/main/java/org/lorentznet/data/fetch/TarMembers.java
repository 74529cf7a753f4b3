package org.lorentznet.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.files.FileReplacement;

/**
 * Files unpacked from a tar: those whose names are asked for, whatever folders the tar has them in.
 * Nothing else in it gets onto the disk.
 */
final class TarMembers {
  private static final int BUFFER_BYTES = 1 << 20;

  private final ReadableFile tar;
  private final FetchListener listener;

  TarMembers(Path tar, FetchListener listener) {
    this.tar = ReadableFile.of(tar);
    this.listener = listener;
  }

  /**
   * Unpacks.
   *
   * @param names of the files, without folders
   * @throws FileFormatException where the tar is damaged or lacks one of them
   * @throws org.lorentznet.errors.UserException where the folder cannot be written to
   */
  void unpackInto(Path folder, List<String> names) {
    listener.unpacks(tar.path().getFileName().toString(), tar.size());
    Set<String> missing = new LinkedHashSet<>(names);
    tar.reading(
        "tar",
        () -> {
          try (InputStream in =
                  new BufferedInputStream(Files.newInputStream(tar.path()), BUFFER_BYTES);
              TarArchiveInputStream entries = new TarArchiveInputStream(in)) {
            unpack(entries, folder, missing);
          }
          return null;
        });
    if (!missing.isEmpty()) {
      throw new FileFormatException(
          tar, "does not hold " + missing.iterator().next() + ", which is expected in it");
    }
  }

  private void unpack(TarArchiveInputStream entries, Path folder, Set<String> missing)
      throws IOException {
    for (TarArchiveEntry entry = entries.getNextEntry();
        entry != null;
        entry = entries.getNextEntry()) {
      String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
      if (entry.isFile() && missing.remove(name)) {
        FileReplacement.write(folder.resolve(name), entries::transferTo);
      }
      listener.at(entries.getBytesRead());
    }
  }
}
