package org.lorentznet.app.console;

import java.io.PrintWriter;

/**
 * Where a command's words go.
 *
 * @param out results
 * @param err errors, remarks, progress
 * @param columns width of the terminal that {@code err} is; 0 where it is none
 */
public record Console(PrintWriter out, PrintWriter err, int columns) {
  /** The process's own streams; the launcher says whether they are a terminal. */
  public static Console ofProcess() {
    return new Console(
        new PrintWriter(System.out, true),
        new PrintWriter(System.err, true),
        Integer.getInteger("lorentznet.columns", 0));
  }

  /**
   * Progress of work on jets, reported on {@code err}.
   *
   * @param what e.g. {@code "scoring"}
   * @param total number of jets to come; 0 or less where it is not known
   */
  public JetProgress progress(String what, long total) {
    return new JetProgress(err, columns, what, total, System::nanoTime);
  }

  /**
   * Progress of work on bytes, reported on {@code err}.
   *
   * @param what e.g. {@code "train.h5"}
   * @param total number of bytes to come; 0 or less where it is not known
   */
  public ByteProgress byteProgress(String what, long total) {
    return new ByteProgress(err, columns, what, total, System::nanoTime);
  }
}
