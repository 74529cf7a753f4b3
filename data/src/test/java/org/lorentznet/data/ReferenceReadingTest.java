package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.testing.SharedFiles;

/** The public data sets as they are distributed; the numbers were read with h5py and numpy. */
class ReferenceReadingTest {
  private static final double[] FIRST_TWO = {
    218.36424255371094, -172.34185791015625, 110.12910461425781, -76.50362396240234,
    153.66111755371094, -111.32046508789062, 93.16796875, -50.39071273803711
  };

  @ParameterizedTest
  @CsvSource({
    "top-reference-1000.h5, 1000, 48804, 500, 866588.3501019268",
    "lgn-1000.h5, 1000, 48804, 500, 866588.3501019268",
    "top-reference-100-plain.h5, 100, 4963, 40, 79276.17039981621",
    "top-reference-100-blosc.h5, 100, 4963, 40, 79276.17039981621",
    "top-reference-100-blosc-zstd.h5, 100, 4963, 40, 79276.17039981621"
  })
  void topTagging(String name, int jets, int constituents, int tops, double sum) {
    Jets block = Samples.jets(SharedFiles.require("data/" + name));
    assertThat(block.size()).isEqualTo(jets);
    assertThat(block.constituents()).isEqualTo(constituents);
    assertThat(block.multiplicity(0)).isEqualTo(17);
    assertThat(block.fourMomenta()).startsWith(FIRST_TWO);
    assertThat(Arrays.stream(block.fourMomenta()).sum()).isCloseTo(sum, within(1e-6));
    assertThat(Arrays.stream(block.labels().orElseThrow()).sum()).isEqualTo(tops);
  }

  @Test
  void jetFeaturesOfTheReferenceSet() {
    Jets block = Samples.jets(SharedFiles.require("data/top-reference-1000.h5"));
    assertThat(block.jetFeatures().keySet())
        .containsExactly("truthE", "truthPX", "truthPY", "truthPZ", "ttv");
    assertThat(block.jetFeatures().get("ttv").asDouble(999)).isEqualTo(2);
  }

  @Test
  void manyBlocks() {
    JetSource source = JetFiles.open(SharedFiles.require("data/simulated-top-test.h5"));
    List<Jets> blocks = Samples.blocks(source);
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(1).index(0)).isEqualTo(blocks.get(0).size());
    assertThat(blocks.stream().mapToInt(Jets::size).sum()).isEqualTo(5000);
    assertThat(blocks.stream().mapToInt(Jets::constituents).sum()).isEqualTo(228516);
    double sum = blocks.stream().mapToDouble(b -> Arrays.stream(b.fourMomenta()).sum()).sum();
    assertThat(sum).isCloseTo(4720524.998787468, within(1e-5));
  }

  @Test
  void quarkGluonFourMomenta() {
    Jets block =
        Samples.jets(SharedFiles.require("data/quark-gluon-reference-1000-fourmomenta.npz"));
    assertThat(block.size()).isEqualTo(1000);
    assertThat(block.constituents()).isEqualTo(43572);
    assertThat(block.precision()).isEqualTo(Jets.Precision.FLOAT32);
    assertThat(block.fourMomenta())
        .startsWith(
            46.936153411865234,
            -35.54732894897461,
            -29.03028678894043,
            -9.830163955688477,
            35.2320556640625);
    assertThat(Arrays.stream(block.labels().orElseThrow()).sum()).isEqualTo(500);
  }

  @Test
  void simulatedQuarkGluon() {
    Jets block = Samples.jets(SharedFiles.require("data/simulated-quark-gluon-test.npz"));
    assertThat(block.size()).isEqualTo(2000);
    assertThat(block.constituents()).isEqualTo(87517);
    assertThat(Arrays.stream(block.labels().orElseThrow()).sum()).isEqualTo(1003);
  }

  @ParameterizedTest
  @CsvSource({
    "data/cms-nanoaod-200.root, a ROOT file with run",
    "data/baseline-scores/labels.npy, a single NumPy array",
    "golden/top-published.pt, PyTorch",
    "data/README.md, neither HDF5 nor npz nor Parquet"
  })
  void otherFilesAreNamed(String name, String what) {
    Path file = SharedFiles.require(name);
    assertThatThrownBy(() -> JetFiles.open(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(what);
  }
}
