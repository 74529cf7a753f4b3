package org.lorentznet.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.numeric.RandomStream;

/** JetClass rejections against figures counted jet by jet from their definition. */
class JetClassBenchmarkTest {
  private static final List<String> CLASSES =
      List.of("QCD", "Hbb", "Hcc", "Hgg", "H4q", "Hqql", "Zqq", "Wqq", "Tbqq", "Tbl");
  private static final int JETS = 6000;

  private final double[][] probabilities = new double[JETS][10];
  private final int[] labels = new int[JETS];

  private Evaluation evaluation() {
    RandomStream random = new RandomStream(5);
    for (int j = 0; j < JETS; j++) {
      labels[j] = j % 10;
      double sum = 0;
      for (int k = 0; k < 10; k++) {
        double logit = 3 * random.nextDouble() + (k == labels[j] ? 0.5 : 0);
        probabilities[j][k] = Math.exp(logit);
        sum += probabilities[j][k];
      }
      for (int k = 0; k < 10; k++) {
        probabilities[j][k] /= sum;
      }
    }
    return Evaluation.of(
            TaggerOutput.probabilities(probabilities),
            labels,
            null,
            JetClassBenchmark.efficiencies(CLASSES))
        .withClassNames(CLASSES);
  }

  /** 1/eB at the cut on p_S / (p_S + p_QCD) whose signal efficiency is nearest. */
  private double counted(int signal, double efficiency) {
    double nearest = Double.POSITIVE_INFINITY;
    double rejection = Double.NaN;
    for (int cut = 0; cut < JETS; cut++) {
      if (labels[cut] != signal) {
        continue;
      }
      int signalPasses = 0;
      int backgroundPasses = 0;
      int of = 0;
      for (int j = 0; j < JETS; j++) {
        boolean passes = score(j, signal) >= score(cut, signal);
        of += labels[j] == signal ? 1 : 0;
        signalPasses += labels[j] == signal && passes ? 1 : 0;
        backgroundPasses += labels[j] == 0 && passes ? 1 : 0;
      }
      double distance = Math.abs((double) signalPasses / of - efficiency);
      if (distance < nearest) {
        nearest = distance;
        rejection = (double) of / backgroundPasses;
      }
    }
    return rejection;
  }

  private double score(int jet, int signal) {
    return probabilities[jet][signal] / (probabilities[jet][signal] + probabilities[jet][0]);
  }

  @Test
  void rejectionsAreThoseOfTheirDefinition() {
    Map<String, Figure> figures =
        JetClassBenchmark.of(evaluation()).stream()
            .collect(Collectors.toMap(Figure::name, figure -> figure));
    assertThat(figures).hasSize(9);
    for (int signal = 1; signal < 10; signal++) {
      double efficiency = signal == 5 ? 0.99 : signal == 9 ? 0.995 : 0.5;
      String name = "Rej" + (signal == 5 ? "99%" : signal == 9 ? "99.5%" : "50%");
      Figure figure = figures.get(name + " " + CLASSES.get(signal));
      assertThat(figure).as(CLASSES.get(signal)).isNotNull();
      double expected = counted(signal, efficiency);
      assertThat(figure.value().getAsDouble())
          .as(CLASSES.get(signal))
          .isCloseTo(expected, within(1e-9 * expected));
    }
  }

  @Test
  void otherClassesHaveNone() {
    assertThat(JetClassBenchmark.efficiencies(List.of("QCD", "top"))).isEmpty();
  }
}
