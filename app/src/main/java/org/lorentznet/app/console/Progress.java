package org.lorentznet.app.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far a piece of work is: on a terminal as a bar with rate and time left, drawn over
 * itself; elsewhere as a line now and then. Subclasses say in what it is counted.
 */
public abstract sealed class Progress implements AutoCloseable permits JetProgress, ByteProgress {
  private static final long SECOND = 1_000_000_000L;
  private static final long REDRAW = SECOND / 10;
  private static final long FIRST_LINE = 10 * SECOND;

  /** Lines grow rarer: each comes at least this fraction of the time so far behind the last. */
  private static final int LINE_FRACTION = 10;

  private static final int MIN_COLUMNS = 20;

  private final PrintWriter err;
  private final int columns;
  private final long total;
  private final LongSupplier clock;
  private final long start;
  private String what;
  private long lastShown;
  private long before;
  private long done;
  private boolean drawn;

  Progress(PrintWriter err, int columns, String what, long total, LongSupplier clock) {
    this.err = err;
    this.columns = columns;
    this.what = what;
    this.total = total;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.lastShown = start;
    if (columns > 0) {
      show(start);
    }
  }

  /** Names what is being done from now on. */
  public void what(String now) {
    what = now;
  }

  /** So many were done before: they do not count for the rate. */
  public void startAt(long count) {
    before = count;
    done = count;
  }

  /** Further ones are done. */
  public void add(long count) {
    to(done + count);
  }

  /** So many are done in all. */
  public void to(long count) {
    done = count;
    long now = clock.getAsLong();
    long pause = columns > 0 ? REDRAW : Math.max(FIRST_LINE, (now - start) / LINE_FRACTION);
    if (now - lastShown >= pause) {
      show(now);
    }
  }

  /** Prints a line of its own on {@code out}, which may be the same terminal. */
  public void line(PrintWriter out, String text) {
    wipe();
    out.println(text);
    out.flush();
  }

  /** Ends the report; a bar is wiped off the terminal. */
  @Override
  public void close() {
    wipe();
  }

  private void wipe() {
    if (drawn) {
      err.print("\r" + " ".repeat(width()) + "\r");
      err.flush();
      drawn = false;
    }
  }

  private void show(long now) {
    lastShown = now;
    if (columns > 0) {
      String text = text(now);
      err.print("\r" + bar(text, width()));
      drawn = true;
    } else {
      err.println(text(now));
    }
    err.flush();
  }

  private int width() {
    return Math.max(columns, MIN_COLUMNS) - 1;
  }

  private String text(long now) {
    double seconds = (now - start) / (double) SECOND;
    double rate = seconds > 0 ? (done - before) / seconds : 0;
    StringBuilder text = new StringBuilder(what).append(' ').append(amount(done, total));
    if (rate > 0) {
      text.append(", ").append(rate(rate));
      if (total > done) {
        text.append(", ").append(duration((total - done) / rate)).append(" left");
      }
    }
    return text.toString();
  }

  /**
   * So much done, of so much, with the unit.
   *
   * @param total 0 or less where it is not known
   */
  abstract String amount(long done, long total);

  /** So much a second, with the unit. */
  abstract String rate(double perSecond);

  /** A number with a digit behind the point where it is small. */
  static String rounded(double number) {
    return String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
  }

  /** The text with a bar behind it as wide as there is room; cut where there is none. */
  private String bar(String text, int width) {
    int room = width - text.length() - 3;
    if (total <= 0 || room < 5) {
      return String.format(
          "%-" + width + "s", text.length() > width ? text.substring(0, width) : text);
    }
    int full = (int) (room * Math.min(done, total) / total);
    return text + " [" + "=".repeat(full) + " ".repeat(room - full) + "]";
  }

  /** A duration as a person says it: {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return s / 60 + " min " + s % 60 + " s";
    }
    return s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}
