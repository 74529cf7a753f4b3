package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Separation;
import org.lorentznet.metrics.WorkingPoint;

/**
 * The rejections that papers on the JetClass data set quote (H. Qu, C. Li, S. Qian,
 * arXiv:2202.03772, table 1): of QCD jets, by p_S / (p_S + p_QCD), at a signal efficiency of 50 %,
 * but 99 % for H -> l nu qq' and 99.5 % for t -> b l nu, which are easy to tell.
 */
public final class JetClassBenchmark {
  private static final String BACKGROUND = "QCD";
  private static final List<String> CLASSES =
      List.of(BACKGROUND, "Hbb", "Hcc", "Hgg", "H4q", "Hqql", "Zqq", "Wqq", "Tbqq", "Tbl");

  private JetClassBenchmark() {}

  /** The efficiencies that classes of these names are published for; none for others. */
  public static double[] efficiencies(List<String> classNames) {
    return classNames.equals(CLASSES) ? new double[] {0.5, 0.99, 0.995} : new double[0];
  }

  private static double efficiency(String signal) {
    return switch (signal) {
      case "Hqql" -> 0.99;
      case "Tbl" -> 0.995;
      default -> 0.5;
    };
  }

  /** The published rejections that an evaluation has. */
  static List<Figure> of(Evaluation evaluation) {
    List<Figure> figures = new ArrayList<>();
    if (!evaluation.classNames().equals(CLASSES)) {
      return figures;
    }
    for (Separation separation : evaluation.pairwise()) {
      String signal = evaluation.classNames().get(separation.signal());
      String background = evaluation.classNames().get(separation.background().getAsInt());
      for (WorkingPoint point : separation.workingPoints()) {
        if (background.equals(BACKGROUND) && point.efficiencyAsked() == efficiency(signal)) {
          figures.add(published(signal, point));
        }
      }
    }
    return figures;
  }

  private static Figure published(String signal, WorkingPoint point) {
    String name = "Rej" + Numbers.percent(point.efficiencyAsked()).replace(" ", "") + " " + signal;
    return new Figure(
        name,
        Latex.escape(name),
        point.rejection(),
        point.low(),
        point.high(),
        true,
        "Clopper-Pearson");
  }
}
