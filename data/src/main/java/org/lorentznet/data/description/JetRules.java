package org.lorentznet.data.description;

import java.util.List;
import java.util.Optional;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.jet.WeightedJets;

/**
 * What belongs to a jet.
 *
 * @param lists patterns of the list columns with an entry a jet, where a row is an event; empty
 *     where a row is a jet
 * @param select which jets to take; all where absent
 */
public record JetRules(
    List<String> lists,
    Optional<Expression> select,
    List<ColumnRule> columns,
    Optional<Expression> weight,
    Optional<LabelRule> label) {
  /** The jet column that holds weights. */
  public static final String WEIGHT = WeightedJets.COLUMN;

  public JetRules {
    lists = List.copyOf(lists);
    columns = List.copyOf(columns);
  }
}
