package org.lorentznet.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Profile;
import org.lorentznet.metrics.Sculpting;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.training.EpochResult;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ReportPageTest {
  private static TaggerFigures figures(int classes, int epochs) {
    RandomStream random = new RandomStream(5);
    int jets = 100 * classes;
    double[][] logits = new double[jets][classes];
    int[] labels = new int[jets];
    float[] masses = new float[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = j % classes;
      masses[j] = (float) random.nextDouble();
      for (int k = 0; k < classes; k++) {
        logits[j][k] = random.nextDouble() + (k == labels[j] ? 0.5 : 0);
      }
    }
    TaggerOutput output = TaggerOutput.logits(logits);
    Evaluation evaluation =
        Evaluation.of(output, labels, null, Evaluation.publishedEfficiencies())
            .withClassNames(
                IntStream.range(0, classes).mapToObj(k -> "class <" + k + ">").toList());
    Optional<Profile> profile =
        Profile.of("jet mass", "GeV", masses, output, labels, null, evaluation);
    Optional<Sculpting> sculpting =
        classes == 2
            ? Sculpting.of("jet mass", "GeV", masses, output, labels, null, evaluation)
            : Optional.empty();
    return new TaggerFigures(
        "tagger & <friend>",
        evaluation,
        profile.stream().toList(),
        sculpting.stream().toList(),
        history(epochs),
        Map.of("\"model\"", "<m>"));
  }

  private static TaggerReport report(int classes, int epochs) {
    return TaggerReport.of(
        figures(classes, epochs),
        classes == 2 ? Published.TOP : Published.NONE,
        List.of(JetPicture.of(SyntheticJets.make(3, 1), 2, "jet <2>: \"a\" & b")));
  }

  private static String page(TaggerReport report) {
    ReportPage page = new ReportPage("A & B").paragraph("x < y");
    report.addTo(page);
    return page.html();
  }

  private static List<EpochResult> history(int epochs) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(epoch ->
            new EpochResult(
                epoch, 1e-3, 1.0 / epoch, 0.8, 1.1 / epoch, 0.7, OptionalDouble.empty(), 3, 10))
        .toList();
  }

  /** The page's body is written so that it is XML, too. */
  private static Document parsed(String html) throws Exception {
    String body = html.substring(html.indexOf("<body>"), html.indexOf("</body>")) + "</body>";
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void isWellFormedWhateverNamesAreIn() throws Exception {
    String html = page(report(2, 3));
    Document page = parsed(html);
    NodeList figures = page.getElementsByTagName("figure");
    assertThat(figures.getLength()).isGreaterThan(8);
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("A & B");
    assertThat(html.substring(html.indexOf("<body>")))
        .doesNotContain("NaN", "Infinity", "null", "http:", "https:", "src=");
    assertThat(html)
        .contains("Content-Security-Policy")
        .contains("ROC and significance", "Calibration", "Sculpting", "Hardest mistakes")
        .contains("Training", "Where this comes from", "arXiv:2201.08187");
  }

  @Test
  void anchorsAreThereAndEachIsNamedOnce() throws Exception {
    String html = page(report(2, 3));
    List<String> ids = new ArrayList<>();
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(html);
    while (id.find()) {
      ids.add(id.group(1));
    }
    assertThat(ids).doesNotHaveDuplicates();
    Matcher link = Pattern.compile("href=\"#([^\"]*)\"").matcher(html);
    int links = 0;
    while (link.find()) {
      assertThat(ids).contains(link.group(1));
      links++;
    }
    assertThat(links).isGreaterThan(6);
  }

  @Test
  void drawsEachOfSeveralClassesAgainstTheRest() throws Exception {
    String html = page(report(10, 0));
    parsed(html);
    assertThat(html)
        .contains("class &lt;9&gt; against the rest", "--curve-7", "Class against class")
        .contains("a row a true class")
        .doesNotContain(">Training<", "Sculpting");
    assertThat(html.substring(html.indexOf("<body>"))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void tabulatesInAlignedLines() {
    List<String> lines = FigureTable.of(figures(2, 0).evaluation()).lines();
    assertThat(lines.getFirst()).contains("value", "interval (68.27 %)", "method");
    int column = lines.getFirst().indexOf("value");
    assertThat(lines)
        .allMatch(line -> line.charAt(column - 1) == ' ' && line.charAt(column) != ' ');
  }

  @Test
  void plotsArePicturesOfTheirOwn() throws Exception {
    Map<String, byte[]> plots = report(2, 3).plots();
    assertThat(plots)
        .containsKeys("roc.svg", "roc.png", "sic.svg", "calibration.png", "training-loss.svg");
    for (Map.Entry<String, byte[]> plot : plots.entrySet()) {
      if (plot.getKey().endsWith(".png")) {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.getValue()));
        assertThat(image.getWidth()).isGreaterThan(1500);
        assertThat(colours(image)).as(plot.getKey()).isGreaterThan(10);
      } else {
        Document svg =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.getValue()));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(new String(plot.getValue(), StandardCharsets.UTF_8)).doesNotContain("var(");
      }
    }
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, image.getHeight())
        .flatMap(y -> IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y)))
        .distinct()
        .count();
  }

  @Test
  void tablesForAPaperAreLatexAndCsv() {
    TaggerReport report = report(2, 0);
    assertThat(report.latex())
        .contains("\\begin{tabular}{lcccc}", "LorentzNet & 0.942 & 0.9868", "498 $\\pm$ 18")
        .contains("tagger \\& $<$friend$>$ & $0.", "^{+")
        .doesNotContain("NaN", "Infinity");
    List<String> rows = report.csv().lines().toList();
    assertThat(rows.getFirst()).isEqualTo("tagger,figure,value,low,high,level,method");
    assertThat(rows.get(1)).startsWith("tagger & <friend>,accuracy,0.").contains("Clopper");
    assertThat(rows).allMatch(row -> row.replaceAll("\"[^\"]*\"", "").split(",", -1).length == 7);
  }

  @Test
  void drawsTheCurveOfASingleEpoch() throws Exception {
    for (int epochs : new int[] {1, 35}) {
      byte[] png = CurvePicture.png(history(epochs));
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isGreaterThan(1000);
    }
    parsed(page(report(2, 1)));
  }

  private static List<String> texts(Axis axis) {
    return axis.ticks().stream().map(axis::text).toList();
  }

  @Test
  void choosesRoundTicks() {
    assertThat(texts(new Axis("", 0, 1, false)))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(texts(new Axis("", 1, 35, false)))
        .containsExactly("5", "10", "15", "20", "25", "30", "35");
    assertThat(new Axis("", 1, 1e4, true).ticks()).containsExactly(1.0, 10.0, 100.0, 1e3, 1e4);
  }
}
