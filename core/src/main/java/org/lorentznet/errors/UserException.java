package org.lorentznet.errors;

/** Root of the errors a user can mend: the message alone, without a stack trace, says how. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with a message.
   *
   * @param message one line that names file, jet or key, what was found and what was expected
   */
  public UserException(String message) {
    super(oneLine(message));
  }

  /**
   * An error with a message, and with what led to it.
   *
   * @param message one line that names file, jet or key, what was found and what was expected
   * @param cause shown with the stack trace only
   */
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
