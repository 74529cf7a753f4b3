package org.lorentznet.app.command;

import java.util.Optional;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.WeightedJets;
import picocli.CommandLine.Option;

/** Where the weights of jets are. */
final class WeightsOption {
  private static final String NONE = "none";

  @Option(
      names = "--weights",
      paramLabel = "COLUMN|none",
      description =
          "A jet column of the data with a weight for each jet (default: '"
              + WeightedJets.COLUMN
              + "', where there is one).")
  private String column;

  /** Whether something was said. */
  boolean given() {
    return column != null;
  }

  /** The column of weights, for data of which this is known. */
  Optional<String> column(JetSchema schema) {
    if (column != null) {
      return column.equals(NONE) ? Optional.empty() : Optional.of(column);
    }
    return schema.jetFeatures().contains(WeightedJets.COLUMN)
        ? Optional.of(WeightedJets.COLUMN)
        : Optional.empty();
  }

  /**
   * Jets with the weights of a column, where there is to be one.
   *
   * @throws org.lorentznet.errors.MismatchException where they lack it
   */
  static JetSource weighted(JetSource source, Optional<String> column) {
    return column.<JetSource>map(name -> new WeightedJets(source, name)).orElse(source);
  }
}
