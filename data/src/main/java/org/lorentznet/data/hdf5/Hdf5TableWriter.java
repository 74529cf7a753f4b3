package org.lorentznet.data.hdf5;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.table.CollectedColumns;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.data.table.TableWriter;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;

/** Writes a table as HDF5 with a data set a column at the root. */
public final class Hdf5TableWriter implements TableWriter {
  private final FileReplacement file;
  private final List<TableColumn> columns;
  private final CollectedColumns collected;

  public Hdf5TableWriter(Path target, List<TableColumn> columns) {
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
    Map<String, Object> datasets = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      TableColumn column = columns.get(c);
      datasets.put(column.name(), Hdf5Datasets.vector(column.type(), collected, c));
    }
    file.writing(() -> Hdf5Datasets.write(file.temporary(), datasets));
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
