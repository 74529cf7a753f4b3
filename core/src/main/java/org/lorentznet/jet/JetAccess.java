package org.lorentznet.jet;

/**
 * The jets of a source in any order, by the rows of the source. For one thread at a time.
 *
 * <p>A row is what the format counts. Mostly it is a jet; a row of which the jet is not selected
 * holds none, an event may hold several. Rows follow each other as jets do in {@link
 * JetSource#open}.
 */
public interface JetAccess extends AutoCloseable {
  /** {@return the number of rows} */
  long rows();

  /**
   * {@return the jets of the rows {@code first} to {@code first + count - 1}, checked ({@link
   * Jets#requireUsable})} Going on behind the rows read before is as fast as {@link JetStream};
   * elsewhere no more than a few thousand rows may be read in vain.
   *
   * @param first from 0
   * @param count at least 1
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged
   * @throws org.lorentznet.errors.BadJetException where a jet cannot be used
   */
  Jets read(long first, int count);

  @Override
  void close();
}
