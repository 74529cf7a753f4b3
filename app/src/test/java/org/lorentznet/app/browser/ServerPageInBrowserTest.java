package org.lorentznet.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.model.ModelFile;
import org.lorentznet.server.References;
import org.lorentznet.server.ScoringServer;
import org.lorentznet.server.ServerSettings;
import org.lorentznet.server.body.BodyLimits;
import org.lorentznet.server.models.ModelPlace;
import org.lorentznet.server.models.ReadModel;
import org.lorentznet.server.monitoring.EventLog;

/**
 * The page of {@code serve} as people meet it, in a real browser. {@code
 * -Dlorentznet.screenshots=DIR} keeps pictures of it.
 */
class ServerPageInBrowserTest {
  private static final String ROWS = "document.querySelectorAll('#scores tbody tr').length";
  private static final String STATUS = "document.querySelector('#status').textContent";

  @TempDir static Path folder;
  private static Browser browser;
  private static ScoringServer server;
  private static Path parquet;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    parquet = SyntheticJets.write(folder.resolve("jets.parquet"), 150, 1);
    Path top = SmallModel.top(folder.resolve("top.safetensors"));
    Path qg = SmallModel.quarkGluon(folder.resolve("qg.safetensors"));
    ServerSettings settings =
        new ServerSettings(
            new ServerSettings.Address("127.0.0.1", 0, false),
            new ServerSettings.Scheduling(2, Duration.ofMillis(50), 1000, 8),
            new BodyLimits(1 << 20, 1000, 100),
            new ServerSettings.Patience(
                Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ZERO),
            new ServerSettings.Protection(Optional.empty(), Optional.empty()));
    server =
        new ScoringServer(
            settings,
            List.of(ModelPlace.parse("top=" + top), ModelPlace.parse("qg@2=" + qg)),
            new References(List.of()),
            file -> ReadModel.of(ModelFile.read(file)),
            new EventLog(new PrintStream(new ByteArrayOutputStream()), Clock.systemUTC()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    browser.look(1300, 900, false);
    browser.open(server.address() + "/");
    await("document.querySelectorAll('#model option').length === 2");
    await("document.querySelector('#jets').value.length > 100");
  }

  private static void await(String condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Boolean.TRUE.equals(browser.evaluate(condition))) {
      assertThat(System.nanoTime()).as(condition + ": " + browser.evaluate(STATUS)).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static void score() throws Exception {
    browser.evaluate("document.querySelector('#score').click()");
  }

  @Test
  void scoresTheExampleAndDrawsIt() throws Exception {
    score();
    await(ROWS + " === 2");
    assertThat(browser.evaluate("document.querySelectorAll('#picture .constituent').length"))
        .isEqualTo(14L);
    browser.evaluate("document.querySelector('#jet-1 button').click()");
    assertThat(browser.evaluate("document.querySelectorAll('#picture .constituent').length"))
        .isEqualTo(33L);
    assertThat((String) browser.evaluate("document.querySelector('#caption').textContent"))
        .contains("Jet 1: 33 constituents", "most probably");
    assertThat((String) browser.evaluate(STATUS)).isEqualTo("2 jets scored by top, version 1.");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(url ->
            url.startsWith(server.address())
                || url.startsWith("data:")
                || url.startsWith("file:")
                || url.startsWith("about:"));
    assertThat((String) browser.evaluate("document.body.innerText"))
        .doesNotContain("NaN", "undefined", "Infinity", "null");
  }

  @Test
  void aModelThatNeedsMoreGetsIt() throws Exception {
    browser.evaluate(
        "(() => { const m = document.querySelector('#model'); m.value = [...m.options]"
            + ".findIndex(o => o.textContent.startsWith('qg'));"
            + " m.dispatchEvent(new Event('change')); })()");
    browser.evaluate("document.querySelector('#example').click()");
    score();
    await(STATUS + " === '2 jets scored by qg, version 2.'");
  }

  @Test
  void aMistakeIsToldWhereItIs() throws Exception {
    browser.evaluate(
        "document.querySelector('#jets').value ="
            + " '{\"jets\": [{\"four_momenta\": [[1, 2, 3]]}]}'");
    score();
    await(STATUS + ".includes('jet 0: constituent 0 is not [E, px, py, pz]')");
    assertThat(browser.evaluate("document.querySelector('#results').hidden")).isEqualTo(true);
  }

  @Test
  void aFileIsScoredAndItsJetsDrawn() throws Exception {
    browser.upload("#file", parquet);
    score();
    await(ROWS + " === 150");
    assertThat((Long) browser.evaluate("document.querySelectorAll('#scores button').length"))
        .isEqualTo(100L);
    assertThat((Long) browser.evaluate("document.querySelectorAll('#picture .constituent').length"))
        .isBetween(2L, 7L);
  }

  @Test
  void everyFieldHasALabel() throws Exception {
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('input, select, textarea')]"
                    + ".every(field => field.labels.length === 1)"))
        .isEqualTo(true);
  }

  @Test
  void fitsScreensWideAndNarrowLightAndDark() throws Exception {
    score();
    await(ROWS + " === 2");
    for (int width : new int[] {1300, 390}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.look(width, 900, dark);
        long overhang =
            (Long)
                browser.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overhang).as("width " + width).isLessThanOrEqualTo(0);
        Optional<String> place = Optional.ofNullable(System.getProperty("lorentznet.screenshots"));
        if (place.isPresent()) {
          Files.createDirectories(Path.of(place.get()));
          Files.write(
              Path.of(place.get(), "server-" + width + (dark ? "-dark" : "-light") + ".png"),
              browser.screenshot());
        }
      }
    }
  }
}
