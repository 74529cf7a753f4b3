package org.lorentznet.jet;

import java.util.Optional;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.MismatchException;

/** The jets of a source, with the weights that one of their columns holds. */
public final class WeightedJets implements JetSource {
  /** The column that holds weights where nothing else is said. */
  public static final String COLUMN = "weight";

  private final JetSource source;
  private final String column;

  /**
   * Jets with weights.
   *
   * @param source jets without weights
   * @param column a jet column; each value 0, or from 1e-100 to 1e100
   * @throws MismatchException where there is no such column
   */
  public WeightedJets(JetSource source, String column) {
    this.source = source;
    this.column = column;
    JetSchema schema = source.schema();
    if (!schema.jetFeatures().contains(column)) {
      throw new MismatchException(
          schema.source()
              + ": there is no jet column '"
              + column
              + "' to take weights from; found: "
              + (schema.jetFeatures().isEmpty()
                  ? "none"
                  : String.join(", ", schema.jetFeatures())));
    }
  }

  @Override
  public JetSchema schema() {
    return source.schema();
  }

  private Jets weighted(Jets jets) {
    Column values = jets.jetFeatures().get(column);
    double[] weights = new double[jets.size()];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = values.asDouble(j);
      // Squares of weights are summed and must not leave the range of a double.
      if (weights[j] != 0 && !(weights[j] >= 1e-100 && weights[j] <= 1e100)) {
        throw new BadJetException(
            source.schema().source(),
            jets.index(j),
            "has weight "
                + weights[j]
                + " in column '"
                + column
                + "' (0, or from 1e-100 to 1e100 expected)");
      }
    }
    return jets.withWeights(weights);
  }

  @Override
  public JetStream open() {
    JetStream stream = source.open();
    return new JetStream() {
      @Override
      public Jets next() {
        Jets block = stream.next();
        return block == null ? null : weighted(block);
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }

  @Override
  public Optional<JetAccess> access() {
    return source
        .access()
        .map(access ->
            new JetAccess() {
              @Override
              public long rows() {
                return access.rows();
              }

              @Override
              public Jets read(long first, int count) {
                return weighted(access.read(first, count));
              }

              @Override
              public void close() {
                access.close();
              }
            });
  }
}
