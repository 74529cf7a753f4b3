package org.lorentznet.data.jets;

import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** Blocks of one file whose number of jets is known. */
public abstract class BlockStream implements JetStream {
  private final ReadableFile file;
  private final String format;
  private final long jets;
  private final int blockJets;
  private long next;

  /**
   * @param format e.g. {@code "HDF5"}, for messages
   * @param bytesPerJet in the file, uncompressed
   */
  protected BlockStream(ReadableFile file, String format, long jets, long bytesPerJet) {
    this.file = file;
    this.format = format;
    this.jets = jets;
    blockJets = RowBlock.rowsFor(bytesPerJet);
  }

  /** Reads the jets {@code first} to {@code first + count - 1}, which follow those read before. */
  protected abstract Jets read(long first, int count) throws Exception;

  @Override
  public final Jets next() {
    if (next == jets) {
      return null;
    }
    int count = (int) Math.min(blockJets, jets - next);
    Jets block = file.reading(format, () -> read(next, count));
    block.requireUsable(file);
    next += count;
    return block;
  }
}
