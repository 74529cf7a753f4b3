package org.lorentznet.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.training.EpochResult;
import org.w3c.dom.Document;

class ReportPageTest {
  private static Evaluation evaluation(int classes) {
    RandomStream random = new RandomStream(5);
    int jets = 100 * classes;
    double[][] logits = new double[jets][classes];
    int[] labels = new int[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = j % classes;
      for (int k = 0; k < classes; k++) {
        logits[j][k] = random.nextDouble() + (k == labels[j] ? 0.5 : 0);
      }
    }
    return Evaluation.of(
            TaggerOutput.logits(logits), labels, null, Evaluation.publishedEfficiencies())
        .withClassNames(IntStream.range(0, classes).mapToObj(k -> "class <" + k + ">").toList());
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
    String html =
        new ReportPage("A & B")
            .paragraph("x < y")
            .evaluation("Figures", evaluation(2))
            .training(history(3))
            .facts("Facts", Map.of("\"model\"", "<m>"))
            .html();
    Document page = parsed(html);
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(3);
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("A & B");
    assertThat(html).doesNotContain("NaN", "Infinity");
  }

  @Test
  void drawsEachOfSeveralClassesAgainstTheRest() throws Exception {
    String html = new ReportPage("Many").evaluation("Figures", evaluation(10)).html();
    parsed(html);
    assertThat(html).contains("class &lt;9&gt; against the rest", "--curve-9", "Class against");
  }

  @Test
  void tabulatesInAlignedLines() {
    List<String> lines = FigureTable.of(evaluation(2)).lines();
    assertThat(lines.getFirst()).contains("value", "interval (68.27 %)", "method");
    int column = lines.getFirst().indexOf("value");
    assertThat(lines)
        .allMatch(line -> line.charAt(column - 1) == ' ' && line.charAt(column) != ' ');
  }

  @Test
  void drawsTheCurveOfASingleEpoch() throws Exception {
    for (int epochs : new int[] {1, 35}) {
      byte[] png = CurvePicture.png(history(epochs));
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isPositive();
    }
    parsed(new ReportPage("One").training(history(1)).html());
  }

  @Test
  void choosesRoundTicks() {
    assertThat(new Axis("", 0, 1, false).ticks().stream().map(Axis::text))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(new Axis("", 1, 35, false).ticks().stream().map(Axis::text))
        .containsExactly("5", "10", "15", "20", "25", "30", "35");
    assertThat(new Axis("", 1, 1e4, true).ticks()).containsExactly(1.0, 10.0, 100.0, 1e3, 1e4);
  }
}
