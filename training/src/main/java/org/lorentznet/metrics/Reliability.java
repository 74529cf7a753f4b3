package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.numeric.RandomStream;

/**
 * Whether a tagger's probabilities are frequencies. For two classes it is about the probability of
 * signal; for several about that of the class a jet is taken for. The expected calibration error is
 * the mean over jets of the distance between the two within bins of probability (C. Guo et al.,
 * arXiv:1706.04599, equation 3, with their {@value #BINS} bins of equal width).
 *
 * @param bins those that hold jets
 * @param error the expected calibration error; noise alone makes it larger than 0
 * @param interval on the error without noise, see {@link #of}
 */
public record Reliability(List<ReliabilityBin> bins, double error, Interval interval) {
  /** How many bins there are, and the fewest jets for which they make sense. */
  public static final int BINS = 15;

  /** The name of the interval's method for tables. */
  static final String METHOD = "Gaussian gaps";

  /** A gap of so many standard errors has the right sign. */
  private static final double CLEAR = 2;

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Compares probabilities with frequencies.
   *
   * <p>The error is a sum of absolute gaps |G_b|, where G_b sums (came true - predicted) over the
   * jets of a bin. Where the sign of a gap is clear the error follows its fluctuation; where it is
   * not, the fluctuation may have moved the error either way, and the interval allows for both. So
   * it covers its level or more, also for a tagger that is perfectly calibrated, of which a
   * resampled error knows nothing: resampling adds the noise once more.
   *
   * @return empty where the scores are no probabilities, or there are fewer jets than bins
   */
  public static Optional<Reliability> of(
      TaggerOutput output, int[] labels, double[] weightsOrNull, double level) {
    Tally tally = new Tally(weightsOrNull != null);
    tally.add(new ScoredBlock(0, output, labels, weightsOrNull));
    return tally.reliability(level);
  }

  /** Gathers gaps, block by block. */
  static final class Tally implements JetTally {
    private final boolean weighted;
    private final Gap[] gaps = new Gap[BINS];
    private double all;
    private long jets;
    private boolean probabilities = true;

    Tally(boolean weighted) {
      this.weighted = weighted;
      for (int b = 0; b < BINS; b++) {
        gaps[b] = new Gap();
      }
    }

    @Override
    public void add(ScoredBlock block) {
      TaggerOutput output = block.output();
      for (int j = 0; j < block.jets(); j++) {
        int predicted = output.classes() == 2 ? 1 : output.predicted(j);
        double probability = StrictMath.exp(-output.crossEntropy(j, predicted));
        probabilities &= !Double.isNaN(probability);
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        gaps[bin].add(probability, block.labels()[j] == predicted, block.weight(j));
        all += block.weight(j);
      }
      jets += block.jets();
    }

    Optional<Reliability> reliability(double level) {
      if (jets < BINS || !probabilities) {
        return Optional.empty();
      }
      List<ReliabilityBin> bins = new ArrayList<>();
      double error = 0;
      for (int b = 0; b < BINS; b++) {
        if (gaps[b].weight > 0) {
          bins.add(gaps[b].bin(b, weighted, level));
          error += Math.abs(gaps[b].sum) / all;
        }
      }
      return Optional.of(new Reliability(bins, error, interval(gaps, all, error, level)));
    }
  }

  private static Interval interval(Gap[] gaps, double all, double error, double level) {
    double tail = (1 - level) / 2;
    double up = Bootstrap.of(random -> fluctuation(gaps, random, 1)).quantile(1 - tail);
    double down = Bootstrap.of(random -> fluctuation(gaps, random, -1)).quantile(tail);
    return new Interval(Math.max(0, error - up / all), Math.max(0, error - down / all));
  }

  /**
   * How far noise moves the sum of absolute gaps.
   *
   * @param unclear 1 where it is to move gaps of unclear sign up, -1 for down
   */
  private static double fluctuation(Gap[] gaps, RandomStream random, int unclear) {
    double moved = 0;
    for (Gap gap : gaps) {
      double noise = gap.error() * StandardNormal.draw(random);
      moved +=
          Math.abs(gap.sum) > CLEAR * gap.error()
              ? noise * Math.signum(gap.sum)
              : unclear * Math.abs(noise);
    }
    return moved;
  }

  /** What a bin gathers. */
  private static final class Gap {
    private long jets;
    private double weight;
    private double squares;
    private double hits;
    private double hitSquares;
    private double predicted;
    private double sum;
    private double spread;

    void add(double probability, boolean hit, double jetWeight) {
      double gap = jetWeight * ((hit ? 1 : 0) - probability);
      jets++;
      weight += jetWeight;
      squares += jetWeight * jetWeight;
      hits += hit ? jetWeight : 0;
      hitSquares += hit ? jetWeight * jetWeight : 0;
      predicted += jetWeight * probability;
      sum += gap;
      spread += gap * gap;
    }

    /** The standard error of the sum of gaps, the number of jets in the bin being as it is. */
    double error() {
      return jets == 0 ? 0 : Math.sqrt(Math.max(0, spread - sum * sum / jets));
    }

    ReliabilityBin bin(int number, boolean weighted, double level) {
      BinomialCount count =
          weighted
              ? BinomialCount.effective(hits, hitSquares, weight, squares)
              : new BinomialCount(hits, weight);
      return new ReliabilityBin(
          (double) number / BINS,
          (number + 1.0) / BINS,
          jets,
          predicted / weight,
          count.fraction(),
          count.clopperPearson(level));
    }
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("expected_calibration_error", error);
    json.put("expected_calibration_error_interval", interval.toJson());
    List<Object> rows = new ArrayList<>();
    bins.forEach(bin -> rows.add(bin.toJson()));
    json.put("bins", rows);
    return json;
  }
}
