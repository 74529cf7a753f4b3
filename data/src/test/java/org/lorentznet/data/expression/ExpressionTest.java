package org.lorentznet.data.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.data.expression.Expression.Variable;

/** Expressions over columns: what they compute, and what is said of those that cannot be. */
class ExpressionTest {
  private static double value(String text, double x) {
    Expression expression = Expression.of(text);
    List<double[]> inputs =
        expression.variables().stream().map(variable -> new double[] {x}).toList();
    return expression.evaluate(inputs, 1)[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1 + 2 * 3 ~ 0 ~ 7",
        "x / 4 ~ 3 ~ 0.75",
        "-x + 1e-3 ~ 2 ~ -1.999",
        "x % 3 ~ 7 ~ 1",
        "x > 2 && x < 4 ~ 3 ~ 1",
        "x > 2 && x < 4 ~ 5 ~ 0",
        "x == 211 || x == -211 ~ -211 ~ 1",
        "!(x > 1) ~ 0.5 ~ 1",
        "x > 0 ? 10 : 20 ~ -1 ~ 20",
        "abs(x) == 13 ~ -13 ~ 1",
        "log(x) ~ 1 ~ 0",
        "log10(x) ~ 1000 ~ 3",
        "sqrt(x) ~ 2.25 ~ 1.5",
        "pow(x, 3) ~ 2 ~ 8",
        "hypot(3, x) ~ 4 ~ 5",
        "min(x, 2) + max(x, 2) ~ 5 ~ 7",
        "sign(x) ~ -0.3 ~ -1",
        "floor(x) + ceil(x) ~ 1.5 ~ 3",
        "atan2(x, x) * 4 ~ 1 ~ 3.141592653589793",
        "isnan(x) ~ NaN ~ 1",
        "isfinite(x) ~ 1 ~ 1",
        "mass(x) ~ -211 ~ 0.13957039",
        "deltaphi(3, -3) ~ 0 ~ -0.28318530717958623",
        "deltar(1, 0, 4, 4 * x) ~ 0 ~ 3",
        "x & 6 ~ 3 ~ 2"
      })
  void computes(String text, double x, double expected) {
    assertThat(value(text, x)).isEqualTo(expected, within(1e-15));
  }

  @Test
  void namesAndTheirElements() {
    Expression expression =
        Expression.of("`jets/pt` + features[2] * Jet.PT - `a b`[1][3] + features[2]");
    assertThat(expression.variables())
        .containsExactly(
            new Variable("jets/pt", List.of()),
            new Variable("features", List.of(2)),
            new Variable("Jet.PT", List.of()),
            new Variable("a b", List.of(1, 3)));
    assertThat(
            expression.evaluate(
                List.of(new double[] {1}, new double[] {2}, new double[] {3}, new double[] {4}), 1))
        .containsExactly(1 + 2 * 3 - 4 + 2);
  }

  @Test
  void aNameAloneIsPlain() {
    assertThat(Expression.of(" features[2] ").plain())
        .hasValue(new Variable("features", List.of(2)));
    assertThat(Expression.of("features[2] + 0").plain()).isEmpty();
    assertThat(Expression.of("3").plain()).isEmpty();
    assertThat(Expression.ofColumn("a/b c").plain()).hasValue(new Variable("a/b c", List.of()));
  }

  @Test
  void whatIsTakenAsTrueOrFalseIsNamed() {
    Expression expression =
        Expression.of("a && (b) || !c || d > 1 && e + 1 > 2 && (f ? g : h) > 0 || !(i < 1)");
    assertThat(expression.tested().stream().map(Variable::name))
        .containsExactlyInAnyOrder("a", "b", "c", "f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^2 | a power is written pow(x, 2)",
        "x**2 | a power is written pow(x, 2)",
        "x and y | written &&",
        "not x | written &&",
        "x == 'a' | there is no text",
        "sqrrt(x) | no function 'sqrrt' (did you mean 'sqrt'?)",
        "System.exit(1) | no function 'System.exit'",
        "java.lang.Runtime.getRuntime() | no function",
        "sqrt(x, 2) | Expected (1) arguments",
        "x + | is no expression",
        "(x | is no expression",
        "x = 2 | is no expression",
        "x; y | is no expression",
        "x y | is no expression",
        "010 + x | a number begins with 0",
        "$0 + x | has a $",
        "x[-1] | is no expression",
        "x[1 | is no expression",
        "`x | backticks"
      })
  void wrongOnes(String text, String message) {
    assertThatThrownBy(() -> Expression.of(text))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("'" + text + "': ")
        .hasMessageContaining(message);
  }

  @Test
  void tooLongOrTooDeep() {
    assertThatThrownBy(() -> Expression.of("x" + " + x".repeat(1000)))
        .isInstanceOf(ExpressionException.class);
    assertThat(value("(".repeat(300) + "x" + ")".repeat(300), 2)).isEqualTo(2);
    assertThatThrownBy(() -> Expression.of("")).hasMessageContaining("is empty");
  }

  /** Random trees agree with the same arithmetic in Java. */
  @Test
  void agreesWithJava() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      Tree tree = Tree.random(random, 4);
      Expression expression = Expression.of(tree.text());
      List<double[]> inputs =
          expression.variables().stream()
              .map(variable -> new double[] {variable.name().equals("x") ? x : y})
              .toList();
      // Boxed, for which what is not a number is equal to itself.
      assertThat(Double.valueOf(expression.evaluate(inputs, 1)[0]))
          .as(tree.text())
          .isEqualTo(Double.valueOf(tree.value(x, y)));
    }
  }

  /** An expression with its meaning. */
  private record Tree(char operator, Tree left, Tree right, double constant) {
    static Tree random(Random random, int depth) {
      if (depth == 0 || random.nextInt(6) == 0) {
        int kind = random.nextInt(3);
        return new Tree("xyc".charAt(kind), null, null, random.nextInt(100) / 8.0);
      }
      return new Tree(
          "+-*/<&?m".charAt(random.nextInt(8)),
          random(random, depth - 1),
          random(random, depth - 1),
          0);
    }

    String text() {
      return switch (operator) {
        case 'x', 'y' -> String.valueOf(operator);
        case 'c' -> String.valueOf(constant);
        case '&' -> "(" + left.text() + " > 0 && " + right.text() + " > 0)";
        case '?' -> "(" + left.text() + " > 0.5 ? " + right.text() + " : -1)";
        case 'm' -> "max(" + left.text() + ", " + right.text() + ")";
        default -> "(" + left.text() + " " + operator + " " + right.text() + ")";
      };
    }

    double value(double x, double y) {
      return switch (operator) {
        case 'x' -> x;
        case 'y' -> y;
        case 'c' -> constant;
        case '+' -> left.value(x, y) + right.value(x, y);
        case '-' -> left.value(x, y) - right.value(x, y);
        case '*' -> left.value(x, y) * right.value(x, y);
        case '/' -> left.value(x, y) / right.value(x, y);
        case '<' -> left.value(x, y) < right.value(x, y) ? 1 : 0;
        case '&' -> left.value(x, y) > 0 && right.value(x, y) > 0 ? 1 : 0;
        case '?' -> left.value(x, y) > 0.5 ? right.value(x, y) : -1;
        default -> StrictMath.max(left.value(x, y), right.value(x, y));
      };
    }
  }
}
