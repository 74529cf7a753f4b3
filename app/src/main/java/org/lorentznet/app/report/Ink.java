package org.lorentznet.app.report;

import java.util.List;
import java.util.Locale;

/** The colours of a picture, which can be told apart by the colour-blind. */
enum Ink {
  /** The page's own, which its style sheet gives for light and dark. */
  PAGE {
    @Override
    String style(String property, String name, String paper) {
      return " style=\"" + property + ":var(--" + name + ")\"";
    }
  },
  /** Fixed ones on white. */
  PAPER {
    @Override
    String style(String property, String name, String paper) {
      return " " + property + "=\"" + paper + "\"";
    }
  };

  /** M. Okabe, K. Ito, "Color Universal Design", 2008; the light ones darkened to show on white. */
  private static final List<String> CURVES =
      List.of(
          "#0072b2", "#c04e00", "#00805e", "#a8517f", "#8a6400", "#2a86bd", "#4d4d4d", "#7a3fa8");

  /** Dashes, so that lines differ without colours. */
  private static final List<String> DASHES =
      List.of("", "9 3", "3 3", "12 3 3 3", "6 2", "1.5 3", "15 4", "8 3 2 3 2 3");

  /** Outlines about 0, 0 that differ without colours; the first marker is a circle. */
  private static final List<String> MARKERS =
      List.of(
          "",
          "M-4-4H4V4H-4Z",
          "M0-5L5 4H-5Z",
          "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
          "M0 5L5-4H-5Z",
          "M-1.5-5H1.5V-1.5H5V1.5H1.5V5H-1.5V1.5H-5V-1.5H-1.5Z",
          "M-5-2L0-5.5L5-2L3 4H-3Z");

  abstract String style(String property, String name, String paper);

  String curve(String property, int colour) {
    int k = colour % CURVES.size();
    return style(property, "curve-" + k, CURVES.get(k));
  }

  String ink(String property) {
    return style(property, "ink", "#000000");
  }

  String faint(String property) {
    return style(property, "faint", "#d8dde4");
  }

  /** A marker; one colour has one shape until both are used up. */
  static String marker(int number, double x, double y, String fill) {
    String outline = MARKERS.get(number % MARKERS.size());
    return outline.isEmpty()
        ? String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"%s/>%n", x, y, fill)
        : String.format(
            Locale.ROOT,
            "<path transform=\"translate(%.1f %.1f)\" d=\"%s\"%s/>%n",
            x,
            y,
            outline,
            fill);
  }

  static String dash(int colour) {
    String dash = DASHES.get(colour % DASHES.size());
    return dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"";
  }
}
