package org.lorentznet.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lorentznet.data.csv.CsvJetWriter;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5File;
import org.lorentznet.data.hdf5.LgnFile;
import org.lorentznet.data.hdf5.LgnWriter;
import org.lorentznet.data.hdf5.TopReferenceFile;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.data.npz.EnergyFlowFile;
import org.lorentznet.data.npz.FourMomentaFile;
import org.lorentznet.data.npz.FourMomentaWriter;
import org.lorentznet.data.npz.NpzFile;
import org.lorentznet.data.parquet.JetsFile;
import org.lorentznet.data.parquet.JetsFileWriter;
import org.lorentznet.data.parquet.ParquetTable;
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
  public static JetSource open(Path path, Optional<Layout> layout) {
    ReadableFile file = ReadableFile.of(path);
    return switch (layout.orElseGet(() -> layoutOf(file))) {
      case TOP_REFERENCE -> new TopReferenceFile(requireContainer(file, Container.HDF5));
      case LGN -> new LgnFile(requireContainer(file, Container.HDF5));
      case ENERGYFLOW -> new EnergyFlowFile(requireContainer(file, Container.ZIP, Container.NPY));
      case NPZ_FOURMOMENTA ->
          new FourMomentaFile(requireContainer(file, Container.ZIP, Container.NPY));
      case JETS -> new JetsFile(requireContainer(file, Container.PARQUET));
    };
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
   * @param layout of each; empty to find it out
   * @throws org.lorentznet.errors.MismatchException where the files differ in classes or columns
   */
  public static JetSource open(List<Path> paths, Optional<Layout> layout) {
    if (paths.size() == 1) {
      return open(paths.getFirst(), layout);
    }
    return new JoinedJets(paths.stream().map(path -> open(path, layout)).toList());
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
    return switch (Container.of(file)) {
      case HDF5 -> {
        try (Hdf5File hdf = Hdf5File.open(file)) {
          if (TopReferenceFile.matches(hdf)) {
            yield Layout.TOP_REFERENCE;
          }
          if (LgnFile.matches(hdf)) {
            yield Layout.LGN;
          }
          throw unknown(file, "an HDF5 file with " + listed(hdf.names()));
        }
      }
      case ZIP -> {
        try (NpzFile npz = NpzFile.open(file)) {
          if (EnergyFlowFile.matches(npz)) {
            yield Layout.ENERGYFLOW;
          }
          if (FourMomentaFile.matches(npz)) {
            yield Layout.NPZ_FOURMOMENTA;
          }
          throw unknown(file, "an npz with the arrays " + listed(npz.names()));
        }
      }
      case PARQUET -> {
        try (ParquetTable table = ParquetTable.open(file)) {
          if (JetsFile.matches(table)) {
            yield Layout.JETS;
          }
          throw unknown(
              file,
              "a Parquet file with the lists "
                  + listed(table.listColumns())
                  + " and the numbers "
                  + listed(table.numberColumns()));
        }
      }
      case NPY ->
          throw new FileFormatException(
              file,
              "is a single NumPy array, which does not tell what its numbers are: say --preset "
                  + Layout.NPZ_FOURMOMENTA.preset()
                  + " (E px py pz) or --preset "
                  + Layout.ENERGYFLOW.preset()
                  + " (pt y phi pid)");
      case ROOT -> throw unknown(file, "a ROOT file");
      case OTHER -> throw unknown(file, "neither HDF5 nor npz nor Parquet");
    };
  }

  private static ReadableFile requireContainer(ReadableFile file, Container... expected) {
    Container found = Container.of(file);
    if (!List.of(expected).contains(found)) {
      throw new FileFormatException(
          file, "is " + found.what() + ", " + expected[0].what() + " expected");
    }
    return file;
  }

  private static FileFormatException unknown(ReadableFile file, String found) {
    return new FileFormatException(
        file, "unknown layout: found " + found + "; known are: " + Layout.known());
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
