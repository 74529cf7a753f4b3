package org.lorentznet.app.command;

import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A positive number on the command line, or a word for the absence of one. */
abstract class PositiveOr implements ITypeConverter<OptionalDouble> {
  private final String word;

  private PositiveOr(String word) {
    this.word = word;
  }

  /** A pooling divisor. */
  static final class Own extends PositiveOr {
    Own() {
      super("own");
    }
  }

  /** A coordinate clamp. */
  static final class None extends PositiveOr {
    None() {
      super("none");
    }
  }

  @Override
  public OptionalDouble convert(String text) {
    if (text.equals(word)) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      if (value > 0 && Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // Told below, like any other number that will not do.
    }
    throw new TypeConversionException(
        "'" + text + "' is neither a positive number nor '" + word + "'");
  }
}
