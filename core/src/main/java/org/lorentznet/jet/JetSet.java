package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.List;

/**
 * Jets held in memory, addressed by their number: what training shuffles. It keeps the blocks as
 * they were read, so no array grows beyond a block.
 */
public final class JetSet {
  private final List<Jets> blocks;
  private final int[] blockOf;
  private final int[] firstOf;
  private final long constituents;

  /**
   * Jets of one block after the other.
   *
   * @param blocks none with more than 2^31 - 1 jets in all
   */
  public JetSet(List<Jets> blocks) {
    this.blocks = List.copyOf(blocks);
    long jets = 0;
    long rows = 0;
    for (Jets block : this.blocks) {
      jets += block.size();
      rows += block.constituents();
    }
    constituents = rows;
    blockOf = new int[Math.toIntExact(jets)];
    firstOf = new int[this.blocks.size()];
    int jet = 0;
    for (int b = 0; b < this.blocks.size(); b++) {
      firstOf[b] = jet;
      for (int j = 0; j < this.blocks.get(b).size(); j++) {
        blockOf[jet++] = b;
      }
    }
  }

  /**
   * Reads a source into memory.
   *
   * @param source read from its beginning
   * @param limit at most this many jets
   * @return its jets, in their order
   */
  public static JetSet read(JetSource source, long limit) {
    List<Jets> blocks = new ArrayList<>();
    long left = limit;
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null && left > 0; block = stream.next()) {
        Jets kept = block.size() <= left ? block : block.slice(0, (int) left);
        blocks.add(kept);
        left -= kept.size();
      }
    }
    return new JetSet(blocks);
  }

  /** {@return the number of jets} */
  public int size() {
    return blockOf.length;
  }

  /** {@return the number of constituents of all jets, reference vectors not included} */
  public long constituents() {
    return constituents;
  }

  /** {@return the blocks, in order} */
  public List<Jets> blocks() {
    return blocks;
  }

  /**
   * {@return the block that holds jet {@code jet}}
   *
   * @param jet number of the jet, from 0
   */
  public Jets block(int jet) {
    return blocks.get(blockOf[jet]);
  }

  /**
   * {@return jet {@code jet}'s place in {@link #block}}
   *
   * @param jet number of the jet, from 0
   */
  public int place(int jet) {
    return jet - firstOf[blockOf[jet]];
  }
}
