package org.lorentznet.errors;

/** Root of the errors a user can mend: the message alone, without a stack trace, says how. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
