package org.lorentznet.data.description;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How jets lie in files of columns, as a user described it.
 *
 * @param name of the file it was read from, or of the preset
 * @param table the ROOT tree, or the HDF5 group or data set; empty for what the file has
 * @param toGeV by what energies, momenta and masses are multiplied
 * @param arrays columns that are made of others before anything else
 * @param jets what belongs to a jet
 * @param collections where constituents come from, one or several, put together in this order
 * @param hardest how many constituents of largest pT are kept of a jet
 * @param skipBadJets whether a jet that cannot be used is left out; else it ends reading
 */
public record Description(
    String name,
    Optional<Table> table,
    double toGeV,
    List<ArrayRule> arrays,
    JetRules jets,
    List<ConstituentRules> collections,
    OptionalInt hardest,
    boolean skipBadJets,
    Optional<SplitRule> split) {
  public Description {
    arrays = List.copyOf(arrays);
    collections = List.copyOf(collections);
  }

  /** Which table of a file holds the jets. */
  public record Table(String name, boolean rootTree) {}
}
