package org.lorentznet.data.expression;

/** An expression that cannot be computed. The message names it and says why, in one line. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExpressionException(String expression, String reason) {
    super("'" + expression + "': " + reason);
  }
}
