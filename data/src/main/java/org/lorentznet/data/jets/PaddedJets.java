package org.lorentznet.data.jets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.data.table.ColumnRows;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;

/**
 * Jets from arrays in which each is padded with zeros to the same number of particles. A row whose
 * four components are all zero is padding.
 */
public final class PaddedJets extends BlockStream {
  /**
   * The arrays, each with a row a jet.
   *
   * @param momenta (particles, 4): E px py pz
   * @param constituentColumns (particles)
   * @param jetColumns one number a jet
   * @param labels one number a jet, where there are labels
   * @param closing what to close in the end
   */
  public record Arrays(
      JetArray momenta,
      List<JetArray> constituentColumns,
      List<JetArray> jetColumns,
      Optional<JetArray> labels,
      Runnable closing) {
    private Stream<RowSource> rows() {
      return Stream.of(
              Stream.of(momenta), constituentColumns.stream(), jetColumns.stream(), labels.stream())
          .flatMap(arrays -> arrays)
          .map(JetArray::rows);
    }
  }

  private final ReadableFile file;
  private final Arrays arrays;
  private final int classes;
  private final PaddedMomenta momenta;

  public PaddedJets(ReadableFile file, String format, long jets, int classes, Arrays arrays) {
    super(file, format, jets, arrays.momenta().bytesPerJet());
    this.file = file;
    this.classes = classes;
    this.arrays = arrays;
    momenta = PaddedMomenta.ofRows(arrays.momenta().type(), arrays.momenta().perJet() / 4);
  }

  @Override
  protected Jets readNext(long first, int count) {
    ElementType type = arrays.momenta().type();
    RaggedMomenta kept = momenta.read(type.view(arrays.momenta().rows().next(count)), count);
    Map<String, Column> constituentFeatures = new LinkedHashMap<>();
    for (JetArray array : arrays.constituentColumns()) {
      constituentFeatures.put(
          array.name(), ColumnRows.gather(array.next(count), kept.places(), kept.places().length));
    }
    Map<String, Column> jetFeatures = new LinkedHashMap<>();
    for (JetArray array : arrays.jetColumns()) {
      jetFeatures.put(array.name(), array.next(count));
    }
    int[] labels =
        arrays
            .labels()
            .map(array -> ClassLabels.check(file, first, array.next(count), classes))
            .orElse(null);
    return new Jets(
        first,
        kept.offsets(),
        kept.fourMomenta(),
        type.precision(),
        constituentFeatures,
        jetFeatures,
        labels);
  }

  @Override
  protected boolean seekable() {
    return arrays.rows().allMatch(RowSource::seekable);
  }

  @Override
  protected void seek(long jet) {
    arrays.rows().forEach(rows -> rows.seek(jet));
  }

  @Override
  public void close() {
    arrays.closing().run();
  }
}
