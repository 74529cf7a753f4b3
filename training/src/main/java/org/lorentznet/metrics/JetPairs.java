package org.lorentznet.metrics;

import java.util.List;
import org.lorentznet.errors.MismatchException;

/** The jets of a sample as two taggers see them: one jet after the other, whatever the blocks. */
final class JetPairs implements AutoCloseable {
  private final Cursor first;
  private final Cursor second;

  private JetPairs(ScoredSample first, ScoredSample second) {
    this.first = new Cursor(first.open());
    this.second = new Cursor(second.open());
  }

  /** Something that is counted of two taggers. */
  interface Tally {
    /** Takes in the jet at which the pairs are. */
    void add(JetPairs at);
  }

  /**
   * Goes through two samples at once.
   *
   * @throws MismatchException where they are not the same jets
   */
  static void count(ScoredSample first, ScoredSample second, List<? extends Tally> tallies) {
    try (JetPairs pairs = new JetPairs(first, second)) {
      while (pairs.next()) {
        for (Tally tally : tallies) {
          tally.add(pairs);
        }
      }
    }
  }

  private boolean next() {
    boolean more = first.next();
    boolean other = second.next();
    if (more != other) {
      throw new MismatchException(
          "the "
              + (more ? "second" : "first")
              + " has scores of "
              + first.number
              + " jets, the "
              + (more ? "first" : "second")
              + " of more: only scores of the same jets can be compared");
    }
    if (more && label() != second.block.labels()[second.jet]) {
      throw new MismatchException(
          "jet "
              + first.number
              + " has label "
              + label()
              + " in the first, "
              + second.block.labels()[second.jet]
              + " in the second: these are not the same jets");
    }
    return more;
  }

  int label() {
    return first.block.labels()[first.jet];
  }

  /** The weight of the first tagger's jet. */
  double weight() {
    return first.block.weight(first.jet);
  }

  /** The jet with the first tagger. */
  Cursor first() {
    return first;
  }

  /** The jet with the second. */
  Cursor second() {
    return second;
  }

  @Override
  public void close() {
    first.pass.close();
    second.pass.close();
  }

  /** A jet of a sample. */
  static final class Cursor {
    private final ScoredSample.Pass pass;
    private ScoredBlock block;
    private int jet = -1;
    private long number = -1;

    Cursor(ScoredSample.Pass pass) {
      this.pass = pass;
      block = pass.next();
    }

    private boolean next() {
      number++;
      jet++;
      if (block != null && jet == block.jets()) {
        block = pass.next();
        jet = 0;
      }
      return block != null;
    }

    TaggerOutput output() {
      return block.output();
    }

    int jet() {
      return jet;
    }

    /** Whether it is taken for what it is. */
    boolean correct() {
      return output().predicted(jet) == block.labels()[jet];
    }
  }
}
