package org.lorentznet.app.console;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Progress counted in bytes, told in millions. */
public final class ByteProgress extends Progress {
  private static final double MILLION = 1e6;

  ByteProgress(PrintWriter err, int columns, String what, long total, LongSupplier clock) {
    super(err, columns, what, total, clock);
  }

  @Override
  String amount(long done, long total) {
    return Math.round(done / MILLION)
        + (total > 0 ? "/" + Math.round(total / MILLION) : "")
        + " MB";
  }

  @Override
  String rate(double perSecond) {
    return rounded(perSecond / MILLION) + " MB/s";
  }
}
