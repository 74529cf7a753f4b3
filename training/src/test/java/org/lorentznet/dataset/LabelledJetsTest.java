package org.lorentznet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.WeightedJets;
import org.lorentznet.testing.BlockSource;

class LabelledJetsTest {
  private static List<Jets> blocks(int jets, int blockSize) {
    return Fixture.blocks(jets, blockSize, j -> j % 2);
  }

  private static JetsWanted wanted(long limit, long memory) {
    return new JetsWanted(
        "training",
        List.of("jets.test"),
        List.of("background", "signal"),
        ParticleEncoding.topTagging(),
        JetBins.ONE,
        64,
        limit,
        memory);
  }

  private static List<Double> energies(LabelledJets jets) {
    List<Double> energies = new ArrayList<>();
    try (JetStream stream = jets.open(Fixture.plain(jets))) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        for (int k = 0; k < block.fourMomenta().length; k += 4) {
          energies.add(block.fourMomenta()[k]);
        }
      }
    }
    return energies;
  }

  @Test
  void holdsJetsInMemoryAsLongAsTheyFit() {
    BlockSource source = BlockSource.anyOrder(blocks(100, 30));
    long bytes = Fixture.read(source, 64, Long.MAX_VALUE).bytes();
    assertThat(bytes).isBetween(100 * (32L + 4 + 4), 100 * 60L);
    assertThat(Fixture.read(source, 64, bytes).inMemory()).isTrue();
    LabelledJets streamed = Fixture.read(source, 64, bytes - 1);
    assertThat(streamed.inMemory()).isFalse();
    assertThat(streamed.bytes()).isEqualTo(bytes);
  }

  @Test
  void whereverJetsAreTheyAreTheSame() {
    LabelledJets held = Fixture.read(BlockSource.inOrder(blocks(100, 30)), 64, Long.MAX_VALUE);
    assertThat(held.size()).isEqualTo(100);
    assertThat(held.constituents()).isEqualTo(100);
    for (BlockSource source :
        List.of(BlockSource.anyOrder(blocks(100, 7)), BlockSource.inOrder(blocks(100, 100)))) {
      LabelledJets streamed = Fixture.read(source, 64, 0);
      assertThat(streamed.digest()).isEqualTo(held.digest());
      assertThat(energies(streamed)).isEqualTo(energies(held));
      assertThat(energies(streamed)).as("a second time").hasSize(100);
      assertThat(source.open).isZero();
    }
    LabelledJets weighted =
        Fixture.read(new WeightedJets(BlockSource.inOrder(blocks(100, 30)), "weight"), 64, 0);
    assertThat(weighted.digest()).isNotEqualTo(held.digest());
  }

  @Test
  void takesTheFirstJetsOnlyWhereLimited() {
    for (long memory : new long[] {0, Long.MAX_VALUE}) {
      for (BlockSource source :
          List.of(BlockSource.anyOrder(blocks(100, 30)), BlockSource.inOrder(blocks(100, 30)))) {
        List<Long> progress = new ArrayList<>();
        LabelledJets jets = LabelledJets.read(source, wanted(45, memory), progress::add);
        assertThat(jets.size()).isEqualTo(45);
        assertThat(energies(jets)).hasSize(45).endsWith(45.0);
        assertThat(progress.get(progress.size() - 1)).isEqualTo(45);
      }
    }
  }

  @Test
  void jetsWithoutAKnownClassAreRefused() {
    assertThatThrownBy(() ->
            Fixture.read(BlockSource.inOrder(Fixture.blocks(10, 4, j -> j == 6 ? 2 : 0)), 8, 0))
        .isInstanceOf(MismatchException.class)
        .hasMessage(
            "jets.test (training): jet 6 has label 2, expected 0 to 1 (background, signal)");
    assertThatThrownBy(() -> Fixture.read(BlockSource.inOrder(List.of()), 8, 0))
        .isInstanceOf(MismatchException.class)
        .hasMessage("jets.test (training): there are no jets");
    Jets unlabelled =
        new Jets(
            0,
            new int[] {0, 1},
            new double[] {1, 0, 0, 1},
            Jets.Precision.FLOAT64,
            Map.of(),
            Map.of(),
            null);
    assertThatThrownBy(() -> Fixture.read(BlockSource.inOrder(List.of(unlabelled)), 8, 0))
        .isInstanceOf(MismatchException.class)
        .hasMessage("jets.test (training): jets are without their class");
  }

  @Test
  void aFileThatShrinksMeanwhileIsNoticed() {
    List<Jets> blocks = new ArrayList<>(blocks(100, 50));
    JetSource shrinking =
        new JetSource() {
          @Override
          public JetSchema schema() {
            return BlockSource.inOrder(blocks).schema();
          }

          @Override
          public JetStream open() {
            return BlockSource.inOrder(blocks).open();
          }
        };
    LabelledJets jets = Fixture.read(shrinking, 64, 0);
    blocks.remove(1);
    assertThatThrownBy(() -> energies(jets))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("blocks")
        .hasMessageContaining("has changed while it was in use");
  }
}
