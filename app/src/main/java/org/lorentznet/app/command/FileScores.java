package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.data.score.ScoreStream;
import org.lorentznet.data.score.ScoreTable;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.metrics.BadScoresException;
import org.lorentznet.metrics.ScoredBlock;
import org.lorentznet.metrics.ScoredSample;
import org.lorentznet.metrics.TaggerOutput;

/**
 * Scores with their labels in a file of any size, read anew whenever they are gone through.
 *
 * @param file of scores
 * @param labelsOrNull an array of labels, where the scores are one too
 * @param classes how many there are
 * @param weighted whether there are weights
 */
record FileScores(Path file, Path labelsOrNull, int classes, boolean weighted)
    implements ScoredSample {
  /** Jets that are read at once. */
  private static final int BLOCK = 1 << 17;

  /**
   * Looks what a file has.
   *
   * @throws MismatchException where it lacks the jets' classes
   */
  static FileScores of(Path file, Path labelsOrNull) {
    try (ScoreStream stream = stream(file, labelsOrNull)) {
      if (!stream.labelled() && labelsOrNull == null) {
        throw new MismatchException(
            file
                + ": there is no column 'label'; evaluation needs the jets' classes"
                + " (from --labels or --data, where the scores lack them)");
      }
      return new FileScores(file, labelsOrNull, stream.classes(), stream.weighted());
    }
  }

  private static ScoreStream stream(Path file, Path labelsOrNull) {
    return labelsOrNull == null ? ScoreFile.open(file) : ScoreFile.open(file, labelsOrNull);
  }

  /** The classes' numbers as their names. */
  List<String> classNames() {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  @Override
  public Pass open() {
    ScoreStream stream = stream(file, labelsOrNull);
    return new Pass() {
      private long first;

      @Override
      public ScoredBlock next() {
        ScoreTable table = stream.next(BLOCK);
        if (table.jets() == 0) {
          return null;
        }
        ScoredBlock block =
            new ScoredBlock(
                first, outputOf(table), table.labels().orElseThrow(), table.weights().orElse(null));
        first += table.jets();
        return block;
      }

      private TaggerOutput outputOf(ScoreTable table) {
        try {
          return output(table);
        } catch (BadScoresException e) {
          throw e.after(first); // counts within the block
        }
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }

  /** What a table of scores says of its jets. */
  static TaggerOutput output(ScoreTable table) {
    return table
        .probabilities()
        .map(rows -> TaggerOutput.probabilities(rows, table.classes()))
        .orElseGet(() -> TaggerOutput.signalScores(table.signalScores()));
  }
}
