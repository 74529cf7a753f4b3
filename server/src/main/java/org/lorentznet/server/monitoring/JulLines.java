package org.lorentznet.server.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Log lines of libraries, which use {@link java.util.logging}, as events of ours. */
public final class JulLines extends Handler {
  private final EventLog log;

  private JulLines(EventLog log) {
    this.log = log;
  }

  /** Takes the lines of all libraries, from warnings on, in the place of the console. */
  public static void redirect(EventLog log) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.WARNING);
    root.addHandler(new JulLines(log));
  }

  @Override
  public void publish(LogRecord record) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("logger", record.getLoggerName());
    details.put("message", new SimpleFormatter().formatMessage(record));
    if (record.getThrown() != null) {
      details.put("cause", record.getThrown().toString());
    }
    boolean severe = record.getLevel().intValue() >= Level.SEVERE.intValue();
    log.write(severe ? EventLog.Level.ERROR : EventLog.Level.WARNING, "library", details);
  }

  @Override
  public void flush() {
    // Every line is flushed.
  }

  @Override
  public void close() {
    // The stream is not ours.
  }
}
