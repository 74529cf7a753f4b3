package org.lorentznet.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;

/**
 * The page of {@code compare} as people meet it, in a real browser. {@code
 * -Dlorentznet.screenshots=DIR} keeps pictures of it.
 */
class ReportInBrowserTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 1500, 1);
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    Path scores = folder.resolve("other.csv");
    StringBuilder csv = new StringBuilder("score\n");
    for (int j = 0; j < 1500; j++) {
      csv.append(j % 2 == 1 ? 0.3 + j % 7 * 0.1 : 0.05 + j % 9 * 0.1).append('\n');
    }
    Files.writeString(scores, csv);
    page = folder.resolve("report.html");
    CommandRun run =
        CommandRun.of(
            "compare", model, scores, "--data", data, "--report", page, "--efficiencies", "0.9");
    assertThat(run.err()).doesNotContain("error");
    assertThat(run.status()).isZero();
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
    browser.open(page);
  }

  @Test
  void rendersWithoutComplaintAndAsksForNothing() throws Exception {
    assertThat((Long) browser.evaluate("document.querySelectorAll('svg.chart').length"))
        .isGreaterThan(10);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat((String) browser.evaluate("document.body.innerText"))
        .contains("Differences on the same jets", "p-value", "LorentzNet (arXiv:2201.08187)")
        .doesNotContain("NaN", "undefined", "Infinity", "null");
  }

  @Test
  void hoverTellsTheFiguresOfEveryCurve() throws Exception {
    String chart = "document.querySelector('#chart-roc svg.chart')";
    browser.evaluate(chart + ".scrollIntoView({block: 'center'})");
    double x = number(browser.evaluate(middle(chart, "left", "width")));
    double y = number(browser.evaluate(middle(chart, "top", "height")));
    browser.point(x, y);
    assertThat(readout())
        .contains("model: signal efficiency eS 0.", "other: ", "background rejection 1/eB");
    browser.point(5, y);
    assertThat(readout()).isEmpty();
  }

  private static String middle(String chart, String from, String size) {
    return "(() => { const b = "
        + chart
        + ".getBoundingClientRect(); return b."
        + from
        + " + b."
        + size
        + " / 2; })()";
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static String readout() throws Exception {
    return (String) browser.evaluate("document.querySelector('#chart-roc .readout').textContent");
  }

  @Test
  void buttonsHideCurvesAndShowThem() throws Exception {
    String button = "document.querySelector('#chart-roc .legend button')";
    String curve = "getComputedStyle(document.querySelector('#chart-roc g.series')).display";
    assertThat(browser.evaluate(curve)).isEqualTo("inline");
    browser.evaluate(button + ".click()");
    assertThat(browser.evaluate(curve)).isEqualTo("none");
    assertThat(browser.evaluate(button + ".getAttribute('aria-pressed')")).isEqualTo("false");
    browser.evaluate("document.querySelector('#chart-roc svg.chart').focus()");
    browser.press("ArrowRight");
    assertThat(readout()).contains("other: ").doesNotContain("model: ");
    browser.evaluate(button + ".click()");
    assertThat(browser.evaluate(curve)).isEqualTo("inline");
  }

  @Test
  void keysWalkAlongACurve() throws Exception {
    browser.evaluate("document.querySelector('#chart-roc svg.chart').focus()");
    browser.press("ArrowRight");
    String first = readout();
    browser.press("ArrowRight");
    browser.press("ArrowRight");
    assertThat(readout()).isNotEmpty().isNotEqualTo(first);
    browser.press("ArrowLeft");
    browser.press("ArrowLeft");
    assertThat(readout()).isEqualTo(first);
    browser.press("Escape");
    assertThat(readout()).isEmpty();
  }

  @Test
  void publishedPointsOfOtherJetsAreOffAtFirst() throws Exception {
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('#chart-roc .legend button')]"
                    + ".filter(b => b.textContent.includes('published'))"
                    + ".every(b => b.getAttribute('aria-pressed') === 'false')"))
        .isEqualTo(true);
  }

  @Test
  void fitsScreensWideAndNarrowLightAndDark() throws Exception {
    for (int width : new int[] {1400, 390}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.look(width, 900, dark);
        long overhang =
            (Long)
                browser.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overhang).as("width " + width).isLessThanOrEqualTo(0);
        double brightness =
            number(
                browser.evaluate(
                    "Number(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])"));
        assertThat(brightness < 128).isEqualTo(dark);
        keep(width + (dark ? "-dark" : "-light") + ".png", browser.screenshot());
      }
    }
  }

  @Test
  void textsOfAPhonesChartsAreLegible() throws Exception {
    browser.look(390, 800, false);
    double size =
        number(
            browser.evaluate(
                "(() => { const t = document.querySelector('#chart-roc svg.chart text');"
                    + "return t.getBoundingClientRect().height; })()"));
    assertThat(size).isGreaterThan(9);
  }

  @Test
  void prints() throws Exception {
    browser.look(1400, 900, true);
    byte[] pdf = browser.pdf();
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(pdf.length).isGreaterThan(20_000);
    keep("report.pdf", pdf);
  }

  private static void keep(String name, byte[] picture) throws Exception {
    Optional<String> place = Optional.ofNullable(System.getProperty("lorentznet.screenshots"));
    if (place.isPresent()) {
      Files.createDirectories(Path.of(place.get()));
      Files.write(Path.of(place.get(), name), picture);
    }
  }
}
