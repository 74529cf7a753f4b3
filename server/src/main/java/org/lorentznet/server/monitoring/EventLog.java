package org.lorentznet.server.monitoring;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lorentznet.json.Json;

/**
 * Log lines, each a JSON object: {@code time} (UTC), {@code level}, {@code event}, and what belongs
 * to the event. Whatever a request sent is escaped, so it cannot forge lines. Safe for use by many
 * threads.
 */
public final class EventLog {
  /** How much an event matters. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  private final PrintStream out;
  private final Clock clock;

  public EventLog(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * Writes a line.
   *
   * @param event what happened, e.g. {@code "request"}
   * @param details JSON values
   */
  public void write(Level level, String event, Map<String, Object> details) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level.name().toLowerCase(Locale.ROOT));
    line.put("event", event);
    line.putAll(details);
    byte[] bytes = (Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }
}
