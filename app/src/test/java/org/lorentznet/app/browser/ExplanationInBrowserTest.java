package org.lorentznet.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;

/** The pages of {@code explain} and {@code equivariance} in a real browser. */
class ExplanationInBrowserTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static Path jets;
  private static Path symmetry;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 60, 1);
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    jets = folder.resolve("jets.html");
    symmetry = folder.resolve("symmetry.html");
    assertThat(
            CommandRun.of(
                    "explain",
                    "--model",
                    model,
                    "--data",
                    data,
                    "--jets",
                    "3,17",
                    "--sample",
                    20,
                    "--out",
                    jets)
                .status())
        .isZero();
    assertThat(
            CommandRun.of(
                    "equivariance",
                    "--model",
                    model,
                    "--data",
                    data,
                    "--published-jets",
                    3,
                    "--report",
                    symmetry)
                .status())
        .isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    browser.look(1400, 900, false);
    browser.open(jets);
  }

  private static String readout() throws Exception {
    return (String) browser.evaluate("document.querySelector('#chart-jet-3 .readout').textContent");
  }

  private static double number(String script) throws Exception {
    return ((Number) browser.evaluate(script)).doubleValue();
  }

  @Test
  void bothRenderWithoutComplaintAndFitAPhone() throws Exception {
    for (Path page : new Path[] {jets, symmetry}) {
      for (int width : new int[] {1400, 390}) {
        browser.look(width, 900, width == 390);
        browser.open(page);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
            .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
        assertThat((String) browser.evaluate("document.body.innerText"))
            .doesNotContain("NaN", "undefined", "Infinity");
        assertThat(
                number(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .isLessThanOrEqualTo(0);
      }
    }
  }

  @Test
  void pointingAtAConstituentTellsItsRelevance() throws Exception {
    String disc = "document.querySelector('#chart-jet-3 svg.chart circle')";
    browser.evaluate(disc + ".scrollIntoView({block: 'center'})");
    double x =
        number(
            "(() => { const b = "
                + disc
                + ".getBoundingClientRect();"
                + "return b.left + b.width / 2; })()");
    double y =
        number(
            "(() => { const b = "
                + disc
                + ".getBoundingClientRect();"
                + "return b.top + b.height / 2; })()");
    browser.point(x, y);
    assertThat(readout()).contains("constituent 1 by pT", "GeV, relevance ", "gradient ");
  }

  @Test
  void keysWalkFromConstituentToConstituent() throws Exception {
    browser.evaluate("document.querySelector('#chart-jet-3 svg.chart').focus()");
    browser.press("ArrowRight");
    assertThat(readout()).contains("constituent 1 by pT");
    browser.press("ArrowRight");
    assertThat(readout()).contains("constituent 2 by pT");
    browser.press("ArrowLeft");
    assertThat(readout()).contains("constituent 1 by pT");
    browser.press("Escape");
    assertThat(readout()).isEmpty();
  }

  @Test
  void gatesOfABlockAreShownOnRequest() throws Exception {
    String block = "document.querySelectorAll('#chart-jet-3 g.series')[1]";
    String shown = "getComputedStyle(" + block + ").display";
    assertThat(browser.evaluate(shown)).isEqualTo("none");
    browser.evaluate("document.querySelectorAll('#chart-jet-3 .legend button')[1].click()");
    assertThat(browser.evaluate(shown)).isEqualTo("inline");
    assertThat(number(block + ".querySelectorAll('line').length")).isPositive();
  }
}
