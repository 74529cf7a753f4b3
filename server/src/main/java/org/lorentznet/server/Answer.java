package org.lorentznet.server;

import org.lorentznet.jet.Jets;

/** Scores on their way out, block by block; complete before the first byte is sent. */
interface Answer extends AutoCloseable {
  /**
   * Takes the scores of a block.
   *
   * @param logits block.size() x classes, row-major
   * @param probabilities the same for probabilities
   */
  void add(Jets block, float[] logits, float[] probabilities);

  /** The whole answer, once all blocks are in. */
  byte[] bytes();

  @Override
  void close();
}
