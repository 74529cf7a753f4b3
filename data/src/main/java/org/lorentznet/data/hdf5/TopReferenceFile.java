package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.FrameTable.FrameColumn;
import org.lorentznet.data.jets.BlockStream;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.data.jets.PaddedMomenta;
import org.lorentznet.data.jets.RaggedMomenta;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * The layout of the top-tagging reference data set (Kasieczka et al., Zenodo 2603256): a pandas
 * frame under the key {@code table}; columns E_0, PX_0, PY_0, PZ_0, E_1 ..., zero padded; the label
 * {@code is_signal_new} (1 = top); every further column, such as {@code truthE}, is a jet feature.
 */
public final class TopReferenceFile implements JetSource {
  /** The layout's name. */
  public static final String LAYOUT = "top-reference";

  /** The group of the frame's key, and the table within. */
  private static final String[] TABLE = {"table", "table"};

  private static final String LABEL = "is_signal_new";
  private static final List<String> CLASSES = List.of("QCD", "top");
  private static final String[] COMPONENTS = {"E", "PX", "PY", "PZ"};

  private final ReadableFile file;
  private final JetSchema schema;

  /**
   * Reads what the file holds.
   *
   * @throws FileFormatException where it is not of this layout, or damaged
   */
  public TopReferenceFile(ReadableFile file) {
    this.file = file;
    try (Hdf5File hdf = Hdf5File.open(file)) {
      Pass pass = Pass.over(hdf);
      FrameColumn energy = pass.momenta.getFirst()[0];
      schema =
          new JetSchema(
              file.toString(),
              LAYOUT,
              OptionalLong.of(pass.rows.rows()),
              pass.label == null ? List.of() : CLASSES,
              List.of(),
              List.copyOf(pass.jetColumns.keySet()),
              energy.type().precision());
    }
  }

  /** Whether a file is of this layout. */
  public static boolean matches(Hdf5File hdf) {
    return hdf.dataset(TABLE)
        .flatMap(dataset -> hdf.file().reading(Hdf5File.FORMAT, () -> FrameTable.of(dataset)))
        .filter(table -> table.columns().containsKey("PX_0"))
        .isPresent();
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

  private BlockStream stream() {
    Hdf5File hdf = Hdf5File.open(file);
    boolean good = false;
    try {
      BlockStream stream = new Stream(hdf, Pass.over(hdf));
      good = true;
      return stream;
    } finally {
      if (!good) {
        hdf.close();
      }
    }
  }

  /** What a pass over the table needs: the rows, and where in a row everything lies. */
  private record Pass(
      DatasetRows rows,
      int rowBytes,
      List<FrameColumn[]> momenta,
      FrameColumn label,
      Map<String, FrameColumn> jetColumns) {
    static Pass over(Hdf5File hdf) {
      return hdf.file().reading(Hdf5File.FORMAT, () -> find(hdf));
    }

    private static Pass find(Hdf5File hdf) {
      Optional<Dataset> dataset = hdf.dataset(TABLE);
      Optional<FrameTable> table = dataset.flatMap(FrameTable::of);
      if (table.isEmpty()) {
        throw new FileFormatException(
            hdf.file(),
            "no pandas table under the key 'table'; found: " + String.join(", ", hdf.names()));
      }
      Map<String, FrameColumn> left = new LinkedHashMap<>(table.get().columns());
      List<FrameColumn[]> momenta = new ArrayList<>();
      while (left.containsKey("E_" + momenta.size())) {
        FrameColumn[] particle = new FrameColumn[4];
        for (int c = 0; c < 4; c++) {
          String name = COMPONENTS[c] + "_" + momenta.size();
          particle[c] = left.remove(name);
          if (particle[c] == null) {
            throw new FileFormatException(hdf.file(), "table has no column " + name);
          }
        }
        momenta.add(particle);
        for (FrameColumn component : particle) {
          if (!component.type().equals(momenta.getFirst()[0].type())) {
            throw new FileFormatException(
                hdf.file(), "four-momenta are not all of one type: constituent " + momenta.size());
          }
        }
      }
      if (momenta.isEmpty()) {
        throw new FileFormatException(hdf.file(), "table has no column E_0");
      }
      FrameColumn label = left.remove(LABEL);
      return new Pass(
          new DatasetRows(hdf, dataset.get()),
          DatasetRows.rowBytes(hdf.file(), dataset.get()),
          momenta,
          label,
          left);
    }
  }

  private static final class Stream extends BlockStream {
    private final Hdf5File hdf;
    private final Pass pass;
    private final PaddedMomenta momenta;

    Stream(Hdf5File hdf, Pass pass) {
      super(hdf.file(), Hdf5File.FORMAT, pass.rows.rows(), pass.rowBytes);
      this.hdf = hdf;
      this.pass = pass;
      momenta =
          new PaddedMomenta(
              pass.momenta.getFirst()[0].type(),
              pass.rowBytes,
              pass.momenta.stream()
                  .flatMap(Arrays::stream)
                  .mapToInt(FrameColumn::offset)
                  .toArray());
    }

    @Override
    protected Jets readNext(long first, int count) {
      ByteBuffer rows = pass.rows.next(count);
      ElementType type = pass.momenta.getFirst()[0].type();
      RaggedMomenta kept = momenta.read(type.view(rows), count);
      Map<String, Column> jetFeatures = new LinkedHashMap<>();
      pass.jetColumns.forEach((name, place) -> jetFeatures.put(name, column(rows, place, count)));
      int[] labels =
          pass.label == null
              ? null
              : ClassLabels.check(
                  hdf.file(), first, column(rows, pass.label, count), CLASSES.size());
      return new Jets(
          first,
          kept.offsets(),
          kept.fourMomenta(),
          type.precision(),
          Map.of(),
          jetFeatures,
          labels);
    }

    private Column column(ByteBuffer rows, FrameColumn place, int count) {
      return place.type().column(rows, place.offset(), pass.rowBytes, count);
    }

    @Override
    protected boolean seekable() {
      return pass.rows.seekable();
    }

    @Override
    protected void seek(long jet) {
      pass.rows.seek(jet);
    }

    @Override
    public void close() {
      hdf.close();
    }
  }
}
