package org.lorentznet.data.jets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;

/**
 * The columns of jets that are written, fixed by the first block.
 *
 * @param constituent types of the constituent features by name
 * @param jet types of the jet features by name
 */
public record JetColumns(
    Map<String, NumberType> constituent, Map<String, NumberType> jet, boolean labelled) {

  /** The columns of a block. */
  public static JetColumns of(Jets jets) {
    return new JetColumns(
        types(jets.constituentFeatures()), types(jets.jetFeatures()), jets.labels().isPresent());
  }

  /** The columns of a source that turned out to hold no jet. */
  public static JetColumns of(JetSchema schema) {
    Map<String, NumberType> constituent = new LinkedHashMap<>();
    schema.constituentFeatures().forEach(name -> constituent.put(name, NumberType.FLOAT64));
    Map<String, NumberType> jet = new LinkedHashMap<>();
    schema.jetFeatures().forEach(name -> jet.put(name, NumberType.FLOAT64));
    return new JetColumns(constituent, jet, schema.labelled());
  }

  private static Map<String, NumberType> types(Map<String, Column> columns) {
    Map<String, NumberType> types = new LinkedHashMap<>();
    columns.forEach((name, column) -> types.put(name, NumberType.of(column)));
    return types;
  }

  /**
   * Checks that a further block has the same columns.
   *
   * @param source where it comes from, for the message
   * @throws MismatchException where it does not
   */
  public void require(String source, Jets jets) {
    JetColumns found = of(jets);
    if (!found.equals(this)) {
      throw new MismatchException(
          source
              + ": columns change at jet "
              + jets.index(0)
              + ": "
              + found.text()
              + ", before "
              + text());
    }
  }

  private String text() {
    StringJoiner text = new StringJoiner(", ");
    constituent.forEach((name, type) -> text.add(name + " " + type + " a constituent"));
    jet.forEach((name, type) -> text.add(name + " " + type + " a jet"));
    return text.add(labelled ? "labelled" : "not labelled").toString();
  }
}
