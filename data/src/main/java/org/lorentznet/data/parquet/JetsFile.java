package org.lorentznet.data.parquet;

import dev.hardwood.metadata.PhysicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.data.parquet.ParquetTable.Rows;
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

  /** Jets read at a time: hardwood holds several blocks, and larger ones are no faster. */
  private static final int BLOCK = 1024;

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
          MOMENTA.stream().allMatch(name -> table.place(name).type() == PhysicalType.FLOAT);
      if (table.rows() < 0) {
        throw new FileFormatException(file, "damaged: declares " + table.rows() + " rows");
      }
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
    try (Rows rows = table.read(List.of(LABEL), RowBlock.ROWS)) {
      while (rows.next()) {
        int[] labels = ClassLabels.check(file, first, rows.values(LABEL), ClassLabels.MOST_CLASSES);
        largest = Math.max(largest, Arrays.stream(labels).max().orElse(0));
        first += labels.length;
      }
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
    ParquetTable table = ParquetTable.open(file);
    boolean good = false;
    try {
      Pass pass = new Pass(table.read(columns(), BLOCK), 0, schema.jets().getAsLong());
      good = true;
      return new JetStream() {
        @Override
        public Jets next() {
          return pass.next();
        }

        @Override
        public void close() {
          pass.close();
          table.close();
        }
      };
    } finally {
      if (!good) {
        table.close();
      }
    }
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

  @Override
  public Optional<JetAccess> access() {
    ParquetTable table = ParquetTable.open(file);
    Optional<RowGroups> groups = Optional.empty();
    try {
      groups = table.rowGroups();
      return groups.map(found -> new Access(table, found));
    } finally {
      if (groups.isEmpty()) {
        table.close();
      }
    }
  }

  /** Reads the row groups that hold what is asked for, and keeps the block read last. */
  private final class Access implements JetAccess {
    private final ParquetTable table;
    private final RowGroups groups;
    private Pass pass;
    private Jets block;

    Access(ParquetTable table, RowGroups groups) {
      this.table = table;
      this.groups = groups;
    }

    @Override
    public long rows() {
      return groups.rows();
    }

    @Override
    public Jets read(long first, int count) {
      List<Jets> parts = new ArrayList<>();
      for (long row = first; row < first + count; row += parts.getLast().size()) {
        find(row, first + count);
        int place = (int) (row - block.index(0));
        parts.add(block.slice(place, (int) Math.min(block.size(), first + count - block.index(0))));
      }
      return Jets.join(parts);
    }

    /** Makes the block the one that holds a row. */
    private void find(long row, long end) {
      if (block != null && row >= block.index(0) && row < block.index(0) + block.size()) {
        return;
      }
      if (pass == null || pass.first > row || pass.end <= row) {
        closePass();
        int from = groups.holding(row);
        int to = groups.holding(end - 1);
        pass =
            new Pass(
                table.read(columns(), BLOCK, groups.only(from, to)),
                groups.starts()[from],
                groups.starts()[to + 1]);
      }
      do {
        block = pass.next();
      } while (row >= block.index(0) + block.size());
    }

    private void closePass() {
      if (pass != null) {
        pass.close();
        pass = null;
      }
    }

    @Override
    public void close() {
      closePass();
      table.close();
    }
  }

  /** A pass over neighbouring rows. */
  private final class Pass {
    private final Rows rows;
    private final long end;
    private long first;

    /**
     * @param first number of the first row
     * @param end number of the row behind the last
     */
    Pass(Rows rows, long first, long end) {
      this.rows = rows;
      this.first = first;
      this.end = end;
    }

    /** The next block; null behind the last. */
    Jets next() {
      if (first == end) {
        return null;
      }
      if (!rows.next()) {
        throw new FileFormatException(
            file, "truncated: " + first + " jets found, " + end + " expected");
      }
      Jets block = file.reading(ParquetTable.FORMAT, this::read);
      block.requireUsable(file);
      first += block.size();
      if (first > end) {
        throw new FileFormatException(
            file, "damaged: " + first + " jets found, " + end + " expected");
      }
      return block;
    }

    private Jets read() {
      int[] offsets = rows.offsets(MOMENTA.getFirst());
      double[] fourMomenta = new double[Math.multiplyExact(4, offsets[offsets.length - 1])];
      for (int c = 0; c < 4; c++) {
        Column component = list(MOMENTA.get(c), offsets);
        for (int i = 0; i < component.size(); i++) {
          fourMomenta[4 * i + c] = component.asDouble(i);
        }
      }
      Map<String, Column> constituentFeatures = new LinkedHashMap<>();
      for (String name : schema.constituentFeatures()) {
        constituentFeatures.put(name, list(name, offsets));
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

    private Column list(String name, int[] expected) {
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

    void close() {
      rows.close();
    }
  }
}
