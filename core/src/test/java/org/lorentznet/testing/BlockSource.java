package org.lorentznet.testing;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** A source of blocks that are in memory, which behaves as files do. */
public final class BlockSource implements JetSource {
  private final List<Jets> blocks;
  private final boolean anyOrder;
  private final Jets whole;

  /** How many passes, in order or not, are open. */
  public int open;

  private BlockSource(List<Jets> blocks, boolean anyOrder) {
    this.blocks = List.copyOf(blocks);
    this.anyOrder = anyOrder;
    whole = blocks.isEmpty() ? null : Jets.join(blocks);
  }

  /** A source that can be read in any order. */
  public static BlockSource anyOrder(List<Jets> blocks) {
    return new BlockSource(blocks, true);
  }

  /** A source that can only be read from first to last. */
  public static BlockSource inOrder(List<Jets> blocks) {
    return new BlockSource(blocks, false);
  }

  @Override
  public JetSchema schema() {
    long jets = whole == null ? 0 : whole.size();
    return new JetSchema(
        "blocks",
        "test",
        OptionalLong.of(jets),
        List.of("background", "signal"),
        whole == null ? List.of() : List.copyOf(whole.constituentFeatures().keySet()),
        whole == null ? List.of() : List.copyOf(whole.jetFeatures().keySet()),
        Jets.Precision.FLOAT64);
  }

  @Override
  public JetStream open() {
    open++;
    Iterator<Jets> left = blocks.iterator();
    return new JetStream() {
      @Override
      public Jets next() {
        return left.hasNext() ? left.next() : null;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }

  @Override
  public Optional<JetAccess> access() {
    if (!anyOrder) {
      return Optional.empty();
    }
    open++;
    return Optional.of(
        new JetAccess() {
          @Override
          public long rows() {
            return whole == null ? 0 : whole.size();
          }

          @Override
          public Jets read(long first, int count) {
            return whole.slice((int) first, (int) first + count);
          }

          @Override
          public void close() {
            open--;
          }
        });
  }
}
