package org.lorentznet.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lorentznet.data.hdf5.LgnFile;
import org.lorentznet.data.hdf5.TopReferenceFile;
import org.lorentznet.data.npz.EnergyFlowFile;
import org.lorentznet.data.npz.FourMomentaFile;
import org.lorentznet.data.parquet.JetsFile;
import org.lorentznet.errors.UserException;

/** How jets may lie in a file. */
public enum Layout {
  TOP_REFERENCE(TopReferenceFile.LAYOUT, "HDF5, pandas table under the key 'table'"),
  LGN(LgnFile.LAYOUT, "HDF5 with Pmu, is_signal"),
  ENERGYFLOW(EnergyFlowFile.LAYOUT, "npz with X (pt y phi pid), y"),
  NPZ_FOURMOMENTA(FourMomentaFile.LAYOUT, "npz with p4 (E px py pz), y"),
  JETS(JetsFile.LAYOUT, "Parquet with lists E, px, py, pz");

  private final String preset;
  private final String description;

  Layout(String preset, String description) {
    this.preset = preset;
    this.description = description;
  }

  /** The name users know, e.g. {@code top-reference}. */
  public String preset() {
    return preset;
  }

  /** One line: container and names. */
  public String description() {
    return description;
  }

  /**
   * The layout of a name.
   *
   * @throws UserException listing the names there are
   */
  public static Layout named(String preset) {
    Optional<Layout> layout =
        Arrays.stream(values()).filter(known -> known.preset.equals(preset)).findFirst();
    return layout.orElseThrow(
        () -> new UserException("no preset '" + preset + "'; known: " + presets()));
  }

  private static String presets() {
    return Arrays.stream(values()).map(Layout::preset).collect(Collectors.joining(", "));
  }

  /** All layouts with their descriptions, for messages. */
  static String known() {
    return Arrays.stream(values())
        .map(layout -> layout.preset + " (" + layout.description + ")")
        .collect(Collectors.joining("; "));
  }
}
