package org.lorentznet.data.jets;

import java.util.Optional;
import org.lorentznet.jet.JetSource;
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
   * Completes the file under its temporary name; nothing more can be written.
   *
   * @return the jets as the file gives them back, to be read before {@link #commit}; empty where
   *     its layout is not read, or it is a pipe
   * @throws org.lorentznet.errors.FileFormatException where the file system refuses
   */
  Optional<JetSource> complete();

  /**
   * Completes the file, where that is not done yet, and moves it into place, over an existing one.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file system refuses
   */
  void commit();

  /** Removes what was written, unless committed. */
  @Override
  void close();
}
