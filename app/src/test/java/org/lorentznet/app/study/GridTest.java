package org.lorentznet.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void anAblationIsOverPartsSizesAndSeeds() {
    List<Cell> cells = Grid.ablation(true, List.of(2), List.of(16), List.of(4L, 5L));
    assertThat(cells).hasSize(16);
    assertThat(cells.get(0)).isEqualTo(new Cell("full network", 0, "full-seed-4", seed(4)));
    assertThat(cells)
        .contains(
            new Cell(
                "without the gate",
                0,
                "without-gate-seed-5",
                List.of("--omit", "gate", "--seed", "5")),
            new Cell("width 16", 0, "width-16-seed-4", List.of("--width", "16", "--seed", "4")));
    assertThat(Grid.ablation(false, List.of(), List.of(), List.of(1L))).hasSize(5);
  }

  private static List<String> seed(int seed) {
    return List.of("--seed", Integer.toString(seed));
  }

  @Test
  void whatAPlaceOfTheGridSetsReplacesWhatIsSetForAll() {
    assertThat(
            Study.without(
                List.of("--train", "a", "b", "--width", "8", "--blocks=3", "--epochs", "2"),
                List.of("--width", "16", "--blocks", "4", "--seed", "1")))
        .containsExactly("--train", "a", "b", "--epochs", "2");
  }
}
