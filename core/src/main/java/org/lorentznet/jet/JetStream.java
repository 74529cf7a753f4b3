package org.lorentznet.jet;

/** A pass over the jets of a source, block by block, in the source's order. */
public interface JetStream extends AutoCloseable {
  /**
   * {@return the next block, its jets checked ({@link Jets#requireUsable}); null behind the last}
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged
   * @throws org.lorentznet.errors.BadJetException where a jet cannot be used
   */
  Jets next();

  @Override
  void close();
}
