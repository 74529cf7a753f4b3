package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.lorentznet.numeric.RandomStream;

/**
 * One of K parts of a source's jets, or all others, for cross-validation. Which part a jet is in
 * follows from its number in the source alone, as if by chance, so that no order of the jets can
 * matter. Jets are numbered anew. They can be read from first to last only.
 */
public final class FoldedJets implements JetSource {
  private static final long FOLDS = 0x666f6c6473L;

  private final JetSource source;
  private final Fold fold;
  private final boolean others;
  private final JetSchema schema;

  /**
   * A part.
   *
   * @param number from 1
   * @param of how many parts there are, at least 2
   */
  public record Fold(int number, int of) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException where there is no such part, or are more than 1000
     */
    public Fold {
      if (of < 2 || of > 1000 || number < 1 || number > of) {
        throw new IllegalArgumentException(
            "fold " + number + "/" + of + ": expected I/K with I from 1 to K, K from 2 to 1000");
      }
    }

    /** As the command line has it: {@code I/K}. */
    @Override
    public String toString() {
      return number + "/" + of;
    }

    private boolean holds(long jet) {
      return Math.floorMod(RandomStream.key(FOLDS, jet), of) == number - 1;
    }
  }

  /**
   * A part of a source's jets.
   *
   * @param source the whole
   * @param fold the part
   * @param others whether it is all jets but those of the fold
   */
  public FoldedJets(JetSource source, Fold fold, boolean others) {
    this.source = source;
    this.fold = fold;
    this.others = others;
    JetSchema whole = source.schema();
    schema =
        new JetSchema(
            whole.source(),
            whole.layout(),
            whole.jets().isPresent()
                ? OptionalLong.of(count(whole.jets().getAsLong()))
                : OptionalLong.empty(),
            whole.classes(),
            whole.constituentFeatures(),
            whole.jetFeatures(),
            whole.precision());
  }

  private long count(long jets) {
    long count = 0;
    for (long jet = 0; jet < jets; jet++) {
      count += selected(jet) ? 1 : 0;
    }
    return count;
  }

  private boolean selected(long jet) {
    return fold.holds(jet) != others;
  }

  @Override
  public JetSchema schema() {
    return schema;
  }

  @Override
  public JetStream open() {
    JetStream stream = source.open();
    return new JetStream() {
      private long next;

      @Override
      public Jets next() {
        for (Jets block = stream.next(); block != null; block = stream.next()) {
          List<Jets> chosen = new ArrayList<>();
          for (int j = 0; j < block.size(); j++) {
            if (selected(block.index(j))) {
              chosen.add(block.slice(j, j + 1));
            }
          }
          if (!chosen.isEmpty()) {
            Jets jets = Jets.join(chosen).numberedFrom(next);
            next += jets.size();
            return jets;
          }
        }
        return null;
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }
}
