package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.BlockStream;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.data.jets.PaddedJets;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;

/**
 * The converted layout of LorentzGroupNetwork and LorentzNet: data sets {@code Pmu} (jets,
 * particles, 4: E px py pz in GeV, zero padded) and {@code is_signal}. Further data sets of the
 * shape (jets) are jet features, of the shape (jets, particles) constituent features; {@code Nobj},
 * {@code mass} and {@code label} (a mask), which follow from the four-momenta, are left out.
 */
public final class LgnFile implements JetSource {
  /** The layout's name. */
  public static final String LAYOUT = "lgn";

  static final String MOMENTA = "Pmu";
  static final String COUNT = "Nobj";
  static final String LABEL = "is_signal";
  private static final Set<String> DERIVED = Set.of(COUNT, "mass", "label");
  static final List<String> CLASSES = List.of("background", "signal");

  private final ReadableFile file;
  private final JetSchema schema;

  /**
   * Reads what the file holds.
   *
   * @throws FileFormatException where it is not of this layout, or damaged
   */
  public LgnFile(ReadableFile file) {
    this.file = file;
    try (Hdf5File hdf = Hdf5File.open(file)) {
      PaddedJets.Arrays arrays = arrays(hdf);
      long jets = hdf.dataset(MOMENTA).orElseThrow().getDimensionsAsLong()[0];
      schema =
          new JetSchema(
              file.toString(),
              LAYOUT,
              OptionalLong.of(jets),
              arrays.labels().isPresent() ? CLASSES : List.of(),
              arrays.constituentColumns().stream().map(JetArray::name).toList(),
              arrays.jetColumns().stream().map(JetArray::name).toList(),
              arrays.momenta().type().precision());
    }
  }

  /** Whether a file is of this layout. */
  public static boolean matches(Hdf5File hdf) {
    return hdf.dataset(MOMENTA).isPresent();
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
      PaddedJets.Arrays arrays = arrays(hdf);
      BlockStream stream =
          new PaddedJets(file, Hdf5File.FORMAT, schema.jets().getAsLong(), CLASSES.size(), arrays);
      good = true;
      return stream;
    } finally {
      if (!good) {
        hdf.close();
      }
    }
  }

  private PaddedJets.Arrays arrays(Hdf5File hdf) {
    return file.reading(Hdf5File.FORMAT, () -> find(hdf));
  }

  private PaddedJets.Arrays find(Hdf5File hdf) {
    Dataset momenta =
        hdf.dataset(MOMENTA)
            .orElseThrow(() ->
                new FileFormatException(
                    file,
                    "no data set '" + MOMENTA + "'; found: " + String.join(", ", hdf.names())));
    long[] shape = momenta.getDimensionsAsLong();
    if (shape.length != 3 || shape[1] < 1 || shape[2] != 4) {
      throw new FileFormatException(
          file,
          "data set '"
              + MOMENTA
              + "' has the shape "
              + java.util.Arrays.toString(shape)
              + ", (jets, particles, 4) expected");
    }
    Optional<JetArray> labels = Optional.empty();
    List<JetArray> constituentColumns = new ArrayList<>();
    List<JetArray> jetColumns = new ArrayList<>();
    for (Dataset dataset : hdf.datasets()) {
      long[] dimensions = dataset.getDimensionsAsLong();
      boolean perJet = dimensions.length == 1 && dimensions[0] == shape[0];
      if (dataset.getName().equals(LABEL)) {
        if (!perJet) {
          throw new FileFormatException(
              file,
              "data set '"
                  + LABEL
                  + "' has the shape "
                  + java.util.Arrays.toString(dimensions)
                  + ", ("
                  + shape[0]
                  + ") expected");
        }
        labels = Optional.of(array(hdf, dataset));
      } else if (!DERIVED.contains(dataset.getName())
          && Hdf5File.elementType(dataset.getDataType()).isPresent()) {
        if (perJet) {
          jetColumns.add(array(hdf, dataset));
        } else if (dimensions.length == 2
            && dimensions[0] == shape[0]
            && dimensions[1] == shape[1]) {
          constituentColumns.add(array(hdf, dataset));
        }
      }
    }
    return new PaddedJets.Arrays(
        array(hdf, momenta), constituentColumns, jetColumns, labels, hdf::close);
  }

  private JetArray array(Hdf5File hdf, Dataset dataset) {
    ElementType type =
        Hdf5File.elementType(dataset.getDataType())
            .orElseThrow(() ->
                new FileFormatException(
                    file, "data set '" + dataset.getName() + "' does not hold numbers"));
    int perJet = DatasetRows.rowBytes(file, dataset) / type.bytes();
    return new JetArray(dataset.getName(), new DatasetRows(hdf, dataset), type, perJet);
  }
}
