package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.lorentznet.app.report.JetPicture;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.metrics.TaggerOutput;

/** The jets on which a tagger is most wrong. */
final class Mistakes {
  /** Pictures on a page. */
  private static final int MOST = 12;

  private Mistakes() {}

  /** A jet and how little of its true class it was given. */
  private record Mistake(int jet, double score) {}

  /** Draws the worst jets of each class; a second pass over the source. */
  static List<JetPicture> draw(ScoredJets scored, JetSource source) {
    Map<Integer, String> captions = new TreeMap<>();
    int classes = scored.output().classes();
    for (int c = 0; c < classes; c++) {
      for (Mistake mistake : worst(scored, c, Math.max(1, MOST / classes))) {
        captions.put(mistake.jet(), caption(scored, mistake));
      }
    }
    Map<Integer, JetPicture> pictures = new TreeMap<>();
    try (JetStream stream = source.open()) {
      int first = 0;
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        for (int j = 0; j < block.size(); j++) {
          String caption = captions.get(first + j);
          if (caption != null) {
            pictures.put(first + j, JetPicture.of(block, j, caption));
          }
        }
        first += block.size();
      }
    }
    return pictures.values().stream()
        .sorted(Comparator.comparing((JetPicture picture) -> picture.caption().split(": ")[1]))
        .toList();
  }

  /** Misclassified jets of a class, those with the lowest score for it. */
  private static List<Mistake> worst(ScoredJets scored, int label, int most) {
    TaggerOutput output = scored.output();
    PriorityQueue<Mistake> worst =
        new PriorityQueue<>(Comparator.comparingDouble((Mistake m) -> -m.score()));
    for (int j = 0; j < output.jets(); j++) {
      if (scored.truth().labels()[j] == label && output.predicted(j) != label) {
        worst.add(new Mistake(j, output.score(j, label)));
        if (worst.size() > most) {
          worst.remove();
        }
      }
    }
    return new ArrayList<>(worst);
  }

  private static String caption(ScoredJets scored, Mistake mistake) {
    List<String> names = scored.truth().classes();
    int label = scored.truth().labels()[mistake.jet()];
    int taken = scored.output().predicted(mistake.jet());
    double loss = scored.output().crossEntropy(mistake.jet(), label);
    return "jet "
        + mistake.jet()
        + ": "
        + names.get(label)
        + " taken for "
        + names.get(taken)
        + (Double.isNaN(loss)
            ? ""
            : String.format(
                Locale.ROOT, ", p(%s) = %.2g", names.get(label), StrictMath.exp(-loss)));
  }
}
