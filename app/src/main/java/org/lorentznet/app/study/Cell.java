package org.lorentznet.app.study;

import java.util.ArrayList;
import java.util.List;

/**
 * One training of a study.
 *
 * @param place of the grid in words, the same for trainings that differ in their seed only
 * @param x the place's value of the study's variable
 * @param name of the run's folder
 * @param options of {@code train} that make it what it is
 */
public record Cell(String place, double x, String name, List<String> options) {
  public Cell {
    options = List.copyOf(options);
  }

  /** The same with another seed, in a folder named after it. */
  Cell seeded(long seed) {
    List<String> seeded = new ArrayList<>(options);
    seeded.addAll(List.of("--seed", Long.toString(seed)));
    return new Cell(place, x, name.isEmpty() ? "seed-" + seed : name + "-seed-" + seed, seeded);
  }
}
