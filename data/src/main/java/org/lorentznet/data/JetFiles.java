package org.lorentznet.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.csv.CsvJetWriter;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.LgnWriter;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.data.npz.FourMomentaWriter;
import org.lorentznet.data.parquet.JetsFileWriter;
import org.lorentznet.data.root.RootTree;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;

/** Files of jets in any layout that is known. */
public final class JetFiles {
  private JetFiles() {}

  /**
   * The jets of a file, whose layout is found out from its content.
   *
   * @throws FileFormatException where the file is missing, damaged, or of no known layout
   */
  public static JetSource open(Path path) {
    return open(path, Optional.empty());
  }

  /**
   * The jets of a file.
   *
   * @param layout empty to find it out
   * @throws FileFormatException where the file is missing, damaged, or not of the layout
   */
  public static JetSource open(Path path, Optional<? extends JetLayout> layout) {
    ReadableFile file = ReadableFile.of(path);
    JetLayout found = layout.isPresent() ? layout.get() : layoutOf(file);
    return found.open(file);
  }

  /**
   * The jets of several files, one after the other, numbered on.
   *
   * @throws org.lorentznet.errors.MismatchException where the files differ in classes or columns
   */
  public static JetSource open(List<Path> paths) {
    return open(paths, Optional.empty());
  }

  /**
   * The jets of several files, one after the other, numbered on.
   *
   * @param paths files, or patterns of their names ({@code data/*.root})
   * @param layout of each; empty to find it out
   * @throws org.lorentznet.errors.MismatchException where the files differ in classes or columns
   */
  public static JetSource open(List<Path> paths, Optional<? extends JetLayout> layout) {
    List<Path> files = FilePatterns.expand(paths);
    JetSource jets =
        files.size() == 1
            ? open(files.getFirst(), layout)
            : new JoinedJets(files.stream().map(path -> open(path, layout)).toList());
    boolean described = layout.isPresent() && layout.get() instanceof DescribedLayout;
    return described ? new SomeJets(jets) : jets;
  }

  /**
   * The layout of a file, from its content.
   *
   * @throws FileFormatException where it is missing, damaged, or of no known layout
   */
  public static Layout layout(Path path) {
    return layoutOf(ReadableFile.of(path));
  }

  /**
   * Begins to write jets to a file whose extension says how: {@code .parquet} the project's
   * columnar file, {@code .npz} padded four-momenta, {@code .h5} layout lgn, {@code .csv} a line a
   * constituent.
   *
   * @param schema of the jets to come
   * @throws UserException for any other extension, listing these
   * @throws FileFormatException where the folder does not exist
   */
  public static JetWriter create(Path target, JetSchema schema) {
    String name = target.toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "parquet" -> new JetsFileWriter(target, schema);
      case "npz" -> new FourMomentaWriter(target, schema);
      case "h5", "hdf5" -> new LgnWriter(target, schema);
      case "csv" -> new CsvJetWriter(target, schema);
      default ->
          throw new UserException(
              target
                  + ": jets can be written to .parquet (columnar), .npz (padded four-momenta), .h5"
                  + " (lgn) and .csv (a line a constituent)");
    };
  }

  private static Layout layoutOf(ReadableFile file) {
    Container container = Container.of(file);
    List<FileColumn> columns =
        switch (container) {
          case HDF5, ZIP, PARQUET -> ColumnFiles.open(file, Optional.empty()).columns();
          case ROOT -> onlyTree(file).columns();
          case NPY ->
              throw new FileFormatException(
                  file,
                  "is a single NumPy array, which does not tell what its numbers are: say --preset "
                      + Layout.NPZ_FOURMOMENTA.preset()
                      + " (E px py pz) or --preset "
                      + Layout.ENERGYFLOW.preset()
                      + " (pt y phi pid)");
          case OTHER -> throw unknown(file, "neither HDF5 nor npz nor Parquet nor ROOT");
        };
    return Layout.recognised(container, columns)
        .orElseThrow(() ->
            unknown(
                file,
                container.what()
                    + " with "
                    + listed(columns.stream().map(FileColumn::name).toList())));
  }

  private static ColumnSource onlyTree(ReadableFile file) {
    List<String> trees = RootTree.names(file);
    if (trees.size() > 1) {
      throw unknown(file, "a ROOT file with the trees " + listed(trees));
    }
    return RootTree.open(file);
  }

  private static FileFormatException unknown(ReadableFile file, String found) {
    return new FileFormatException(
        file,
        "unknown layout: found "
            + found
            + "; known are: "
            + Layout.known()
            + "; others are described in a YAML file (--preset FILE.yaml)");
  }

  private static String listed(List<String> names) {
    int shown = 12;
    if (names.isEmpty()) {
      return "(none)";
    }
    return names.size() <= shown
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
  }
}
