package org.lorentznet.data.description;

import java.util.List;
import java.util.Optional;
import org.lorentznet.data.expression.Expression;

/** How constituents find their jets, where a row is an event. */
public sealed interface Membership {
  /**
   * A list of links, each from a jet to a constituent.
   *
   * @param jet list column: the jet's place among the row's jets; a negative one links nothing
   * @param constituent list column: the constituent's place among the row's; where absent, each
   *     constituent has one link, in the same place
   * @param lists patterns of further list columns with an entry a link
   */
  record Links(String jet, Optional<String> constituent, List<String> lists) implements Membership {
    public Links {
      lists = List.copyOf(lists);
    }
  }

  /**
   * Constituents lie in the order of their jets.
   *
   * @param count of each jet's constituents
   */
  record Counts(Expression count) implements Membership {}

  /**
   * All constituents near a jet's axis, be they near another one's too.
   *
   * @param radius largest distance sqrt(deltaEta^2 + deltaPhi^2)
   * @param eta of the jet
   * @param phi of the jet
   */
  record Cone(double radius, Expression eta, Expression phi) implements Membership {}
}
