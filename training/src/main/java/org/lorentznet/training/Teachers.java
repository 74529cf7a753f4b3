package org.lorentznet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lorentznet.dataset.JetBatches;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.Softmax;

/**
 * What networks say of training jets, to one that learns from them. Since a jet's score depends on
 * the jet alone, each is scored once and remembered, as far as there is room.
 */
final class Teachers {
  /** Numbers that are remembered at most: 128 MB. */
  private static final int ROOM = 1 << 25;

  private final List<JetScorer> scorers = new ArrayList<>();
  private final List<ParticleEncoding> encodings = new ArrayList<>();
  private final int classes;
  private final float temperature;

  /** For the jet of each number its probabilities; NaN where it was not asked for yet. */
  private float[] known = new float[0];

  /**
   * @throws MismatchException where a teacher has another number of classes
   */
  Teachers(List<JetNetwork> networks, int classes, double temperature) {
    this.classes = classes;
    this.temperature = (float) temperature;
    for (JetNetwork network : networks) {
      if (network.classes() != classes) {
        throw new MismatchException(
            "a teacher has " + network.classes() + " classes, the network " + classes);
      }
      scorers.add(network.scorer());
      encodings.add(network.encoding());
    }
  }

  /** The mean probabilities of a batch's jets: jets x classes, row-major. */
  float[] opinions(JetBatches.Batch jets, Workers workers) {
    float[] opinions = new float[jets.size() * classes];
    int[] unknown = new int[jets.size()];
    int count = 0;
    for (int j = 0; j < jets.size(); j++) {
      long at = jets.number(j) * classes;
      if (at + classes <= known.length && !Float.isNaN(known[(int) at])) {
        System.arraycopy(known, (int) at, opinions, j * classes, classes);
      } else {
        unknown[count++] = j;
      }
    }
    if (count > 0) {
      ask(jets, Arrays.copyOf(unknown, count), opinions, workers);
    }
    return opinions;
  }

  private void ask(JetBatches.Batch jets, int[] which, float[] opinions, Workers workers) {
    float[] logits = new float[which.length * classes];
    double[] probabilities = new double[classes];
    double[] sums = new double[which.length * classes];
    for (int t = 0; t < scorers.size(); t++) {
      JetBatch batch =
          encodings
              .get(t)
              .encode(
                  Arrays.stream(which).mapToObj(jets.blocks()::get).toList(),
                  Arrays.stream(which).map(j -> jets.places()[j]).toArray());
      scorers.get(t).score(batch, workers, logits);
      for (int i = 0; i < logits.length; i++) {
        logits[i] /= temperature;
      }
      for (int j = 0; j < which.length; j++) {
        Softmax.probabilities(logits, j * classes, probabilities);
        for (int k = 0; k < classes; k++) {
          sums[j * classes + k] += probabilities[k] / scorers.size();
        }
      }
    }
    for (int j = 0; j < which.length; j++) {
      for (int k = 0; k < classes; k++) {
        opinions[which[j] * classes + k] = (float) sums[j * classes + k];
      }
      remember(jets.number(which[j]), opinions, which[j] * classes);
    }
  }

  private void remember(long jet, float[] opinions, int from) {
    long end = (jet + 1) * classes;
    if (end > ROOM) {
      return;
    }
    if (end > known.length) {
      int size = known.length;
      known = Arrays.copyOf(known, (int) Math.min(ROOM, Math.max(2 * end, 1 << 16)));
      Arrays.fill(known, size, known.length, Float.NaN);
    }
    System.arraycopy(opinions, from, known, (int) (end - classes), classes);
  }
}
