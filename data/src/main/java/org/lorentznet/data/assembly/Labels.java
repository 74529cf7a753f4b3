package org.lorentznet.data.assembly;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lorentznet.data.description.LabelRule;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** Classes of jets, looked up in a file. */
sealed interface Labels {
  /** Names in label order; empty where jets are not labelled. */
  List<String> classes();

  /** What they are made of. */
  List<Bound> bounds();

  /**
   * The class of each jet; null where jets are not labelled.
   *
   * @throws org.lorentznet.errors.BadJetException naming a jet of no class
   */
  int[] of(ChosenJets jets);

  /**
   * The class that a file's name tells.
   *
   * @throws FileFormatException where the name fits no class, or several
   */
  static Labels ofFile(ReadableFile file, LabelRule.ByFile rule) {
    Path path = file.path().toAbsolutePath().normalize();
    List<String> fitting =
        rule.classes().stream()
            .filter(name ->
                rule.patterns().get(name).stream().anyMatch(pattern -> matches(path, pattern)))
            .toList();
    if (fitting.isEmpty() && rule.optional()) {
      return new None();
    }
    if (fitting.size() != 1) {
      throw new FileFormatException(
          file,
          "its name fits "
              + (fitting.isEmpty() ? "no class" : "the classes " + String.join(", ", fitting))
              + ", one expected of "
              + rule.patterns());
    }
    return new Constant(rule.classes().indexOf(fitting.getFirst()), rule.classes());
  }

  /** Whether a pattern fits the end of a path: as many of its names as the pattern has. */
  private static boolean matches(Path path, String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int names = Math.min(Path.of(pattern).getNameCount(), path.getNameCount());
    Path end = path.subpath(path.getNameCount() - names, path.getNameCount());
    return matcher.matches(end) || matcher.matches(path);
  }

  /** No classes. */
  record None() implements Labels {
    @Override
    public List<String> classes() {
      return List.of();
    }

    @Override
    public List<Bound> bounds() {
      return List.of();
    }

    @Override
    public int[] of(ChosenJets jets) {
      return null;
    }
  }

  /** The same class for all jets. */
  record Constant(int label, List<String> classes) implements Labels {
    @Override
    public List<Bound> bounds() {
      return List.of();
    }

    @Override
    public int[] of(ChosenJets jets) {
      int[] labels = new int[jets.count()];
      Arrays.fill(labels, label);
      return labels;
    }
  }

  /** A whole number. */
  record Number(Bound value, List<String> classes) implements Labels {
    @Override
    public List<Bound> bounds() {
      return List.of(value);
    }

    @Override
    public int[] of(ChosenJets jets) {
      Column values = jets.evaluation().column(value);
      int[] labels = new int[values.size()];
      for (int j = 0; j < labels.length; j++) {
        String fault = ClassLabels.fault(values, j, classes.size());
        if (fault != null) {
          throw jets.wrong(j, fault);
        }
        labels[j] = (int) values.asDouble(j);
      }
      return labels;
    }
  }

  /** One number a class. */
  record OneHot(List<Bound> values, List<String> classes) implements Labels {
    @Override
    public List<Bound> bounds() {
      return values;
    }

    @Override
    public int[] of(ChosenJets jets) {
      List<double[]> hot = values.stream().map(jets.evaluation()::numbers).toList();
      int[] labels = new int[jets.count()];
      for (int j = 0; j < labels.length; j++) {
        labels[j] = -1;
        for (int c = 0; c < hot.size(); c++) {
          double value = hot.get(c)[j];
          boolean first = labels[j] < 0;
          if ((value != 0 && value != 1) || (value == 1 && !first)) {
            throw jets.wrong(j, fault(hot, j));
          }
          if (value == 1) {
            labels[j] = c;
          }
        }
        if (labels[j] < 0) {
          throw jets.wrong(j, fault(hot, j));
        }
      }
      return labels;
    }

    private String fault(List<double[]> hot, int jet) {
      List<String> found = new ArrayList<>();
      for (int c = 0; c < hot.size(); c++) {
        if (hot.get(c)[jet] != 0) {
          found.add(classes.get(c) + " = " + hot.get(c)[jet]);
        }
      }
      return "is of "
          + (found.isEmpty() ? "no class" : "the classes " + String.join(", ", found))
          + " (one of them 1, the others 0 expected)";
    }
  }
}
