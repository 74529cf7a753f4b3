package org.lorentznet.errors;

/** A file that is missing, unreadable, truncated, or not of the layout it should have. */
public final class FileFormatException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * The error for one file.
   *
   * @param file the file as the user named it
   * @param problem what was found and what was expected, e.g. {@code "no data set 'Pmu'; found:
   *     'jets'"}
   */
  public FileFormatException(Object file, String problem) {
    super(file + ": " + problem);
  }

  /**
   * The error for one file, with what led to it.
   *
   * @param file the file as the user named it
   * @param problem what was found and what was expected
   * @param cause shown with the stack trace only
   */
  public FileFormatException(Object file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
