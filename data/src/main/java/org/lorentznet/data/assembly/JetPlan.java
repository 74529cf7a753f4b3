package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.jet.Jets;

/**
 * What a pass over a file needs: a description whose names have been looked up.
 *
 * @param places where jets lie
 * @param collections of constituents, at least one, with the same columns
 * @param columns of jets, weights among them
 * @param weighted whether there are weights
 * @param hardest how many constituents of largest pT are kept
 */
record JetPlan(
    JetPlaces places,
    List<CollectionReader> collections,
    JetSelection selection,
    List<BoundColumn> columns,
    boolean weighted,
    Labels labels,
    OptionalInt hardest,
    boolean skipBadJets) {
  /** The precision of the four-momenta. */
  Jets.Precision precision() {
    return collections.stream().allMatch(CollectionReader::singlePrecision)
        ? Jets.Precision.FLOAT32
        : Jets.Precision.FLOAT64;
  }

  /** The columns of the file that have to be read. */
  Set<FileColumn> toRead() {
    Set<FileColumn> columnsToRead = new LinkedHashSet<>();
    for (CollectionReader collection : collections) {
      collection.inputs().forEach(input -> columnsToRead.add(input.column()));
    }
    places.lists().forEach(input -> columnsToRead.add(input.column()));
    List<Bound> bounds = new ArrayList<>(labels.bounds());
    columns.forEach(column -> bounds.add(column.value()));
    selection.condition().ifPresent(bounds::add);
    selection.part().ifPresent(part -> bounds.addAll(part.by()));
    for (Bound bound : bounds) {
      bound.columns().forEach(input -> columnsToRead.add(input.column()));
    }
    return columnsToRead;
  }

  /** Names of the constituents' columns. */
  List<String> constituentColumns() {
    return collections.getFirst().columns().stream().map(BoundColumn::name).toList();
  }

  /** Names of the jets' columns. */
  List<String> jetColumns() {
    return columns.stream().map(BoundColumn::name).toList();
  }
}
