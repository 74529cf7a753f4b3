package org.lorentznet.data.jets;

import java.util.Optional;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowRanges;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * The jets of one file whose number is known, block by block, or in any order where the file is
 * stored so that rows can be gone to.
 */
public abstract class BlockStream implements JetStream, JetAccess {
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

  /**
   * The stream for reading in any order; empty, and the stream closed, where that would be slow.
   */
  public static Optional<JetAccess> access(BlockStream stream) {
    if (stream.seekable()) {
      return Optional.of(stream);
    }
    stream.close();
    return Optional.empty();
  }

  /** Reads the jets {@code first} to {@code first + count - 1}, which are the next. */
  protected abstract Jets readNext(long first, int count) throws Exception;

  /** Whether {@link #seek} is possible without reading what lies before. */
  protected abstract boolean seekable();

  /** Goes to a jet: it is the next. */
  protected abstract void seek(long jet);

  @Override
  public final Jets next() {
    return next == jets ? null : read(next, (int) Math.min(blockJets, jets - next));
  }

  @Override
  public final long rows() {
    return jets;
  }

  @Override
  public final Jets read(long first, int count) {
    if (first != next) {
      file.reading(
          format,
          () -> {
            seek(first);
            return null;
          });
    }
    Jets block = file.reading(format, () -> readNext(first, count));
    RowRanges.forEach(
        count, PaddedParticles.JETS_AT_A_TIME, (from, to) -> block.requireUsable(file, from, to));
    next = first + count;
    return block;
  }

  @Override
  public abstract void close();
}
