package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jets;

/**
 * A jet as its constituents lie about its axis in pseudorapidity and azimuth; a constituent's area
 * grows with its transverse momentum.
 *
 * @param caption what jet it is
 * @param constituents of each its distance in eta and in phi, and its share of the summed pT
 */
public record JetPicture(String caption, List<double[]> constituents) {
  private static final int SIZE = 220;

  /** How far from the axis is drawn; of wider jets more. */
  private static final double LEAST_REACH = 0.8;

  /** Radius of a constituent that has all the momentum. */
  private static final double LARGEST = 42;

  private static final double SMALLEST = 1.2;

  /** The picture of a jet of a block. */
  public static JetPicture of(Jets jets, int jet, String caption) {
    FourMomentum axis = jets.momentum(jet);
    List<double[]> constituents = new ArrayList<>();
    double all = 0;
    for (int row = jets.offset(jet); row < jets.offset(jet + 1); row++) {
      double[] p = jets.fourMomenta();
      FourMomentum one =
          new FourMomentum(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]);
      double eta = one.eta() - axis.eta();
      if (Double.isFinite(eta)) {
        double phi = Math.IEEEremainder(one.phi() - axis.phi(), 2 * Math.PI);
        constituents.add(new double[] {eta, phi, one.pt()});
        all += one.pt();
      }
    }
    for (double[] constituent : constituents) {
      constituent[2] /= all;
    }
    constituents.sort(Comparator.comparingDouble((double[] c) -> -c[2]));
    return new JetPicture(caption, constituents);
  }

  /** The picture as a figure of a page. */
  String html() {
    double reach = LEAST_REACH;
    for (double[] c : constituents) {
      reach = Math.max(reach, 1.05 * Math.max(Math.abs(c[0]), Math.abs(c[1])));
    }
    StringBuilder html = new StringBuilder("<figure>");
    html.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s: %d constituents within %.2f"
                + " of the axis\">%n<circle cx=\"%d\" cy=\"%d\" r=\"%.1f\" fill=\"none\""
                + " stroke-dasharray=\"3 3\"%s/>%n",
            SIZE,
            SIZE,
            Html.escape(caption),
            constituents.size(),
            reach,
            SIZE / 2,
            SIZE / 2,
            SIZE / 2 * LEAST_REACH / reach,
            Ink.PAGE.faint("stroke")));
    for (double[] c : constituents) {
      html.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill-opacity=\"0.55\"%s/>%n",
              SIZE / 2.0 * (1 + c[0] / reach),
              SIZE / 2.0 * (1 - c[1] / reach),
              Math.max(SMALLEST, LARGEST * Math.sqrt(c[2])),
              Ink.PAGE.curve("fill", 0)));
    }
    return html.append("</svg>\n<figcaption>")
        .append(Html.escape(caption))
        .append("</figcaption></figure>\n")
        .toString();
  }
}
