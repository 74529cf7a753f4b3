package org.lorentznet.app.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures that a paper gives for a tagger on a public data set.
 *
 * @param name of the tagger
 * @param source the paper that gives them, by its arXiv number
 * @param accuracy as printed
 * @param auc as printed
 * @param at50 1/e_B at e_S = 0.5
 * @param at30 1/e_B at e_S = 0.3
 */
public record PublishedTagger(
    String name, String source, String accuracy, String auc, Rejection at50, Rejection at30) {
  static final Rejection NONE = new Rejection("", OptionalDouble.empty(), 0);

  /**
   * A rejection as printed.
   *
   * @param text with its error
   * @param value without
   * @param error spread over trainings; 0 where none is given
   */
  public record Rejection(String text, OptionalDouble value, double error) {
    static Rejection of(double value, double error) {
      String text = Numbers.plain(value);
      return new Rejection(
          error == 0 ? text : text + " ± " + Numbers.plain(error), OptionalDouble.of(value), error);
    }
  }

  /** How many jets the test sample of the top-tagging reference set has. */
  public static final int TOP_TEST_JETS = 404_000;

  /** On the test jets of the top-tagging reference set (Zenodo 2603256). */
  public static final List<PublishedTagger> TOP =
      List.of(
          new PublishedTagger("LGN", "2211.00454", "0.929", "0.964", NONE, Rejection.of(435, 95)),
          new PublishedTagger(
              "P-CNN",
              "1902.08570",
              "0.930",
              "0.9803",
              Rejection.of(201, 4),
              Rejection.of(759, 24)),
          new PublishedTagger(
              "PFN", "1902.08570", "0.932", "0.9819", Rejection.of(247, 3), Rejection.of(888, 17)),
          new PublishedTagger(
              "ResNeXt-50",
              "1902.08570",
              "0.936",
              "0.9837",
              Rejection.of(302, 5),
              Rejection.of(1147, 58)),
          new PublishedTagger(
              "ParticleNet-Lite",
              "1902.08570",
              "0.937",
              "0.9844",
              Rejection.of(325, 5),
              Rejection.of(1262, 49)),
          new PublishedTagger(
              "ParticleNet",
              "1902.08570",
              "0.940",
              "0.9858",
              Rejection.of(397, 7),
              Rejection.of(1615, 93)),
          new PublishedTagger(
              "ParT",
              "2202.03772",
              "0.940",
              "0.9858",
              Rejection.of(413, 16),
              Rejection.of(1602, 81)),
          new PublishedTagger(
              "LorentzNet",
              "2201.08187",
              "0.942",
              "0.9868",
              Rejection.of(498, 18),
              Rejection.of(2195, 173)),
          new PublishedTagger(
              "CGENN",
              "2405.14806",
              "0.942",
              "0.9869",
              Rejection.of(500, 0),
              Rejection.of(2172, 0)),
          new PublishedTagger(
              "PELICAN", "2211.00454", "0.9426", "0.9870", NONE, Rejection.of(2250, 75)),
          new PublishedTagger(
              "L-GATr",
              "2405.14806",
              "0.9417",
              "0.9868",
              Rejection.of(548, 26),
              Rejection.of(2148, 106)));

  /** On the test jets of EnergyFlow's quark and gluon set, particle codes known. */
  public static final List<PublishedTagger> QUARK_GLUON =
      List.of(
          new PublishedTagger(
              "LorentzNet",
              "2201.08187",
              "0.844",
              "0.9156",
              Rejection.of(42.4, 0.4),
              Rejection.of(110.2, 1.3)));
}
