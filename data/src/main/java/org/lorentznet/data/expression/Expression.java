package org.lorentznet.data.expression;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.expressions.js.JavascriptCompiler;
import org.apache.lucene.search.DoubleValues;
import org.lorentznet.errors.Spelling;

/**
 * An expression over named numbers, such as {@code log(part_pt) > 0 && charge != 0}. All is done in
 * double precision; true is 1 and false is 0.
 *
 * <p>Lucene's expressions do the work: they compile arithmetic to bytecode that runs as fast as if
 * it were written in Java, know doubles only, and call nothing but the functions given to them.
 * They tell true from false by a number's whole part, so that 0.5 is false; {@link #tested} names
 * what would be misread.
 */
public final class Expression {
  private static final int LONGEST = 2000;

  /** A name in backticks, or a plain one, perhaps with dots in it; then any number of indices. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w$.`])(?:`([^`]*)`|([A-Za-z_][\\w.]*))((?:\\[\\d+])*)");

  private static final Pattern CALL = Pattern.compile("([A-Za-z_][\\w.]*)\\s*\\(");
  private static final Pattern OCTAL = Pattern.compile("(?<![\\w.])0\\d");
  private static final Pattern WORD = Pattern.compile("(?<![\\w.])(and|or|not)(?![\\w.])");

  private final String text;
  private final List<Variable> variables;
  private final Set<Variable> tested;
  private final org.apache.lucene.expressions.Expression compiled;

  private Expression(
      String text,
      List<Variable> variables,
      Set<Variable> tested,
      org.apache.lucene.expressions.Expression compiled) {
    this.text = text;
    this.variables = List.copyOf(variables);
    this.tested = Set.copyOf(tested);
    this.compiled = compiled;
  }

  /**
   * A name that stands for numbers.
   *
   * @param name a column's; in the text in backticks where it has other characters than letters,
   *     digits, underscores and dots
   * @param indices of an element of an array column, e.g. 2 in {@code features[2]}
   */
  public record Variable(String name, List<Integer> indices) {
    public Variable {
      indices = List.copyOf(indices);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(name);
      indices.forEach(index -> text.append('[').append(index).append(']'));
      return text.toString();
    }
  }

  /**
   * Compiles an expression.
   *
   * @throws ExpressionException saying what is wrong with it
   */
  public static Expression of(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionException(
          text.substring(0, 40) + "...", "is longer than " + LONGEST + " characters");
    }
    List<Variable> variables = new ArrayList<>();
    String source = withNumberedNames(text, variables);
    rejectLookalikes(text, source);
    try {
      org.apache.lucene.expressions.Expression compiled =
          JavascriptCompiler.compile(source, Functions.ALL);
      Variable[] used =
          Arrays.stream(compiled.variables)
              .map(name -> variables.get(Integer.parseInt(name.substring(1))))
              .toArray(Variable[]::new);
      return new Expression(text, List.of(used), tested(source, variables), compiled);
    } catch (ParseException e) {
      throw new ExpressionException(text, reason(source, e.getMessage()));
    } catch (NumberFormatException | StackOverflowError e) {
      throw new ExpressionException(text, "has a number too large, or too many brackets");
    }
  }

  /** A column by its name, whatever characters are in it. */
  public static Expression ofColumn(String name) {
    Expression quoted = of("`" + name.replace("`", "") + "`");
    return new Expression(name, quoted.variables, quoted.tested, quoted.compiled);
  }

  /** Puts {@code $0}, {@code $1} ... in the place of names, which may not be what Lucene takes. */
  private static String withNumberedNames(String text, List<Variable> variables) {
    Matcher matcher = NAME.matcher(text);
    return matcher.replaceAll(match -> {
      boolean quoted = match.group(1) != null;
      if (!quoted && isCall(text, match)) {
        return Matcher.quoteReplacement(match.group());
      }
      Variable variable =
          new Variable(quoted ? match.group(1) : match.group(2), indices(match.group(3)));
      int number = variables.indexOf(variable);
      if (number < 0) {
        number = variables.size();
        variables.add(variable);
      }
      return Matcher.quoteReplacement("$" + number);
    });
  }

  private static boolean isCall(String text, MatchResult match) {
    return text.substring(match.end()).stripLeading().startsWith("(");
  }

  private static List<Integer> indices(String brackets) {
    return Pattern.compile("\\d{1,6}")
        .matcher(brackets)
        .results()
        .map(index -> Integer.valueOf(index.group()))
        .toList();
  }

  /** What would be understood, but not as it was meant. */
  private static void rejectLookalikes(String text, String source) {
    if (source.contains("^") || source.contains("**")) {
      throw new ExpressionException(text, "a power is written pow(x, 2), or x * x");
    }
    if (source.contains("`") || source.chars().anyMatch(c -> c == '"' || c == '\'')) {
      throw new ExpressionException(
          text, "there is no text here; unusual column names go in backticks: `a name`");
    }
    if (text.contains("$")
        && Pattern.compile("\\$").matcher(text.replaceAll("`[^`]*`", "")).find()) {
      throw new ExpressionException(text, "has a $; unusual column names go in backticks: `a$`");
    }
    if (OCTAL.matcher(source).find()) {
      throw new ExpressionException(text, "a number begins with 0");
    }
    if (WORD.matcher(text).find()) {
      throw new ExpressionException(text, "and, or, not are written &&, ||, !");
    }
    for (MatchResult call : CALL.matcher(source).results().toList()) {
      String function = call.group(1);
      if (!Functions.ALL.containsKey(function)) {
        throw new ExpressionException(
            text,
            "no function '"
                + function
                + "'"
                + Spelling.hint(function, Functions.ALL.keySet())
                + "; known: "
                + String.join(", ", Functions.ALL.keySet()));
      }
    }
  }

  private static String reason(String source, String lucene) {
    if (source.isBlank()) {
      return "is empty";
    }
    // Lucene repeats the expression, with our numbers for names, and counts characters of it.
    String reason =
        lucene.replaceFirst("^Invalid expression '.*': ", "").replaceAll(" on line .*", "");
    return "is no expression: "
        + reason.replaceAll("\\$\\d+", "a name").replace("<EOF>", "its end");
  }

  /** Names that are an operand of {@code &&}, {@code ||}, {@code !} or {@code ?:} as they are. */
  private static Set<Variable> tested(String source, List<Variable> variables) {
    Set<Variable> tested = new LinkedHashSet<>();
    Matcher name = Pattern.compile("\\$(\\d+)").matcher(source);
    while (name.find()) {
      String before = source.substring(0, name.start()).stripTrailing();
      String after = source.substring(name.end()).stripLeading();
      boolean negated = before.endsWith("!");
      String left = before.replaceAll("[(\\s]+$", "");
      String right = after.replaceAll("^[)\\s]+", "");
      boolean begins = left.isEmpty() || left.matches("(?s).*(&&|\\|\\||!|\\?|:|,)");
      boolean ends = right.isEmpty() || right.matches("(?s)(&&|\\|\\||\\?|:|,).*");
      boolean logical =
          left.matches("(?s).*(&&|\\|\\||!)") || right.matches("(?s)(&&|\\|\\||\\?).*");
      if (negated || (begins && ends && logical)) {
        tested.add(variables.get(Integer.parseInt(name.group(1))));
      }
    }
    return tested;
  }

  /** What the expression is computed from, each once. */
  public List<Variable> variables() {
    return variables;
  }

  /**
   * Those that are taken as true or false as they stand. They must be whole numbers: of 0.5 the
   * result would be wrong.
   */
  public Set<Variable> tested() {
    return tested;
  }

  /** The name that is all of the expression, where it is but a name. */
  public Optional<Variable> plain() {
    boolean name =
        variables.size() == 1
            && (variables.getFirst().toString().equals(text)
                || NAME.matcher(text.strip()).matches());
    return name ? Optional.of(variables.getFirst()) : Optional.empty();
  }

  /**
   * Computes the expression for many sets of numbers.
   *
   * @param inputs for each of {@link #variables} its values, at least {@code count}
   * @return {@code count} results
   */
  public double[] evaluate(List<double[]> inputs, int count) {
    Cursor cursor = new Cursor();
    DoubleValues[] values = new DoubleValues[inputs.size()];
    for (int v = 0; v < values.length; v++) {
      values[v] = new Input(inputs.get(v), cursor);
    }
    double[] results = new double[count];
    for (int i = 0; i < count; i++) {
      cursor.at = i;
      results[i] = evaluate(values);
    }
    return results;
  }

  private double evaluate(DoubleValues[] values) {
    try {
      return compiled.evaluate(values);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("arrays do no input or output", e);
    }
  }

  /** The place in all inputs. */
  private static final class Cursor {
    private int at;
  }

  private static final class Input extends DoubleValues {
    private final double[] values;
    private final Cursor cursor;

    Input(double[] values, Cursor cursor) {
      this.values = values;
      this.cursor = cursor;
    }

    @Override
    public double doubleValue() {
      return values[cursor.at];
    }

    @Override
    public boolean advanceExact(int doc) {
      return true;
    }
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
