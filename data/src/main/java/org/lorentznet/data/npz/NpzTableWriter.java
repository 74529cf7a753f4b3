package org.lorentznet.data.npz;

import java.nio.file.Path;
import java.util.List;
import org.lorentznet.data.table.CollectedColumns;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.data.table.TableWriter;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;

/** Writes a table as an npz with an array a column. */
public final class NpzTableWriter implements TableWriter {
  private final FileReplacement file;
  private final List<TableColumn> columns;
  private final CollectedColumns collected;

  public NpzTableWriter(Path target, List<TableColumn> columns) {
    file = new FileReplacement(target);
    this.columns = List.copyOf(columns);
    collected = new CollectedColumns(columns.size());
  }

  @Override
  public void write(List<Column> values) {
    collected.add(values);
  }

  @Override
  public void commit() {
    file.writing(() -> {
      try (NpzWriter npz = new NpzWriter(file)) {
        for (int c = 0; c < columns.size(); c++) {
          NumberType type = columns.get(c).type();
          npz.begin(columns.get(c).name(), type, collected.rows(c));
          if (type == NumberType.INT32 || type == NumberType.INT64) {
            npz.put(type, collected.longs(c));
          } else {
            npz.put(type, collected.doubles(c));
          }
        }
      }
    });
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
