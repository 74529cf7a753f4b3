package org.lorentznet.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.JetScorer;

/**
 * What scores rest on over many jets. A constituent's share is that of its integrated gradient's
 * absolute value, or of its transverse momentum, in the sum over its jet; shares are means over
 * jets.
 *
 * @param jets how many were looked at
 * @param byRank share of the constituent of most transverse momentum, of the next, and so on
 * @param byAngle share of the constituents in each bin of the distance from the jet's axis
 * @param bySubjet share of each of up to three exclusive kT subjets, the hardest first
 * @param removals what becomes of the score without some constituents
 */
public record RelevanceSample(
    int jets,
    List<Share> byRank,
    List<Share> byAngle,
    List<Share> bySubjet,
    List<Removed> removals) {
  private static final int RANKS = 40;
  private static final int ANGLES = 16;
  private static final double ANGLE_BIN = 0.05;
  private static final int SUBJETS = 3;
  private static final int[] COUNTS = {1, 2, 3, 5, 10};

  /** Seed of the constituents taken away at random. */
  private static final long SEED = 1;

  /**
   * Mean shares of a group of constituents.
   *
   * @param place rank or subjet from 1 on, or the middle of a bin of the distance
   * @param relevance share of relevance
   * @param error its standard error
   * @param pt share of transverse momentum
   */
  public record Share(double place, double relevance, double error, double pt) {}

  /**
   * A mean with its standard error.
   *
   * @param value the mean
   * @param error its standard error
   */
  public record Mean(double value, double error) {
    static Mean of(List<Double> values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      double mean = values.isEmpty() ? 0 : sum / values.size();
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      int n = values.size();
      return new Mean(mean, n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0);
    }
  }

  /**
   * Mean absolute changes of the score without some constituents.
   *
   * @param count how many were taken away
   * @param jets that have more than so many
   * @param relevant those of largest relevance
   * @param hardest those of most transverse momentum
   * @param random any
   * @param relevantMovesMore fraction of jets whose score the relevant ones move more than random
   *     ones do
   */
  public record Removed(
      int count, int jets, Mean relevant, Mean hardest, Mean random, double relevantMovesMore) {}

  /** What is gathered of one jet. */
  private record OfJet(
      double[][] rank, double[][] angle, double[][] subjet, List<Removal.Change> removals) {}

  /**
   * Looks at jets.
   *
   * @param one the class whose log-odds are the score
   * @param steps of the integrated gradients
   * @throws IllegalArgumentException where the network shows nothing of its inside
   */
  public static RelevanceSample of(
      JetNetwork network, Jets jets, int one, int steps, Workers workers) {
    JetScorer scorer = network.scorer();
    Removal removal = new Removal(scorer, network.encoding(), one);
    Queue<JetProbe> idle = new ConcurrentLinkedQueue<>();
    OfJet[] found = new OfJet[jets.size()];
    workers.run(
        jets.size(),
        jet -> {
          JetProbe probe = idle.poll();
          if (probe == null) {
            probe = network.probe().orElseThrow(IllegalArgumentException::new);
          }
          Relevance relevance =
              new Attribution(probe, network.encoding(), steps).of(jets, jet, one);
          idle.add(probe);
          found[jet] = gather(jets, jet, relevance, removal);
        });
    return summed(found);
  }

  private static OfJet gather(Jets jets, int jet, Relevance relevance, Removal removal) {
    List<FourMomentum> constituents = new ArrayList<>();
    double all = 0;
    for (int row = jets.offset(jet); row < jets.offset(jet + 1); row++) {
      double[] p = jets.fourMomenta();
      constituents.add(
          new FourMomentum(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]));
      all += constituents.get(constituents.size() - 1).pt();
    }
    double[] pt = new double[constituents.size()];
    for (int i = 0; i < pt.length; i++) {
      pt[i] = constituents.get(i).pt() / all;
    }
    double[] shares = relevance.shares();
    OfJet of =
        new OfJet(
            new double[2][RANKS], new double[2][ANGLES], new double[2][SUBJETS], new ArrayList<>());
    int[] order = Relevance.descending(pt);
    int[] subjets = Subjets.of(constituents, SUBJETS);
    FourMomentum axis = jets.momentum(jet);
    for (int rank = 0; rank < order.length; rank++) {
      int i = order[rank];
      add(of.rank, rank, shares[i], pt[i]);
      add(of.subjet, subjets[i], shares[i], pt[i]);
      add(of.angle, (int) (distance(constituents.get(i), axis) / ANGLE_BIN), shares[i], pt[i]);
    }
    for (int count : COUNTS) {
      of.removals.add(count < pt.length ? removal.of(jets, jet, relevance, count, SEED) : null);
    }
    return of;
  }

  /** Adds to a group; what lies behind the last counts there. */
  private static void add(double[][] groups, int group, double relevance, double pt) {
    int at = Math.min(group, groups[0].length - 1);
    groups[0][at] += relevance;
    groups[1][at] += pt;
  }

  private static double distance(FourMomentum p, FourMomentum axis) {
    double eta = p.eta() - axis.eta();
    double phi = Math.IEEEremainder(p.phi() - axis.phi(), 2 * Math.PI);
    double distance = Math.hypot(eta, phi);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static RelevanceSample summed(OfJet[] found) {
    List<Share> rank = new ArrayList<>();
    for (int k = 0; k < RANKS; k++) {
      int at = k;
      rank.add(share(k + 1, found, jet -> jet.rank, at));
    }
    List<Share> angle = new ArrayList<>();
    for (int k = 0; k < ANGLES; k++) {
      angle.add(share((k + 0.5) * ANGLE_BIN, found, jet -> jet.angle, k));
    }
    List<Share> subjet = new ArrayList<>();
    for (int k = 0; k < SUBJETS; k++) {
      subjet.add(share(k + 1, found, jet -> jet.subjet, k));
    }
    List<Removed> removals = new ArrayList<>();
    for (int k = 0; k < COUNTS.length; k++) {
      removed(COUNTS[k], k, found, removals);
    }
    return new RelevanceSample(found.length, rank, angle, subjet, removals);
  }

  /** Picks groups of a jet. */
  private interface Groups {
    double[][] of(OfJet jet);
  }

  private static Share share(double place, OfJet[] found, Groups groups, int at) {
    List<Double> relevance = new ArrayList<>();
    List<Double> pt = new ArrayList<>();
    for (OfJet jet : found) {
      relevance.add(groups.of(jet)[0][at]);
      pt.add(groups.of(jet)[1][at]);
    }
    Mean mean = Mean.of(relevance);
    return new Share(place, mean.value(), mean.error(), Mean.of(pt).value());
  }

  private static void removed(int count, int at, OfJet[] found, List<Removed> removals) {
    List<Double> relevant = new ArrayList<>();
    List<Double> hardest = new ArrayList<>();
    List<Double> random = new ArrayList<>();
    int more = 0;
    for (OfJet jet : found) {
      Removal.Change change = jet.removals.get(at);
      if (change != null) {
        relevant.add(change.relevant());
        hardest.add(change.hardest());
        random.add(change.random());
        more += change.relevant() > change.random() ? 1 : 0;
      }
    }
    if (!relevant.isEmpty()) {
      removals.add(
          new Removed(
              count,
              relevant.size(),
              Mean.of(relevant),
              Mean.of(hardest),
              Mean.of(random),
              (double) more / relevant.size()));
    }
  }
}
