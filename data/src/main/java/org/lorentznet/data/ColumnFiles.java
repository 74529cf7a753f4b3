package org.lorentznet.data;

import java.util.Optional;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.description.Description.Table;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5Columns;
import org.lorentznet.data.npz.NpzColumns;
import org.lorentznet.data.parquet.ParquetColumns;
import org.lorentznet.data.root.RootTree;
import org.lorentznet.errors.FileFormatException;

/** Files as columns, in any format that has them. */
final class ColumnFiles {
  private ColumnFiles() {}

  /**
   * The columns of a file.
   *
   * @param table which of a file's tables, where it may have several
   * @throws FileFormatException where the file is of another format, damaged, or has no such table
   */
  static ColumnSource open(ReadableFile file, Optional<Table> table) {
    Container container = Container.of(file);
    table.ifPresent(wanted -> requireTables(file, container, wanted));
    return switch (container) {
      case HDF5 -> new Hdf5Columns(file, table.map(Table::name));
      case ZIP -> new NpzColumns(file);
      case PARQUET -> new ParquetColumns(file);
      case ROOT ->
          table.isPresent() ? RootTree.open(file, table.get().name()) : RootTree.open(file);
      case NPY, OTHER ->
          throw new FileFormatException(
              file, "is " + container.what() + ", ROOT, HDF5, npz or Parquet expected");
    };
  }

  private static void requireTables(ReadableFile file, Container container, Table table) {
    Container expected = table.rootTree() ? Container.ROOT : Container.HDF5;
    if (container != expected) {
      throw new FileFormatException(
          file,
          "is "
              + container.what()
              + ", "
              + expected.what()
              + " expected: the description has the key '"
              + (table.rootTree() ? "tree" : "table")
              + "'");
    }
  }
}
