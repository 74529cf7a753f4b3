package org.lorentznet.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.description.DescriptionFile;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.LgnFile;
import org.lorentznet.data.hdf5.TopReferenceFile;
import org.lorentznet.data.npz.EnergyFlowFile;
import org.lorentznet.data.npz.FourMomentaFile;
import org.lorentznet.data.parquet.JetsFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.Spelling;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.JetSource;

/**
 * The layouts that are known here. Each is recognised by columns that it alone has; the first that
 * fits counts.
 */
public enum Layout implements JetLayout {
  TOP_REFERENCE(
      TopReferenceFile.LAYOUT,
      "HDF5, pandas table under the key 'table'",
      Container.HDF5,
      List.of("table/table/PX_0"),
      TopReferenceFile::new),
  LGN(LgnFile.LAYOUT, "HDF5 with Pmu, is_signal", Container.HDF5, List.of("Pmu"), LgnFile::new),
  JETNET(
      "jetnet",
      "HDF5 with particle_features, jet_features",
      Container.HDF5,
      List.of("particle_features", "jet_features")),
  ENERGYFLOW(
      EnergyFlowFile.LAYOUT,
      "npz with X (pt y phi pid), y",
      Container.ZIP,
      List.of("X"),
      EnergyFlowFile::new),
  NPZ_FOURMOMENTA(
      FourMomentaFile.LAYOUT,
      "npz with p4 (E px py pz), y",
      Container.ZIP,
      List.of("p4"),
      FourMomentaFile::new),
  JETS(
      JetsFile.LAYOUT,
      "Parquet with lists E, px, py, pz",
      Container.PARQUET,
      List.of("E", "px", "py", "pz"),
      JetsFile::new),
  JETCLASS2(
      "jetclass2",
      "Parquet with lists part_px ..., jet_label",
      Container.PARQUET,
      List.of("part_px", "part_py", "part_pz", "part_energy", "jet_label")),
  JETCLASS(
      "jetclass",
      "ROOT tree with lists part_px ..., label_QCD ...",
      Container.ROOT,
      List.of("part_px", "part_py", "part_pz", "part_energy", "label_QCD"));

  private final String preset;
  private final String description;
  private final Container container;
  private final List<String> columns;
  private final Function<ReadableFile, JetSource> reader;

  /**
   * A layout with a reader of its own.
   *
   * @param columns that tell it from the others
   */
  Layout(
      String preset,
      String description,
      Container container,
      List<String> columns,
      Function<ReadableFile, JetSource> reader) {
    this.preset = preset;
    this.description = description;
    this.container = container;
    this.columns = columns;
    this.reader = reader;
  }

  /** A layout that is described, in a resource of its name. */
  Layout(String preset, String description, Container container, List<String> columns) {
    this(
        preset,
        description,
        container,
        columns,
        file -> DescribedLayout.of(DescriptionFile.resource(preset)).open(file));
  }

  @Override
  public String preset() {
    return preset;
  }

  /** One line: container and names. */
  public String description() {
    return description;
  }

  @Override
  public JetSource open(ReadableFile file) {
    Container found = Container.of(file);
    // A single array holds jets without labels.
    boolean array = container == Container.ZIP && found == Container.NPY;
    if (found != container && !array) {
      throw new FileFormatException(
          file, "is " + found.what() + ", " + container.what() + " expected");
    }
    return reader.apply(file);
  }

  /** The layout of a file of some format that has these columns. */
  static Optional<Layout> recognised(Container container, List<FileColumn> columns) {
    List<String> names = columns.stream().map(FileColumn::name).toList();
    return Arrays.stream(values())
        .filter(layout -> layout.container == container && names.containsAll(layout.columns))
        .findFirst();
  }

  /**
   * The layout of a name.
   *
   * @throws UserException listing the names there are
   */
  public static Layout named(String preset) {
    Optional<Layout> layout =
        Arrays.stream(values()).filter(known -> known.preset.equals(preset)).findFirst();
    return layout.orElseThrow(() ->
        new UserException(
            "no preset '"
                + preset
                + "'"
                + Spelling.hint(preset, presets())
                + "; known: "
                + String.join(", ", presets())
                + ", and descriptions (FILE.yaml)"));
  }

  /** The names there are. */
  public static List<String> presets() {
    return Arrays.stream(values()).map(Layout::preset).toList();
  }

  /** All layouts with their descriptions, for messages. */
  static String known() {
    return Arrays.stream(values())
        .map(layout -> layout.preset + " (" + layout.description + ")")
        .collect(Collectors.joining("; "));
  }
}
