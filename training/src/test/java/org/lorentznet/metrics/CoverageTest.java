package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lorentznet.numeric.RandomStream;

/**
 * How often each interval holds the truth, and how often each p-value is below a level where there
 * is no difference: simulated with jets whose scores are Gaussian, of which every figure is known.
 * {@code -Dlorentznet.coverage=N} sets the number of simulated samples.
 */
class CoverageTest {
  private static final int SAMPLES = Integer.getInteger("lorentznet.coverage", 120);
  private static final int SIGNAL = 1000;
  private static final int BACKGROUND = 2000;
  private static final double EFFICIENCY = 0.5;
  private static final double LEVEL = Interval.ONE_SIGMA;

  /** By how much signal scores higher on average; the log-odds of a jet are then linear in it. */
  private static final double SHIFT = 2;

  /** A sample of jets with the scores of two taggers that are equally good and correlated. */
  private record Sample(double[] first, double[] second, float[] masses, int[] labels) {
    static Sample of(long key) {
      RandomStream random = new RandomStream(RandomStream.key(4, key));
      int jets = SIGNAL + BACKGROUND;
      double[] first = new double[jets];
      double[] second = new double[jets];
      float[] masses = new float[jets];
      int[] labels = new int[jets];
      for (int j = 0; j < jets; j++) {
        labels[j] = j < SIGNAL ? 1 : 0;
        double common = StandardNormal.draw(random);
        first[j] = gaussian(common, random) + SHIFT * labels[j];
        second[j] = gaussian(common, random) + SHIFT * labels[j];
        masses[j] = (float) random.nextDouble();
      }
      return new Sample(first, second, masses, labels);
    }

    /** Correlated with another Gaussian, by 0.8 squared. */
    private static double gaussian(double common, RandomStream random) {
      return 0.8 * common + 0.6 * StandardNormal.draw(random);
    }

    RocCurve curve() {
      return curve(first);
    }

    private RocCurve curve(double[] scores) {
      TaggerOutput output = output(scores);
      return RocCurve.of(
          IntStream.range(0, labels.length).mapToDouble(j -> output.score(j, 1)).toArray(), labels);
    }

    CutJets cut(double[] scores, double efficiency) {
      RocCurve curve = curve(scores);
      return new CutJets(curve, curve.workingPoint(efficiency));
    }

    PairedRejection rejections() {
      PairedCuts cuts = new PairedCuts(cut(first, EFFICIENCY), cut(second, EFFICIENCY), false);
      JetPairs.count(scored(first), scored(second), List.of(cuts));
      return cuts.rejections(LEVEL);
    }

    PairedDifference accuracies() {
      PairedAccuracy accuracies = new PairedAccuracy(false);
      JetPairs.count(scored(first), scored(second), List.of(accuracies));
      return accuracies.difference(LEVEL);
    }

    PairedDifference areas() {
      PairedArea areas = PairedComparison.area(scored(first), scored(second));
      JetPairs.count(scored(first), scored(second), List.of(areas));
      return areas.difference(LEVEL);
    }

    private ScoredSample scored(double[] scores) {
      return ScoredSample.of(output(scores), labels, null);
    }

    /** Probabilities that are frequencies. */
    static TaggerOutput output(double[] scores) {
      double[][] logits = new double[scores.length][2];
      for (int j = 0; j < scores.length; j++) {
        logits[j][1] =
            SHIFT * scores[j] - SHIFT * SHIFT / 2 + Math.log((double) SIGNAL / BACKGROUND);
      }
      return TaggerOutput.logits(logits);
    }
  }

  private static double signalEfficiency(double cut) {
    return StandardNormal.cumulative(SHIFT - cut);
  }

  private static double backgroundEfficiency(double cut) {
    return StandardNormal.cumulative(-cut);
  }

  /** The largest value of a function of the cut. */
  private static double largest(ToDoubleFunction<Double> function) {
    double largest = 0;
    for (double cut = -2; cut < 6; cut += 1e-3) {
      largest = Math.max(largest, function.applyAsDouble(cut));
    }
    return largest;
  }

  private static double meanSignalEfficiency(double most) {
    int steps = 10_000;
    double sum = 0;
    for (int k = 0; k < steps; k++) {
      sum += signalEfficiency(-StandardNormal.quantile(most * (k + 0.5) / steps));
    }
    return sum / steps;
  }

  /** Mean over the true densities, by the rule of rectangles. */
  private static double expected(
      ToDoubleFunction<Double> ofSignal, ToDoubleFunction<Double> ofRest) {
    double sum = 0;
    double step = 1e-3;
    for (double x = -8; x < 10; x += step) {
      double signal = Math.exp(-(x - SHIFT) * (x - SHIFT) / 2) * SIGNAL;
      double rest = Math.exp(-x * x / 2) * BACKGROUND;
      sum += signal * ofSignal.applyAsDouble(x) + rest * ofRest.applyAsDouble(x);
    }
    return sum * step / Math.sqrt(2 * Math.PI) / (SIGNAL + BACKGROUND);
  }

  private static double logOdds(double x) {
    return SHIFT * x - SHIFT * SHIFT / 2 + Math.log((double) SIGNAL / BACKGROUND);
  }

  /** A figure with an interval: whether the interval of a sample holds the truth. */
  private enum Figure {
    ACCURACY(0, 0.02) {
      private final double truth =
          expected(x -> logOdds(x) > 0 ? 1 : 0, x -> logOdds(x) > 0 ? 0 : 1);

      @Override
      boolean covers(Sample sample) {
        return ConfusionMatrix.of(Sample.output(sample.first), sample.labels, null)
            .correct()
            .clopperPearson(LEVEL)
            .contains(truth);
      }
    },
    AUC(0.02, 0.02) {
      private final double truth = StandardNormal.cumulative(SHIFT / Math.sqrt(2));

      @Override
      boolean covers(Sample sample) {
        return AucInterval.of(sample.curve(), LEVEL).interval().contains(truth);
      }
    },
    /** At the threshold that the sample has: what the interval is about. */
    REJECTION(0, 0.06) {
      @Override
      boolean covers(Sample sample) {
        WorkingPoint point = sample.curve().workingPoint(EFFICIENCY);
        double cut = (point.cut() - logOdds(0)) / SHIFT;
        double truth = 1 / backgroundEfficiency(cut);
        return point.low() <= truth && truth <= point.high().orElse(Double.POSITIVE_INFINITY);
      }
    },
    /** Two intervals' hull: at times it covers nearly always. */
    SIGNIFICANCE(0.02, 0.32) {
      private final double truth =
          largest(cut ->
              backgroundEfficiency(cut) * BACKGROUND < SignificanceImprovement.LEAST_BACKGROUND
                  ? 0
                  : signalEfficiency(cut) / Math.sqrt(backgroundEfficiency(cut)));

      @Override
      boolean covers(Sample sample) {
        return SignificanceImprovement.of(sample.curve(), LEVEL)
            .orElseThrow()
            .interval()
            .contains(truth);
      }
    },
    PARTIAL_AUC(0.03, 0.03) {
      private final double truth = meanSignalEfficiency(0.1);

      @Override
      boolean covers(Sample sample) {
        return PartialAuc.of(sample.curve(), 0.1, LEVEL).orElseThrow().interval().contains(truth);
      }
    },
    LOSS(0.02, 0.02) {
      private final double truth =
          expected(x -> Math.log1p(Math.exp(-logOdds(x))), x -> Math.log1p(Math.exp(logOdds(x))));

      @Override
      boolean covers(Sample sample) {
        return CrossEntropy.mean(Sample.output(sample.first), sample.labels, null, LEVEL)
            .orElseThrow()
            .interval()
            .contains(truth);
      }
    },
    /** Of a tagger that is calibrated: the interval must reach 0. */
    CALIBRATION(0, 0.32) {
      @Override
      boolean covers(Sample sample) {
        return Reliability.of(Sample.output(sample.first), sample.labels, null, LEVEL)
            .orElseThrow()
            .interval()
            .contains(0);
      }
    },
    /** Of a tagger that is too sure of itself: the error of what it says in the long run. */
    CALIBRATION_OF_AN_OVERCONFIDENT_TAGGER(0.02, 0.32) {
      private final double truth = calibrationError();

      @Override
      boolean covers(Sample sample) {
        return Reliability.of(overconfident(sample), sample.labels, null, LEVEL)
            .orElseThrow()
            .interval()
            .contains(truth);
      }

      private TaggerOutput overconfident(Sample sample) {
        double[] probabilities = new double[sample.first.length];
        for (int j = 0; j < probabilities.length; j++) {
          probabilities[j] = said(sample.first[j]);
        }
        return TaggerOutput.signalScores(probabilities);
      }

      private static double said(double x) {
        return 1 / (1 + Math.exp(-1.5 * logOdds(x)));
      }

      private static double calibrationError() {
        double error = 0;
        for (int b = 0; b < Reliability.BINS; b++) {
          int bin = b;
          ToDoubleFunction<Double> within = x -> (int) (said(x) * Reliability.BINS) == bin ? 1 : 0;
          error +=
              Math.abs(
                  expected(
                      x -> within.applyAsDouble(x) * (1 - said(x)),
                      x -> -within.applyAsDouble(x) * said(x)));
        }
        return error;
      }
    },
    /** Of a cut that has nothing to do with the mass: the interval must reach 0. */
    SCULPTING(0, 0.32) {
      @Override
      boolean covers(Sample sample) {
        return Sculpting.Bins.of(sample.masses, sample.labels, null)
            .orElseThrow()
            .cut(Sample.output(sample.first), sample.cut(sample.first, 0.8), LEVEL)
            .interval()
            .orElseThrow()
            .contains(0);
      }
    },
    /** Of a mass that the score follows; the truth is what a hundred times as many jets show. */
    SCULPTING_OF_A_CORRELATED_MASS(0.06, 0.06) {
      private final double truth = truth();

      @Override
      boolean covers(Sample sample) {
        return Sculpting.Bins.of(masses(sample.first), sample.labels, null)
            .orElseThrow()
            .cut(Sample.output(sample.first), sample.cut(sample.first, 0.8), LEVEL)
            .interval()
            .orElseThrow()
            .contains(truth);
      }

      private static float[] masses(double[] scores) {
        RandomStream random = new RandomStream(11);
        float[] masses = new float[scores.length];
        for (int j = 0; j < masses.length; j++) {
          masses[j] = (float) Math.exp(scores[j] / 2 + StandardNormal.draw(random));
        }
        return masses;
      }

      private static double truth() {
        RandomStream random = new RandomStream(12);
        double[] scores = new double[100 * BACKGROUND];
        for (int j = 0; j < scores.length; j++) {
          scores[j] = StandardNormal.draw(random);
        }
        Sculpting.Bins bins =
            Sculpting.Bins.of(masses(scores), new int[scores.length], null).orElseThrow();
        double cut = SHIFT - StandardNormal.quantile(0.8);
        return JensenShannon.divergence(
            bins.count(j -> scores[j] >= cut)[0], bins.count(j -> scores[j] < cut)[0]);
      }
    },
    ACCURACY_DIFFERENCE(0.02, 0.03) {
      @Override
      boolean covers(Sample sample) {
        return sample.accuracies().interval().contains(0);
      }
    },
    AUC_DIFFERENCE(0.02, 0.02) {
      @Override
      boolean covers(Sample sample) {
        return sample.areas().interval().contains(0);
      }
    },
    REJECTION_RATIO(0.03, 0.03) {
      @Override
      boolean covers(Sample sample) {
        return sample.rejections().interval().contains(1);
      }
    };

    private final double below;
    private final double above;

    /** How far its coverage may be from its level, apart from the simulation's own error. */
    Figure(double below, double above) {
      this.below = below;
      this.above = above;
    }

    abstract boolean covers(Sample sample);
  }

  @ParameterizedTest
  @EnumSource
  void intervalsHoldTheTruthAsOftenAsTheySay(Figure figure) {
    int covered = 0;
    for (int k = 0; k < SAMPLES; k++) {
      covered += figure.covers(Sample.of(k)) ? 1 : 0;
    }
    double level = LEVEL;
    double coverage = (double) covered / SAMPLES;
    double error = 3 * Math.sqrt(level * (1 - level) / SAMPLES);
    System.out.printf(
        Locale.ROOT, "coverage of %s: %.4f of %d samples%n", figure, coverage, SAMPLES);
    assertThat(coverage).isBetween(level - figure.below - error, level + figure.above + error);
  }

  /** A p-value of two equally good taggers. */
  private enum Difference {
    ACCURACY {
      @Override
      double pValue(Sample sample) {
        return sample.accuracies().pValue();
      }
    },
    AUC {
      @Override
      double pValue(Sample sample) {
        return sample.areas().pValue();
      }
    },
    REJECTION {
      @Override
      double pValue(Sample sample) {
        return sample.rejections().pValue();
      }
    };

    abstract double pValue(Sample sample);
  }

  @ParameterizedTest
  @EnumSource
  void equallyGoodTaggersDifferAsRarelyAsTheirPValueSays(Difference difference) {
    double[] pValues =
        IntStream.range(0, SAMPLES).mapToDouble(k -> difference.pValue(Sample.of(k))).toArray();
    for (double level : new double[] {0.05, 0.3}) {
      long found = DoubleStream.of(pValues).filter(p -> p <= level).count();
      double rate = (double) found / SAMPLES;
      System.out.printf(
          Locale.ROOT, "%s: p <= %.2f in %.4f of %d samples%n", difference, level, rate, SAMPLES);
      double error = 3 * Math.sqrt(level * (1 - level) / SAMPLES);
      assertThat(rate).isBetween(0.4 * level - error, 1.1 * level + error);
    }
  }
}
