package org.lorentznet.data.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.jet.Column;

/** A score file that is read in blocks of rows. */
public final class ScoreStream implements AutoCloseable {
  private final ReadableFile file;
  private final ScoreColumns columns;

  /** The columns that hold scores: logits or probabilities of each class, or one score. */
  private final List<String> scores;

  private long first;

  ScoreStream(ReadableFile file, ScoreColumns columns, List<String> scores) {
    this.file = file;
    this.columns = columns;
    this.scores = scores;
  }

  /** Number of classes: 2 where the file has one score a jet. */
  public int classes() {
    return Math.max(2, scores.size());
  }

  /** Whether the file tells the jets' classes. */
  public boolean labelled() {
    return columns.names().contains(ScoreFile.LABEL);
  }

  /** Whether the file has weights. */
  public boolean weighted() {
    return columns.names().contains(ScoreFile.WEIGHT);
  }

  /**
   * The next jets; a table of none at the end.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged, a score is NaN, or
   *     a weight is none
   * @throws org.lorentznet.errors.BadJetException where a label is no class
   */
  public ScoreTable next(int most) {
    Map<String, Column> block = columns.next(most);
    List<Column> found = new ArrayList<>();
    scores.forEach(name -> found.add(block.get(name)));
    double[] values = interleaved(found);
    if (scores.get(0).startsWith(ScoreFile.LOGIT)) {
      for (int from = 0; from < values.length; from += scores.size()) {
        softmax(values, from, scores.size());
      }
    }
    Column labels = block.get(ScoreFile.LABEL);
    Column weights = block.get(ScoreFile.WEIGHT);
    ScoreTable table =
        new ScoreTable(
            file,
            first,
            values,
            scores.size(),
            labels == null ? null : ClassLabels.check(file, first, labels, classes()),
            weights == null ? null : interleaved(List.of(weights)));
    first += table.jets();
    return table;
  }

  private static double[] interleaved(List<Column> columns) {
    int rows = columns.get(0).size();
    double[] values = new double[Math.multiplyExact(rows, columns.size())];
    for (int c = 0; c < columns.size(); c++) {
      for (int row = 0; row < rows; row++) {
        values[row * columns.size() + c] = columns.get(c).asDouble(row);
      }
    }
    return values;
  }

  private static void softmax(double[] values, int from, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = from; k < from + classes; k++) {
      largest = Math.max(largest, values[k]);
    }
    double sum = 0;
    for (int k = from; k < from + classes; k++) {
      values[k] = StrictMath.exp(values[k] - largest);
      sum += values[k];
    }
    for (int k = from; k < from + classes; k++) {
      values[k] /= sum;
    }
  }

  @Override
  public void close() {
    columns.close();
  }
}
