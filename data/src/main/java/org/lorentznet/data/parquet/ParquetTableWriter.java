package org.lorentznet.data.parquet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.data.table.TableWriter;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;

/** Writes a table as Parquet. */
public final class ParquetTableWriter implements TableWriter {
  private final ParquetWriter writer;

  public ParquetTableWriter(Path target, List<TableColumn> columns) {
    List<ParquetWriter.Field> fields =
        columns.stream().map(column -> new ParquetWriter.Field(column, false)).toList();
    writer = new ParquetWriter(new FileReplacement(target), fields, Map.of());
  }

  @Override
  public void write(List<Column> columns) {
    writer.write(columns.getFirst().size(), columns, null);
  }

  @Override
  public void commit() {
    writer.commit();
  }

  @Override
  public void close() {
    writer.close();
  }
}
