package org.lorentznet.errors;

/** Reading a file takes more memory than there is, which is not the file's fault. */
public final class MemoryExceededException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * The error for one file.
   *
   * @param file as the user named it
   * @param heapBytes what Java may use
   * @param cause shown with the stack trace only
   */
  public MemoryExceededException(Object file, long heapBytes, Throwable cause) {
    super(
        file
            + ": reading it takes more than the "
            + heapBytes / 1_000_000
            + " MB of memory that Java may use: give it more (LORENTZNET_JAVA_OPTIONS=-Xmx4g)",
        cause);
  }
}
