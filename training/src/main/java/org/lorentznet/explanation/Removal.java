package org.lorentznet.explanation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.Softmax;
import org.lorentznet.numeric.RandomStream;

/**
 * How far a score moves when some constituents are taken away: the check that relevance is real.
 */
public final class Removal {
  /** How often random constituents are drawn. */
  private static final int DRAWS = 5;

  private final JetScorer scorer;
  private final ParticleEncoding encoding;
  private final int one;

  /**
   * @param scorer of a network
   * @param encoding the network's
   * @param one the class whose log-odds are the score
   */
  public Removal(JetScorer scorer, ParticleEncoding encoding, int one) {
    this.scorer = scorer;
    this.encoding = encoding;
    this.one = one;
  }

  /**
   * Absolute changes of one jet's score.
   *
   * @param relevant where the constituents of largest relevance are taken away
   * @param hardest where those of most transverse momentum are
   * @param random the mean of five draws at random
   */
  public record Change(double relevant, double hardest, double random) {}

  /**
   * Takes some constituents of a jet away.
   *
   * @param count how many, fewer than the jet has
   * @param seed the draws are a function of it and of the jet's number
   */
  public Change of(Jets jets, int jet, Relevance relevance, int count, long seed) {
    JetBatch whole = encoding.encode(jets, jet, jet + 1);
    int constituents = jets.multiplicity(jet);
    double[] pt =
        IntStream.range(jets.offset(jet), jets.offset(jet + 1))
            .mapToDouble(
                row -> Math.hypot(jets.fourMomenta()[4 * row + 1], jets.fourMomenta()[4 * row + 2]))
            .toArray();
    double before = score(whole);
    double random = 0;
    RandomStream stream = new RandomStream(RandomStream.key(seed, jets.index(jet), count));
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] order = stream.permutation(constituents);
      random += Math.abs(score(without(whole, order, count)) - before) / DRAWS;
    }
    return new Change(
        Math.abs(score(without(whole, relevance.order(), count)) - before),
        Math.abs(score(without(whole, Relevance.descending(pt), count)) - before),
        random);
  }

  /** ln(p / (1 - p)) of the class. */
  private double score(JetBatch jet) {
    float[] logits = new float[scorer.classes()];
    scorer.score(jet, Workers.CALLER, logits);
    return Softmax.logOdds(logits, 0, logits.length, one);
  }

  /** The jet without the first {@code count} of some constituents. */
  private JetBatch without(JetBatch jet, int[] order, int count) {
    int references = encoding.referenceVectors().size();
    boolean[] gone = new boolean[jet.particles()];
    for (int k = 0; k < count; k++) {
      gone[references + order[k]] = true;
    }
    int perParticle = jet.scalars().length / jet.particles();
    int left = jet.particles() - count;
    double[] momenta = new double[4 * left];
    float[] scalars = new float[perParticle * left];
    int to = 0;
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        System.arraycopy(jet.fourMomenta(), 4 * i, momenta, 4 * to, 4);
        System.arraycopy(jet.scalars(), perParticle * i, scalars, perParticle * to, perParticle);
        to++;
      }
    }
    return new JetBatch(new int[] {0, left}, momenta, scalars, Arrays.copyOf(jet.labels(), 1));
  }
}
