package org.lorentznet.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter shown = new StringWriter();
  private long now;

  private Progress progress(int columns, long total) {
    return new Progress(new PrintWriter(shown), columns, "scoring", total, () -> now);
  }

  @Test
  void logsALineEveryTenSecondsWhereThereIsNoTerminal() {
    try (Progress progress = progress(0, 1000)) {
      for (int second = 1; second <= 25; second++) {
        now = second * SECOND;
        progress.add(20);
      }
    }
    assertThat(shown.toString().lines())
        .containsExactly(
            "scoring 200/1000 jets, 20/s, 40 s left", "scoring 400/1000 jets, 20/s, 30 s left");
  }

  @Test
  void drawsABarOverItselfOnATerminalAndWipesItOff() {
    try (Progress progress = progress(60, 1000)) {
      now = 10 * SECOND;
      progress.add(500);
      assertThat(shown.toString())
          .contains("\rscoring 500/1000 jets, 50/s, 10 s left [=========         ]");
    }
    assertThat(shown.toString()).endsWith("\r" + " ".repeat(59) + "\r").doesNotContain("\n");
  }

  @Test
  void knowsNoTimeLeftWhereTheTotalIsUnknown() {
    try (Progress progress = progress(0, 0)) {
      now = 20 * SECOND;
      progress.add(30);
    }
    assertThat(shown.toString().lines()).containsExactly("scoring 30 jets, 1.5/s");
  }

  @Test
  void saysDurationsAsAPersonWould() {
    assertThat(Progress.duration(42.4)).isEqualTo("42 s");
    assertThat(Progress.duration(200)).isEqualTo("3 min 20 s");
    assertThat(Progress.duration(7500)).isEqualTo("2 h 5 min");
  }
}
