package org.lorentznet.errors;

/** Root of the errors a user can mend: the message alone, without a stack trace, says how. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(oneLine(message));
  }

  public UserException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /**
   * Names in a message may come from a damaged file, and must neither break nor steer the screen.
   */
  private static String oneLine(String message) {
    return message == null ? null : message.replaceAll("\\p{Cntrl}+", " ");
  }
}
