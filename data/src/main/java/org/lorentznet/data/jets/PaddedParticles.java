package org.lorentznet.data.jets;

import java.nio.ByteBuffer;
import org.lorentznet.data.file.RowRanges;

/**
 * Particles in rows that hold as many of them for every jet, some of them padding. Jets are read on
 * all processors.
 */
public abstract class PaddedParticles {
  /** Enough to be worth a thread's while. */
  static final int JETS_AT_A_TIME = 256;

  /** How many of a jet's particles are not padding. */
  protected abstract int multiplicity(ByteBuffer rows, int jet);

  /**
   * Takes a jet's particles that are not padding, in their order.
   *
   * @param first number of the first, of all jets' together
   * @param count how many there are
   * @param into where to put them, each at its number
   */
  protected abstract void take(ByteBuffer rows, int jet, int first, int count, RaggedMomenta into);

  /**
   * The jets of some rows, without padding.
   *
   * @param rows in the byte order of their numbers
   */
  public final RaggedMomenta read(ByteBuffer rows, int jets) {
    int[] offsets = new int[jets + 1];
    RowRanges.forEach(
        jets,
        JETS_AT_A_TIME,
        (from, to) -> {
          for (int jet = from; jet < to; jet++) {
            offsets[jet + 1] = multiplicity(rows, jet);
          }
        });
    for (int jet = 0; jet < jets; jet++) {
      offsets[jet + 1] = Math.addExact(offsets[jet + 1], offsets[jet]);
    }
    int count = offsets[jets];
    RaggedMomenta ragged =
        new RaggedMomenta(offsets, new double[Math.multiplyExact(4, count)], new int[count]);
    RowRanges.forEach(
        jets,
        JETS_AT_A_TIME,
        (from, to) -> {
          for (int jet = from; jet < to; jet++) {
            take(rows, jet, offsets[jet], offsets[jet + 1] - offsets[jet], ragged);
          }
        });
    return ragged;
  }
}
