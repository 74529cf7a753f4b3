package org.lorentznet.data.jets;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lorentznet.data.file.ElementType;

/**
 * Four-momenta padded with zeros: a particle whose four components are all zero is padding,
 * wherever it stands.
 */
public final class PaddedMomenta extends PaddedParticles {
  private final ElementType type;
  private final int rowBytes;
  private final int[] offsets;
  private final ByteBuffer zeros;

  /** Whether all components lie side by side, so that padding can be passed over in one go. */
  private final boolean together;

  /**
   * @param offsets bytes in a row of E, px, py and pz of each particle in turn, GeV
   */
  public PaddedMomenta(ElementType type, int rowBytes, int[] offsets) {
    this.type = type;
    this.rowBytes = rowBytes;
    this.offsets = offsets.clone();
    zeros = ByteBuffer.allocate(rowBytes);
    together =
        IntStream.range(1, offsets.length)
            .allMatch(i -> offsets[i] == offsets[i - 1] + type.bytes());
  }

  /** Rows of nothing but four-momenta. */
  public static PaddedMomenta ofRows(ElementType type, int particles) {
    int[] offsets = new int[4 * particles];
    Arrays.setAll(offsets, i -> i * type.bytes());
    return new PaddedMomenta(type, offsets.length * type.bytes(), offsets);
  }

  @Override
  protected int multiplicity(ByteBuffer rows, int jet) {
    int row = jet * rowBytes;
    int count = 0;
    for (int p = 0; p < offsets.length; p += 4) {
      if (!isPadding(rows, row, p)) {
        count++;
      } else if (together && isZero(rows, row + offsets[p], row + rowEnd())) {
        break;
      }
    }
    return count;
  }

  private int rowEnd() {
    return offsets[offsets.length - 1] + type.bytes();
  }

  private boolean isPadding(ByteBuffer rows, int row, int p) {
    return type.asDouble(rows, row + offsets[p]) == 0
        && type.asDouble(rows, row + offsets[p + 1]) == 0
        && type.asDouble(rows, row + offsets[p + 2]) == 0
        && type.asDouble(rows, row + offsets[p + 3]) == 0;
  }

  /** Whether all bits are zero; in one go, since most of a padded row mostly is padding. */
  private boolean isZero(ByteBuffer rows, int from, int to) {
    return rows.slice(from, to - from).mismatch(zeros.slice(0, to - from)) < 0;
  }

  @Override
  protected void take(ByteBuffer rows, int jet, int first, int count, RaggedMomenta into) {
    int row = jet * rowBytes;
    for (int p = 0, to = first; to < first + count; p += 4) {
      double e = type.asDouble(rows, row + offsets[p]);
      double px = type.asDouble(rows, row + offsets[p + 1]);
      double py = type.asDouble(rows, row + offsets[p + 2]);
      double pz = type.asDouble(rows, row + offsets[p + 3]);
      if (e != 0 || px != 0 || py != 0 || pz != 0) {
        into.set(to++, (jet * offsets.length + p) / 4, e, px, py, pz);
      }
    }
  }
}
