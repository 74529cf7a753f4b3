package org.lorentznet.data.description;

import java.util.List;
import java.util.Optional;
import org.lorentznet.data.expression.Expression;

/**
 * A collection of constituents.
 *
 * @param select which constituents to take; all but padding where absent
 * @param membership how constituents find their jets, where a row is an event
 */
public record ConstituentRules(
    MomentumRule fourMomenta,
    Optional<Expression> select,
    List<ColumnRule> columns,
    Optional<Membership> membership) {
  public ConstituentRules {
    columns = List.copyOf(columns);
  }
}
