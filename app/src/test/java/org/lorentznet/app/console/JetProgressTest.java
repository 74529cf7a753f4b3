package org.lorentznet.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JetProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter shown = new StringWriter();
  private long now;

  private JetProgress progress(int columns, long total) {
    return new JetProgress(new PrintWriter(shown), columns, "scoring", total, () -> now);
  }

  @Test
  void logsALineEveryTenSecondsWhereThereIsNoTerminal() {
    try (JetProgress progress = progress(0, 1000)) {
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
  void linesGrowRarerInLongWork() {
    try (JetProgress progress = progress(0, 1_000_000)) {
      for (int second = 1; second <= 36_000; second++) {
        now = second * SECOND;
        progress.add(20);
      }
    }
    assertThat(shown.toString().lines().count()).isBetween(40L, 100L);
  }

  @Test
  void doesNotCountForTheRateWhatWasDoneBefore() {
    try (JetProgress progress = progress(0, 1000)) {
      progress.startAt(600);
      now = 10 * SECOND;
      progress.add(200);
    }
    assertThat(shown.toString().lines()).containsExactly("scoring 800/1000 jets, 20/s, 10 s left");
  }

  @Test
  void drawsABarOverItselfOnATerminalAndWipesItOff() {
    try (JetProgress progress = progress(60, 1000)) {
      now = 10 * SECOND;
      progress.add(500);
      assertThat(shown.toString())
          .contains("\rscoring 500/1000 jets, 50/s, 10 s left [=========         ]");
    }
    assertThat(shown.toString()).endsWith("\r" + " ".repeat(59) + "\r").doesNotContain("\n");
  }

  @Test
  void knowsNoTimeLeftWhereTheTotalIsUnknown() {
    try (JetProgress progress = progress(0, 0)) {
      now = 20 * SECOND;
      progress.add(30);
    }
    assertThat(shown.toString().lines()).containsExactly("scoring 30 jets, 1.5/s");
  }

  @Test
  void saysDurationsAsAPersonWould() {
    assertThat(JetProgress.duration(42.4)).isEqualTo("42 s");
    assertThat(JetProgress.duration(200)).isEqualTo("3 min 20 s");
    assertThat(JetProgress.duration(7500)).isEqualTo("2 h 5 min");
  }
}
