package org.lorentznet.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.lorentznet.app.spectra.Spectrum;
import org.lorentznet.app.spectra.Tally;

/** The distributions of a source's jets: a panel a quantity, in each a line a class. */
public final class SpectraPicture {
  private static final int COLUMNS = 3;
  private static final int PANEL_WIDTH = 560;
  private static final int PANEL_HEIGHT = 400;
  private static final int MARGIN = 24;
  private static final int LINE_HEIGHT = 30;
  private static final int SAMPLE_WIDTH = 36;

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 17);
  private static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  /**
   * Colours that people with any colour vision can tell apart: M. Okabe, K. Ito, Color Universal
   * Design (2008), without yellow, which is faint on white.
   */
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0x56B4E9),
    new Color(0xE69F00),
    Color.BLACK
  };

  private static final float LINE_WIDTH = 2.5f;
  private static final float[] DASHES = {7, 5};

  private final String title;
  private final List<Spectrum> spectra;
  private final List<String> legend;

  /**
   * @param title e.g. the file's name
   * @param spectra of the same classes
   */
  public SpectraPicture(String title, List<Spectrum> spectra) {
    this.title = title;
    this.spectra = List.copyOf(spectra);
    this.legend = new ArrayList<>();
    Spectrum first = spectra.getFirst();
    for (int c = 0; c < first.classes().size(); c++) {
      legend.add(first.classes().get(c) + ": " + first.tallies().get(c).count() + " jets");
    }
  }

  /** The picture as the bytes of a PNG file. */
  public byte[] png() {
    int width = 2 * MARGIN + COLUMNS * PANEL_WIDTH;
    List<List<Integer>> lines = legendLines(width);
    int top = MARGIN + LINE_HEIGHT * (1 + lines.size()) + MARGIN / 2;
    int rows = (spectra.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage image =
        new BufferedImage(width, top + rows * PANEL_HEIGHT + MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    drawLegend(graphics, lines);
    for (int k = 0; k < spectra.size(); k++) {
      int x = MARGIN + k % COLUMNS * PANEL_WIDTH;
      int y = top + k / COLUMNS * PANEL_HEIGHT;
      panel(spectra.get(k))
          .paint(
              image.getSubimage(x, y, PANEL_WIDTH, PANEL_HEIGHT).createGraphics(),
              PANEL_WIDTH,
              PANEL_HEIGHT);
    }
    graphics.dispose();
    return Png.bytes(image);
  }

  /** Which classes are named on which line, above the panels. */
  private List<List<Integer>> legendLines(int width) {
    FontMetrics metrics =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(TEXT);
    List<List<Integer>> lines = new ArrayList<>();
    int left = 0;
    for (int c = 0; c < legend.size(); c++) {
      int needed = SAMPLE_WIDTH + 2 * MARGIN + metrics.stringWidth(legend.get(c));
      if (lines.isEmpty() || needed > left) {
        lines.add(new ArrayList<>());
        left = width - 2 * MARGIN;
      }
      lines.getLast().add(c);
      left -= needed;
    }
    return lines;
  }

  private void drawLegend(Graphics2D graphics, List<List<Integer>> lines) {
    int base = MARGIN + LINE_HEIGHT / 2;
    graphics.setFont(TITLE);
    graphics.setColor(Color.BLACK);
    graphics.drawString(title, MARGIN, base);
    graphics.setFont(TEXT);
    for (List<Integer> line : lines) {
      base += LINE_HEIGHT;
      int x = MARGIN;
      for (int c : line) {
        graphics.setColor(colour(c));
        graphics.setStroke(stroke(c));
        graphics.drawLine(x, base - 6, x + SAMPLE_WIDTH, base - 6);
        graphics.setColor(Color.BLACK);
        graphics.drawString(legend.get(c), x + SAMPLE_WIDTH + MARGIN / 2, base);
        x += SAMPLE_WIDTH + 2 * MARGIN + graphics.getFontMetrics().stringWidth(legend.get(c));
      }
    }
  }

  private static Color colour(int line) {
    return COLOURS[line % COLOURS.length];
  }

  /** Lines whose colour comes a second time are dashed. */
  private static BasicStroke stroke(int line) {
    return line / COLOURS.length % 2 == 0
        ? new BasicStroke(LINE_WIDTH)
        : new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0);
  }

  private static XYChart panel(Spectrum spectrum) {
    boolean jets = !spectrum.quantity().key().startsWith("constituent_");
    XYChart chart =
        new XYChartBuilder()
            .width(PANEL_WIDTH)
            .height(PANEL_HEIGHT)
            .xAxisTitle(spectrum.quantity().label())
            .yAxisTitle("fraction of " + (jets ? "jets" : "constituents") + " a bin")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setAxisTitleFont(TEXT);
    chart.getStyler().setAxisTickLabelsFont(TICKS);
    chart.getStyler().setXAxisLogarithmic(spectrum.quantity().logarithmic());
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(SpectraPicture::tick);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(SpectraPicture::tick);
    double[] edges = spectrum.edges();
    chart.getStyler().setXAxisMin(edges[0]);
    chart.getStyler().setXAxisMax(edges[edges.length - 1]);
    for (int c = 0; c < spectrum.classes().size(); c++) {
      Tally tally = spectrum.tallies().get(c);
      if (tally.count() > 0) {
        add(chart, c, edges, tally.fractions(edges));
      }
    }
    return chart;
  }

  /** A histogram's outline. */
  private static void add(XYChart chart, int c, double[] edges, double[] fractions) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double before = 0;
    for (int bin = 0; bin < fractions.length; bin++) {
      x.addAll(List.of(edges[bin], edges[bin], uneven(edges[bin], edges[bin + 1])));
      y.addAll(List.of(before, fractions[bin], fractions[bin]));
      before = fractions[bin];
    }
    x.addAll(List.of(edges[fractions.length], edges[fractions.length]));
    y.addAll(List.of(before, 0.0));
    XYSeries series = chart.addSeries(Integer.toString(c), x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour(c));
    series.setLineStyle(stroke(c));
  }

  /**
   * A place in a bin: XChart puts ticks at the data, not at round numbers, where they lie evenly.
   */
  private static double uneven(double low, double high) {
    return low + 0.3 * (high - low);
  }

  /** A tick's value as text. */
  private static String tick(double value) {
    return BigDecimal.valueOf(value)
        .setScale(9, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
