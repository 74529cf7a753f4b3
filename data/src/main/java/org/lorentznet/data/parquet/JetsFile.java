package org.lorentznet.data.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowRanges;
import org.lorentznet.data.jets.BlockStream;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.data.parquet.ParquetTable.Rows;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * The project's columnar file: list columns {@code E}, {@code px}, {@code py}, {@code pz} in GeV, a
 * list column for each further constituent feature, {@code label} where jets are labelled, and a
 * plain column for each jet feature. Columns that hold no numbers are left out.
 */
public final class JetsFile implements JetSource {
  /** The layout's name. */
  public static final String LAYOUT = "jets";

  static final List<String> MOMENTA = List.of("E", "px", "py", "pz");
  static final String LABEL = "label";

  private final ReadableFile file;
  private final JetSchema schema;

  /**
   * Reads what the file holds, and where it does not name its classes, all labels.
   *
   * @throws FileFormatException where it is not of this layout, or damaged
   */
  public JetsFile(ReadableFile file) {
    this.file = file;
    try (ParquetTable table = ParquetTable.open(file)) {
      if (!matches(table)) {
        throw new FileFormatException(
            file,
            "no list columns E, px, py, pz; found: lists "
                + table.listColumns()
                + ", numbers "
                + table.numberColumns());
      }
      List<String> constituentColumns = new ArrayList<>(table.listColumns());
      constituentColumns.removeAll(MOMENTA);
      List<String> jetColumns = new ArrayList<>(table.numberColumns());
      boolean labelled = jetColumns.remove(LABEL);
      boolean single =
          MOMENTA.stream()
              .allMatch(name -> table.columns().get(name).numberType() == NumberType.FLOAT32);
      schema =
          new JetSchema(
              file.toString(),
              LAYOUT,
              OptionalLong.of(table.rows()),
              labelled ? classes(table) : List.of(),
              constituentColumns,
              jetColumns,
              single ? Jets.Precision.FLOAT32 : Jets.Precision.FLOAT64);
    }
  }

  private List<String> classes(ParquetTable table) {
    String document = table.metadata(JetsMetadata.KEY);
    List<String> named =
        file.reading(
            ParquetTable.FORMAT,
            () -> JetsMetadata.parse(document).map(JetsMetadata::classes).orElse(List.of()));
    if (!named.isEmpty()) {
      return named;
    }
    int largest = 0;
    long first = 0;
    Rows rows = table.read(List.of(LABEL));
    while (first < table.rows()) {
      rows.next((int) Math.min(RowBlock.ROWS, table.rows() - first));
      int[] labels = ClassLabels.check(file, first, rows.values(LABEL), ClassLabels.MOST_CLASSES);
      largest = Math.max(largest, Arrays.stream(labels).max().orElse(0));
      first += labels.length;
    }
    return ClassLabels.numbered(largest);
  }

  /** Whether a file is of this layout. */
  public static boolean matches(ParquetTable table) {
    return table.listColumns().containsAll(MOMENTA);
  }

  @Override
  public JetSchema schema() {
    return schema;
  }

  @Override
  public JetStream open() {
    return stream();
  }

  @Override
  public Optional<JetAccess> access() {
    return BlockStream.access(stream());
  }

  @SuppressWarnings("MustBeClosedChecker") // the stream closes the table
  private BlockStream stream() {
    return new Stream(ParquetTable.open(file));
  }

  private List<String> columns() {
    List<String> names = new ArrayList<>(MOMENTA);
    names.addAll(schema.constituentFeatures());
    names.addAll(schema.jetFeatures());
    if (schema.labelled()) {
      names.add(LABEL);
    }
    return names;
  }

  private final class Stream extends BlockStream {
    private static final int CONSTITUENTS_AT_A_TIME = 1 << 14;

    private final ParquetTable table;
    private final Rows rows;

    Stream(ParquetTable table) {
      super(file, ParquetTable.FORMAT, schema.jets().getAsLong(), table.bytesPerRow(columns()));
      this.table = table;
      rows = table.read(columns());
    }

    @Override
    protected Jets readNext(long first, int count) {
      rows.next(count);
      int[] offsets = rows.offsets(MOMENTA.getFirst());
      List<Column> components = MOMENTA.stream().map(name -> list(name, offsets, first)).toList();
      double[] fourMomenta = new double[Math.multiplyExact(4, offsets[count])];
      RowRanges.forEach(
          offsets[count],
          CONSTITUENTS_AT_A_TIME,
          (from, to) -> {
            for (int c = 0; c < 4; c++) {
              put(components.get(c), from, to, fourMomenta, c);
            }
          });
      Map<String, Column> constituentFeatures = new LinkedHashMap<>();
      for (String name : schema.constituentFeatures()) {
        constituentFeatures.put(name, list(name, offsets, first));
      }
      Map<String, Column> jetFeatures = new LinkedHashMap<>();
      for (String name : schema.jetFeatures()) {
        jetFeatures.put(name, rows.values(name));
      }
      int[] labels =
          schema.labelled()
              ? ClassLabels.check(file, first, rows.values(LABEL), schema.classes().size())
              : null;
      return new Jets(
          first,
          offsets,
          fourMomenta,
          schema.precision(),
          constituentFeatures,
          jetFeatures,
          labels);
    }

    private static void put(Column component, int from, int to, double[] fourMomenta, int c) {
      switch (component) {
        case Column.Floats(float[] values) -> {
          for (int i = from; i < to; i++) {
            fourMomenta[4 * i + c] = values[i];
          }
        }
        case Column.Doubles(double[] values) -> {
          for (int i = from; i < to; i++) {
            fourMomenta[4 * i + c] = values[i];
          }
        }
        case Column.Longs(long[] values) -> {
          for (int i = from; i < to; i++) {
            fourMomenta[4 * i + c] = values[i];
          }
        }
      }
    }

    private Column list(String name, int[] expected, long first) {
      int[] offsets = rows.offsets(name);
      for (int j = 1; j < expected.length; j++) {
        int length = offsets[j] - offsets[j - 1];
        if (offsets[j] != expected[j]) {
          throw new FileFormatException(
              file,
              "jet "
                  + (first + j - 1)
                  + " has "
                  + length
                  + " values in column '"
                  + name
                  + "', "
                  + (expected[j] - expected[j - 1])
                  + " in column 'E'");
        }
      }
      return rows.values(name);
    }

    @Override
    protected boolean seekable() {
      return table.mostReadInVain() <= ColumnAccess.MOST_READ_IN_VAIN;
    }

    @Override
    protected void seek(long jet) {
      rows.seek(jet);
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
