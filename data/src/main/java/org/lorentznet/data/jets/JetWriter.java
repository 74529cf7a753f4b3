package org.lorentznet.data.jets;

import org.lorentznet.jet.Jets;

/**
 * Writes jets to a file, block by block. The file appears with {@link #commit}, complete, or not at
 * all.
 */
public interface JetWriter extends AutoCloseable {
  /**
   * Appends jets.
   *
   * @throws org.lorentznet.errors.MismatchException where their columns differ from the first
   *     block's, or the layout cannot hold them
   * @throws org.lorentznet.errors.FileFormatException where the file system refuses
   */
  void write(Jets jets);

  /**
   * Completes the file and moves it into place, over an existing one.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file system refuses
   */
  void commit();

  /** Removes what was written, unless committed. */
  @Override
  void close();
}
