package org.lorentznet.data.npz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.columns.ArrayStream;
import org.lorentznet.data.columns.ArrayStream.ArrayColumn;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.jet.Column;

/** The arrays of an npz as columns: the first index of each counts rows. */
public final class NpzColumns implements ColumnSource {
  private final ReadableFile file;
  private final Map<String, FileColumn> columns = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();

  /**
   * Reads which arrays there are.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is no npz, or damaged
   */
  public NpzColumns(ReadableFile file) {
    this.file = file;
    try (NpzFile npz = NpzFile.open(file)) {
      for (String name : npz.names()) {
        NpyHeader header = npz.header(name);
        if (header.charactersPerElement() != 0) {
          unreadable.put(name, "text");
        } else if (header.shape().isEmpty()) {
          unreadable.put(name, "a single number");
        } else {
          columns.put(name, file.reading(NpzFile.FORMAT, () -> header.column(name)));
        }
      }
    }
  }

  @Override
  public ReadableFile file() {
    return file;
  }

  @Override
  public List<FileColumn> columns() {
    return List.copyOf(columns.values());
  }

  @Override
  public Map<String, String> unreadable() {
    return unreadable;
  }

  @Override
  public ColumnStream open(Collection<String> names) {
    return stream(names);
  }

  @Override
  public Optional<ColumnAccess> access(Collection<String> names) {
    return stream(names).inAnyOrder();
  }

  private ArrayStream stream(Collection<String> names) {
    NpzFile npz = NpzFile.open(file);
    boolean good = false;
    try {
      List<ArrayColumn> arrays = new ArrayList<>();
      long bytes = 0;
      for (String name : names) {
        JetArray array = npz.array(name);
        arrays.add(new ArrayColumn(columns.get(name), new Reader(array)));
        bytes += array.bytesPerJet();
      }
      ArrayStream stream = new ArrayStream(file, NpzFile.FORMAT, arrays, bytes, npz::close);
      good = true;
      return stream;
    } finally {
      if (!good) {
        npz.close();
      }
    }
  }

  private record Reader(JetArray array) implements ArrayStream.Reader {
    @Override
    public Column next(int rows) {
      return array.next(rows);
    }

    @Override
    public boolean seekable() {
      return array.rows().seekable();
    }

    @Override
    public void seek(long row) {
      array.rows().seek(row);
    }
  }
}
