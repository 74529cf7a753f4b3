package org.lorentznet.app.study;

import java.util.ArrayList;
import java.util.List;

/** The trainings of each kind of study. */
public final class Grid {
  /** Parts that an ablation leaves out one by one: how a row is called, and the options. */
  private static final List<Cell> PARTS =
      List.of(
          new Cell("full network", 0, "full", List.of()),
          without("the Minkowski dot product", "dot-product"),
          without("the Minkowski norm", "norm"),
          without("the coordinate update", "coordinate-update"),
          without("the gate", "gate"),
          new Cell("without beams", 0, "without-beams", List.of("--reference-vectors", "none")));

  private Grid() {}

  private static Cell without(String what, String part) {
    return new Cell("without " + what, 0, "without-" + part, List.of("--omit", part));
  }

  /** The same training over seeds. */
  public static List<Cell> seeds(List<Long> seeds) {
    return over(seeds, List.of(new Cell("all trainings", 0, "", List.of())));
  }

  /** Trainings on the first jets only. */
  public static List<Cell> jets(List<Long> counts, List<Long> seeds) {
    List<Cell> places = new ArrayList<>();
    for (long count : counts) {
      places.add(
          new Cell(
              count + " jets", count, "jets-" + count, List.of("--limit", Long.toString(count))));
    }
    return over(seeds, places);
  }

  /**
   * The network whole and without each of its parts, and of other sizes.
   *
   * @param beams whether there are any to leave out
   */
  public static List<Cell> ablation(
      boolean beams, List<Integer> depths, List<Integer> widths, List<Long> seeds) {
    List<Cell> places = new ArrayList<>(beams ? PARTS : PARTS.subList(0, PARTS.size() - 1));
    for (int depth : depths) {
      places.add(size(depth + " blocks", "blocks-" + depth, "--blocks", depth));
    }
    for (int width : widths) {
      places.add(size("width " + width, "width-" + width, "--width", width));
    }
    return over(seeds, places);
  }

  private static Cell size(String place, String name, String option, int value) {
    return new Cell(place, 0, name, List.of(option, Integer.toString(value)));
  }

  /** Trainings that leave out a part of the jets each, on which they are validated. */
  public static List<Cell> folds(int folds, List<Long> seeds) {
    List<Cell> places = new ArrayList<>();
    for (int fold = 1; fold <= folds; fold++) {
      places.add(new Cell("all folds", 0, "fold-" + fold, List.of("--fold", fold + "/" + folds)));
    }
    return over(seeds, places);
  }

  private static List<Cell> over(List<Long> seeds, List<Cell> places) {
    return places.stream().flatMap(place -> seeds.stream().map(place::seeded)).toList();
  }
}
