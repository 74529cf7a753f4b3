package org.lorentznet.server.body;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Jets as JSON: {@code {"jets": [JET, ...]}}. A jet is an object with either {@code four_momenta},
 * a list of {@code [E, px, py, pz]}, or the lists {@code E}, {@code px}, {@code py}, {@code pz}, in
 * GeV; and a list for each further column that the network needs. Other members of a jet are passed
 * over. Constituents of which all four components are 0 are padding, and left out.
 */
public final class JsonJets {
  static final String JETS = "jets";
  static final String FOUR_MOMENTA = "four_momenta";
  private static final List<String> COMPONENTS = List.of("E", "px", "py", "pz");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNumberLength(100)
                  .maxStringLength(10_000)
                  .maxNameLength(200)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private final JsonParser parser;
  private final Set<String> columns;
  private final BodyLimits limits;

  /** Of all jets: E, px, py, pz in turn, and the columns' values. */
  private final Values fourMomenta = new Values();

  private final Map<String, Values> features = new LinkedHashMap<>();
  private final List<Integer> offsets = new ArrayList<>(List.of(0));

  /** Of the jet at hand, by name. */
  private final Map<String, Values> lists = new HashMap<>();

  private final Set<String> given = new HashSet<>();

  private JsonJets(JsonParser parser, Set<String> columns, BodyLimits limits) {
    this.parser = parser;
    this.columns = columns;
    this.limits = limits;
    columns.forEach(name -> features.put(name, new Values()));
  }

  /**
   * Reads a body to its end.
   *
   * @param columns constituent columns that are needed beside four-momenta
   * @throws BadBodyException where it is not of this form
   * @throws BodyTooLargeException where it is above a limit
   */
  public static Jets read(InputStream in, Set<String> columns, BodyLimits limits) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      return new JsonJets(parser, columns, limits).read();
    } catch (JacksonIOException e) {
      throw new BadBodyException("the body ended early, or could not be read");
    } catch (JacksonException e) {
      throw new BadBodyException(
          "not JSON at " + place(e.getLocation()) + ": " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String place(TokenStreamLocation location) {
    return location == null
        ? "an unknown place"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }

  private Jets read() {
    require(parser.nextToken() == JsonToken.START_OBJECT, "an object with the member 'jets'");
    boolean found = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (!name.equals(JETS)) {
        throw new BadBodyException(
            "unknown member '" + shortened(name) + "'; expected: '" + JETS + "'");
      }
      if (found) {
        throw new BadBodyException("member '" + JETS + "' stands there twice");
      }
      found = true;
      readJets();
    }
    if (!found) {
      throw new BadBodyException("no member '" + JETS + "', a list of jets");
    }
    require(parser.nextToken() == null, "nothing behind the object");
    return jets();
  }

  private void readJets() {
    require(parser.nextToken() == JsonToken.START_ARRAY, "a list of jets");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(parser.currentToken() == JsonToken.START_OBJECT, "a jet, which is an object");
      limits.requireJets(jetsRead() + 1L);
      readJet();
    }
    if (jetsRead() == 0) {
      throw new BadBodyException("there is no jet in '" + JETS + "'");
    }
  }

  private int jetsRead() {
    return offsets.size() - 1;
  }

  private void readJet() {
    given.clear();
    lists.values().forEach(Values::clear);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (name.equals(FOUR_MOMENTA) || COMPONENTS.contains(name) || columns.contains(name)) {
        if (!given.add(name)) {
          throw wrong("'" + name + "' stands there twice");
        }
        Values values = lists.computeIfAbsent(name, any -> new Values());
        if (name.equals(FOUR_MOMENTA)) {
          readFourMomenta(values);
        } else {
          readNumbers(name, values);
        }
      } else {
        parser.nextToken();
        parser.skipChildren();
      }
    }
    endJet();
  }

  private void readFourMomenta(Values values) {
    requireList(FOUR_MOMENTA);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int constituent = values.size() / COMPONENTS.size();
      limits.requireConstituents(jetsRead(), constituent + 1);
      boolean good = parser.currentToken() == JsonToken.START_ARRAY;
      for (int c = 0; good && c < COMPONENTS.size(); c++) {
        good = parser.nextToken().isNumeric();
        values.add(good ? parser.getDoubleValue() : 0);
      }
      if (!good || parser.nextToken() != JsonToken.END_ARRAY) {
        throw wrong("constituent " + constituent + " is not [E, px, py, pz]");
      }
    }
  }

  private void readNumbers(String name, Values values) {
    requireList(name);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      limits.requireConstituents(jetsRead(), values.size() + 1);
      if (!parser.currentToken().isNumeric()) {
        throw wrong("value " + values.size() + " of '" + name + "' is no number");
      }
      values.add(parser.getDoubleValue());
    }
  }

  private void requireList(String name) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw wrong("'" + name + "' is no list");
    }
  }

  /** Joins the lists of the jet at hand to those of the jets before it. */
  private void endJet() {
    boolean rows = given.contains(FOUR_MOMENTA);
    if (rows && COMPONENTS.stream().anyMatch(given::contains)) {
      throw wrong("has both 'four_momenta' and E, px, py, pz");
    }
    if (!rows) {
      for (String name : COMPONENTS) {
        requireGiven(name, rows);
      }
    }
    columns.forEach(name -> requireGiven(name, rows));
    int constituents =
        rows ? lists.get(FOUR_MOMENTA).size() / COMPONENTS.size() : lists.get("E").size();
    for (String name : given) {
      if (!name.equals(FOUR_MOMENTA) && lists.get(name).size() != constituents) {
        throw wrong(
            "has "
                + lists.get(name).size()
                + " values in '"
                + name
                + "', but "
                + constituents
                + " constituents");
      }
    }
    for (int i = 0; i < constituents; i++) {
      addConstituent(rows, i);
    }
    offsets.add(fourMomenta.size() / COMPONENTS.size());
  }

  private void requireGiven(String name, boolean rows) {
    if (!given.contains(name)) {
      throw wrong(
          columns.contains(name)
              ? "no list '" + name + "', which the network needs"
              : "no list '" + name + "'; expected: four_momenta, or E, px, py and pz");
    }
  }

  private void addConstituent(boolean rows, int i) {
    double[] p = new double[COMPONENTS.size()];
    boolean padding = true;
    for (int c = 0; c < p.length; c++) {
      p[c] =
          rows
              ? lists.get(FOUR_MOMENTA).get(p.length * i + c)
              : lists.get(COMPONENTS.get(c)).get(i);
      padding &= p[c] == 0;
    }
    if (padding) {
      return;
    }
    for (double component : p) {
      fourMomenta.add(component);
    }
    columns.forEach(name -> features.get(name).add(lists.get(name).get(i)));
  }

  private Jets jets() {
    Map<String, Column> columnsOfAll = new LinkedHashMap<>();
    features.forEach(
        (name, values) -> columnsOfAll.put(name, new Column.Doubles(values.toArray())));
    return new Jets(
        0,
        IntStream.range(0, offsets.size()).map(offsets::get).toArray(),
        fourMomenta.toArray(),
        Jets.Precision.FLOAT64,
        columnsOfAll,
        Map.of(),
        null);
  }

  private void require(boolean good, String expected) {
    if (!good) {
      throw new BadBodyException(expected + " expected at " + place(parser.currentTokenLocation()));
    }
  }

  private BadBodyException wrong(String problem) {
    return new BadBodyException("jet " + jetsRead() + ": " + problem, jetsRead());
  }

  private static String shortened(String name) {
    return name.length() > 40 ? name.substring(0, 40) + "..." : name;
  }
}
