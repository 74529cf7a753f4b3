package org.lorentznet.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.testing.BlockSource;

class JetDigestTest {
  /** What a block is made of. */
  private static final class Parts {
    int[] offsets = {0, 1, 3};
    double[] momenta = {5, 4, 0, 0, 10, 0, 0, 10, 7, 0, 7, 0};
    long[] codes = {22, -211, 130};
    double[] masses = {3, 4};
    int[] labels = {1, 0};

    Jets jets() {
      return new Jets(
          0,
          offsets,
          momenta,
          Jets.Precision.FLOAT64,
          Map.of("pid", new Column.Longs(codes)),
          Map.of("mass", new Column.Doubles(masses)),
          labels);
    }
  }

  private static String digest(Jets... blocks) {
    JetDigest digest = new JetDigest(List.of("pid"), List.of("mass"));
    for (Jets block : blocks) {
      digest.add(block);
    }
    return digest.finish();
  }

  @Test
  void blocksDoNotMatterButEveryValueDoes() {
    Jets jets = new Parts().jets();
    String whole = digest(jets);
    assertThat(whole).matches("sha256:[0-9a-f]{64}");
    assertThat(digest(jets.slice(0, 1), jets.slice(1, 2))).isEqualTo(whole);
    List<Consumer<Parts>> changes = new ArrayList<>();
    changes.add(parts -> parts.offsets[1] = 2);
    changes.add(parts -> parts.momenta[11] = 1e-300);
    changes.add(parts -> parts.momenta[11] = -0.0);
    changes.add(parts -> parts.codes[2] = 131);
    changes.add(parts -> parts.masses[1] = Math.nextUp(4.0));
    changes.add(parts -> parts.labels[0] = 0);
    for (Consumer<Parts> change : changes) {
      Parts parts = new Parts();
      change.accept(parts);
      assertThat(digest(parts.jets())).isNotEqualTo(whole);
    }
    assertThat(digest(jets.withWeights(new double[] {1, 1}))).isNotEqualTo(whole);
    assertThat(digest(jets, jets)).isNotEqualTo(whole);
  }

  @Test
  void weightsComeFromAColumn() {
    Jets jets = new Parts().jets();
    JetSource source = BlockSource.anyOrder(List.of(jets));
    WeightedJets weighted = new WeightedJets(source, "mass");
    try (JetStream stream = weighted.open();
        JetAccess access = weighted.access().orElseThrow()) {
      assertThat(stream.next().weights().orElseThrow()).containsExactly(3, 4);
      assertThat(stream.next()).isNull();
      assertThat(access.rows()).isEqualTo(2);
      assertThat(access.read(1, 1).weight(0)).isEqualTo(4);
    }
    assertThatThrownBy(() -> new WeightedJets(source, "weight"))
        .isInstanceOf(MismatchException.class)
        .hasMessage("blocks: there is no jet column 'weight' to take weights from; found: mass");
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e-200}) {
      Parts parts = new Parts();
      parts.masses[1] = wrong;
      JetSource bad = BlockSource.inOrder(List.of(parts.jets()));
      try (JetStream stream = new WeightedJets(bad, "mass").open()) {
        assertThatThrownBy(stream::next)
            .isInstanceOf(BadJetException.class)
            .hasMessageContaining("jet 1: has weight " + wrong + " in column 'mass'");
      }
    }
  }
}
