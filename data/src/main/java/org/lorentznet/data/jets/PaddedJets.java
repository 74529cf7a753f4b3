package org.lorentznet.data.jets;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
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
      Runnable closing) {}

  private final ReadableFile file;
  private final Arrays arrays;
  private final int classes;

  public PaddedJets(ReadableFile file, String format, long jets, int classes, Arrays arrays) {
    super(file, format, jets, arrays.momenta().bytesPerJet());
    this.file = file;
    this.classes = classes;
    this.arrays = arrays;
  }

  @Override
  protected Jets read(long first, int count) {
    ElementType type = arrays.momenta().type();
    int particles = arrays.momenta().perJet() / 4;
    ByteBuffer from = type.view(arrays.momenta().rows().next(count));
    RaggedMomenta kept = new RaggedMomenta(count, count * Math.min(particles, 64));
    int[] keptRows = new int[Math.multiplyExact(count, particles)];
    int step = type.bytes();
    for (int row = 0, at = 0; row < keptRows.length; row++, at += 4 * step) {
      double e = type.asDouble(from, at);
      double px = type.asDouble(from, at + step);
      double py = type.asDouble(from, at + 2 * step);
      double pz = type.asDouble(from, at + 3 * step);
      if (e != 0 || px != 0 || py != 0 || pz != 0) {
        keptRows[kept.rows()] = row;
        kept.add(e, px, py, pz);
      }
      if ((row + 1) % particles == 0) {
        kept.endJet();
      }
    }
    Map<String, Column> constituentFeatures = new LinkedHashMap<>();
    for (JetArray array : arrays.constituentColumns()) {
      constituentFeatures.put(
          array.name(), ColumnRows.gather(array.next(count), keptRows, kept.rows()));
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
  public void close() {
    arrays.closing().run();
  }
}
