package org.lorentznet.app.report;

import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of one look, one below the other. */
final class ChartColumn {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  private ChartColumn() {}

  static XYChart chart(String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    return chart;
  }

  static void add(XYChart chart, String name, List<Double> x, List<Double> y) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
  }

  /** The picture as the bytes of a PNG file. */
  static byte[] png(List<XYChart> charts) {
    BufferedImage image =
        new BufferedImage(WIDTH, charts.size() * HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < charts.size(); i++) {
      charts
          .get(i)
          .paint(image.getSubimage(0, i * HEIGHT, WIDTH, HEIGHT).createGraphics(), WIDTH, HEIGHT);
    }
    return Png.bytes(image);
  }
}
