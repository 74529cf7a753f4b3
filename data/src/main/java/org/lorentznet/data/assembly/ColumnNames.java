package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.data.expression.Expression.Variable;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.Spelling;

/** Looks up in a file what a description names. */
final class ColumnNames {
  /** Where an expression stands, which says what it may name. */
  enum Scope {
    /** Of which four-momenta are made, and how they find their jets. */
    FOUR_MOMENTA,
    /** Which constituents are taken. */
    CONSTITUENT_SELECTION,
    /** Columns of constituents. */
    CONSTITUENT,
    /** Anything of a jet. */
    JET
  }

  private static final int SHOWN = 12;

  private final ColumnSource source;
  private final String description;
  private final List<Pattern> jetLists;
  private final List<Pattern> linkLists;
  private final Map<String, FileColumn> columns = new LinkedHashMap<>();

  /**
   * @param description its name, for messages
   * @param jetLists patterns of lists with an entry a jet; empty where a row is a jet
   * @param linkLists patterns of lists with an entry a link
   */
  ColumnNames(
      ColumnSource source,
      String description,
      Collection<String> jetLists,
      Collection<String> linkLists) {
    this.source = source;
    this.description = description;
    this.jetLists = jetLists.stream().map(ColumnNames::pattern).toList();
    this.linkLists = linkLists.stream().map(ColumnNames::pattern).toList();
    source.columns().forEach(column -> columns.put(column.name(), column));
  }

  /** A pattern in which {@code *} is anything. */
  static Pattern pattern(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /**
   * Looks up the names of an expression.
   *
   * @throws FileFormatException naming what is not there, or not of the kind that is needed here
   */
  Bound bind(Expression written, Scope scope) {
    // A path such as jets/pt looks like a division where it is not in backticks.
    Expression expression =
        columns.containsKey(written.toString()) ? Expression.ofColumn(written.toString()) : written;
    List<Input> inputs = new ArrayList<>();
    for (Variable variable : expression.variables()) {
      Input input = input(variable, expression, scope);
      if (expression.tested().contains(variable) && !whole(input)) {
        throw wrong(
            expression,
            "'"
                + variable
                + "' is no yes or no but any number; compare it, as in "
                + variable
                + " > 0");
      }
      inputs.add(input);
    }
    return new Bound(expression, inputs);
  }

  private static boolean whole(Input input) {
    return switch (input) {
      case Input.OfQuantity(Quantity quantity) -> quantity.whole();
      case Input.OfColumn column ->
          column.column().type() == NumberType.INT32 || column.column().type() == NumberType.INT64;
    };
  }

  private Input input(Variable variable, Expression expression, Scope scope) {
    FileColumn column = columns.get(variable.name());
    if (column != null) {
      Input.OfColumn input = input(column, variable, expression);
      boolean perJet = input.level() == Level.ROW || input.level() == Level.JET;
      if (scope == Scope.JET && !perJet) {
        throw wrong(
            expression,
            "'" + variable + "' is " + column.rowText() + " a row, one number a jet expected");
      }
      return input;
    }
    Quantity quantity =
        Quantity.named(variable.name())
            .filter(found -> variable.indices().isEmpty())
            .orElseThrow(() -> absent(variable, expression));
    boolean known =
        switch (scope) {
          case FOUR_MOMENTA -> false;
          case CONSTITUENT_SELECTION -> quantity.ofConstituent();
          case CONSTITUENT -> true;
          case JET -> !quantity.ofConstituent();
        };
    if (!known) {
      throw wrong(expression, "'" + variable + "' is not known here");
    }
    return new Input.OfQuantity(quantity);
  }

  private Input.OfColumn input(FileColumn column, Variable variable, Expression expression) {
    List<Integer> shape = column.shape();
    List<Integer> indices = variable.indices();
    int open = shape.size() - indices.size();
    // Of an array's first index is a constituent's, where it is not given.
    boolean oneARow = !column.ragged() && open == 0;
    boolean oneAnEntry = column.ragged() ? open == 0 : open == 1;
    if (!oneARow && !oneAnEntry) {
      throw wrong(
          expression,
          "'"
              + variable
              + "' is "
              + column.rowText()
              + " a row"
              + (open > 1 || (column.ragged() && open > 0)
                  ? "; an element of it is named like " + column.name() + example(column)
                  : ", which has no such element"));
    }
    List<Integer> inner =
        oneARow ? shape : column.ragged() ? shape : shape.subList(1, shape.size());
    int perEntry = 1;
    int pick = 0;
    for (int d = 0; d < inner.size(); d++) {
      if (indices.get(d) >= inner.get(d)) {
        throw wrong(
            expression,
            "'"
                + variable
                + "' is outside of "
                + column.rowText()
                + ", whose indices count from 0");
      }
      perEntry *= inner.get(d);
      pick = pick * inner.get(d) + indices.get(d);
    }
    return new Input.OfColumn(oneARow ? Level.ROW : level(column), column, perEntry, pick);
  }

  private static String example(FileColumn column) {
    return "[0]".repeat(column.shape().size() - (column.ragged() ? 0 : 1));
  }

  private Level level(FileColumn column) {
    if (matches(jetLists, column.name())) {
      return Level.JET;
    }
    return matches(linkLists, column.name()) ? Level.LINK : Level.CONSTITUENT;
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  /**
   * A column by its name.
   *
   * @throws FileFormatException where there is none
   */
  FileColumn column(String name) {
    FileColumn column = columns.get(name);
    if (column == null) {
      Expression expression = Expression.ofColumn(name);
      throw absent(expression.variables().getFirst(), expression);
    }
    return column;
  }

  /**
   * A list of numbers a row.
   *
   * @throws FileFormatException where there is none of that name
   */
  Input.OfColumn list(String name, Level level) {
    Expression expression = Expression.ofColumn(name);
    Input input = input(expression.variables().getFirst(), expression, Scope.CONSTITUENT);
    if (input instanceof Input.OfColumn column && column.level() != Level.ROW) {
      return new Input.OfColumn(level, column.column(), 1, 0);
    }
    throw wrong(expression, "a list a row expected");
  }

  /** The lists with an entry a jet; none where a row is a jet. */
  List<Input.OfColumn> jetLists() {
    List<Input.OfColumn> lists = new ArrayList<>();
    for (FileColumn column : columns.values()) {
      if (matches(jetLists, column.name()) && column.ragged() && column.shape().isEmpty()) {
        lists.add(new Input.OfColumn(Level.JET, column, 1, 0));
      }
    }
    return lists;
  }

  /**
   * The columns whose names match a pattern and hold a number a jet or a constituent.
   *
   * @param levels at which they may be
   * @throws FileFormatException where no column of any level matches
   */
  List<Input.OfColumn> matching(String pattern, Collection<Level> levels) {
    Pattern compiled = pattern(pattern);
    List<FileColumn> named =
        columns.values().stream().filter(c -> compiled.matcher(c.name()).matches()).toList();
    if (named.isEmpty()) {
      throw new FileFormatException(
          source.file(),
          "no column matches '" + pattern + "' of " + description + "; found: " + found());
    }
    List<Input.OfColumn> matching = new ArrayList<>();
    for (FileColumn column : named) {
      boolean oneARow = !column.ragged() && column.shape().isEmpty();
      boolean oneAnEntry = column.ragged() ? column.shape().isEmpty() : column.shape().size() == 1;
      Level level = oneARow ? Level.ROW : level(column);
      if ((oneARow || oneAnEntry) && levels.contains(level)) {
        matching.add(new Input.OfColumn(level, column, 1, 0));
      }
    }
    return matching;
  }

  private FileFormatException absent(Variable variable, Expression expression) {
    String other = source.unreadable().get(variable.name());
    if (other != null) {
      return wrong(expression, "column '" + variable.name() + "' holds " + other + ", no numbers");
    }
    List<String> known = new ArrayList<>(columns.keySet());
    known.addAll(Quantity.names());
    return wrong(
        expression,
        "there is no column '"
            + variable.name()
            + "'"
            + Spelling.hint(variable.name(), known)
            + "; found: "
            + found());
  }

  private String found() {
    List<String> names = List.copyOf(columns.keySet());
    if (names.isEmpty()) {
      return "none";
    }
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }

  /** What is wrong with an expression, in the light of the file. */
  FileFormatException wrong(Expression expression, String problem) {
    return new FileFormatException(
        source.file(), "'" + expression + "' of " + description + ": " + problem);
  }
}
