package org.lorentznet.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * A pass over a source in pieces of as many rows as a cell has, whatever blocks the source gives:
 * where jets are cut depends on their number alone.
 */
abstract class CellStream implements AutoCloseable {
  /** A pass from the first cell. */
  static CellStream open(JetSource source, int cellRows) {
    Optional<JetAccess> access = source.access();
    if (access.isPresent() && source.schema().jets().orElse(-1) != access.get().rows()) {
      return new OfAccess(access.get(), cellRows);
    }
    // Where each row is a jet, a stream is as good, and faster.
    access.ifPresent(JetAccess::close);
    return new OfStream(source.open(), cellRows, access.isPresent());
  }

  /** Whether cells of the source can be read in any order. */
  abstract boolean inAnyOrder();

  /** Rows of the next cell; 0 behind the last. */
  abstract int rows();

  /** The next cell's jets. */
  abstract Jets next();

  @Override
  public abstract void close();

  private static final class OfAccess extends CellStream {
    private final JetAccess access;
    private final int cellRows;
    private long row;

    OfAccess(JetAccess access, int cellRows) {
      this.access = access;
      this.cellRows = cellRows;
    }

    @Override
    boolean inAnyOrder() {
      return true;
    }

    @Override
    int rows() {
      return (int) Math.min(cellRows, access.rows() - row);
    }

    @Override
    Jets next() {
      int rows = rows();
      Jets jets = access.read(row, rows);
      row += rows;
      return jets;
    }

    @Override
    public void close() {
      access.close();
    }
  }

  /** Here a row is a jet. */
  private static final class OfStream extends CellStream {
    private final JetStream stream;
    private final int cellRows;
    private final boolean anyOrder;
    private final Deque<Jets> waiting = new ArrayDeque<>();
    private int waitingJets;

    /** How many jets of the first waiting block are used. */
    private int used;

    private boolean ended;

    OfStream(JetStream stream, int cellRows, boolean anyOrder) {
      this.stream = stream;
      this.cellRows = cellRows;
      this.anyOrder = anyOrder;
    }

    @Override
    boolean inAnyOrder() {
      return anyOrder;
    }

    @Override
    int rows() {
      while (waitingJets < cellRows && !ended) {
        Jets block = stream.next();
        if (block == null) {
          ended = true;
        } else if (block.size() > 0) {
          waiting.add(block);
          waitingJets += block.size();
        }
      }
      return Math.min(cellRows, waitingJets);
    }

    @Override
    Jets next() {
      int left = rows();
      waitingJets -= left;
      List<Jets> parts = new ArrayList<>();
      while (left > 0) {
        Jets block = waiting.getFirst();
        int taken = Math.min(left, block.size() - used);
        parts.add(block.slice(used, used + taken));
        left -= taken;
        used += taken;
        if (used == block.size()) {
          waiting.removeFirst();
          used = 0;
        }
      }
      return Jets.join(parts);
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
