package org.lorentznet.app.console;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Progress counted in jets. */
public final class JetProgress extends Progress {
  JetProgress(PrintWriter err, int columns, String what, long total, LongSupplier clock) {
    super(err, columns, what, total, clock);
  }

  @Override
  String amount(long done, long total) {
    return done + (total > 0 ? "/" + total : "") + " jets";
  }

  @Override
  String rate(double perSecond) {
    return rounded(perSecond) + "/s";
  }
}
