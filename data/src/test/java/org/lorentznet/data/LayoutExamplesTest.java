package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.json.Json;
import org.lorentznet.testing.SharedFiles;

/**
 * The descriptions in {@code examples/layouts}, and the presets that are descriptions, on the files
 * they are made for. Expected numbers come from uproot, h5py and numpy.
 */
class LayoutExamplesTest {
  private static Optional<JetLayout> example(String name) {
    Path yaml = SharedFiles.repository().resolve("examples/layouts/" + name + ".yaml");
    return Optional.of(JetLayout.of(yaml.toString()));
  }

  private static Jets read(JetSource source) {
    return Jets.join(Samples.blocks(source));
  }

  private static Path shared(String name) {
    return SharedFiles.require("data/" + name);
  }

  private static Path sample(String name) {
    return Samples.file("layouts/" + name);
  }

  private static double[] sum(Jets jets) {
    double[] sum = new double[4];
    double[] momenta = jets.fourMomenta();
    for (int k = 0; k < momenta.length; k++) {
      sum[k % 4] += momenta[k];
    }
    return sum;
  }

  private static int[] counts(Jets jets, int classes) {
    int[] counts = new int[classes];
    for (int label : jets.labels().orElseThrow()) {
      counts[label]++;
    }
    return counts;
  }

  private static double sum(Column column) {
    double sum = 0;
    for (int i = 0; i < column.size(); i++) {
      sum += column.asDouble(i);
    }
    return sum;
  }

  /** The description of a layout that is known gives what its own reader gives, to the bit. */
  @ParameterizedTest
  @CsvSource({
    "top-reference-1000.h5, top-reference",
    "simulated-quark-gluon-test.npz, quark-gluon",
    "lgn-1000.h5, lgn"
  })
  void describesWhatIsKnown(String file, String example) {
    Jets own = read(JetFiles.open(shared(file)));
    JetSource source = JetFiles.open(shared(file), example(example));
    Jets described = read(source);
    assertThat(described.fourMomenta()).isEqualTo(own.fourMomenta());
    assertThat(described.labels().orElseThrow()).isEqualTo(own.labels().orElseThrow());
    assertThat(described.precision()).isEqualTo(own.precision());
    for (int j = 0; j < own.size(); j++) {
      assertThat(described.multiplicity(j)).isEqualTo(own.multiplicity(j));
    }
    for (String name : source.schema().jetFeatures()) {
      assertThat(described.jetFeatures().get(name))
          .usingRecursiveComparison()
          .isEqualTo(own.jetFeatures().get(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "lz4", "zstd", "lzma"})
  void jetclass(String compression) {
    JetSource source = JetFiles.open(shared("jetclass-250-" + compression + ".root"));
    assertThat(source.schema().layout()).isEqualTo("jetclass");
    assertThat(source.schema().classes())
        .containsExactly("QCD", "Hbb", "Hcc", "Hgg", "H4q", "Hqql", "Zqq", "Wqq", "Tbqq", "Tbl");
    assertThat(source.schema().jetFeatures()).containsExactly("jet_pt", "jet_energy");
    Jets jets = read(source);
    assertThat(counts(jets, 10)).containsExactly(27, 23, 24, 26, 15, 25, 28, 22, 36, 24);
    assertThat(jets.constituents()).isEqualTo(10008);
    assertThat(sum(jets)[0]).isEqualTo(227659.76629453897, within(1e-6));
    assertThat(sum(jets)[1]).isEqualTo(-1004.7734182776321, within(1e-6));
  }

  @Test
  void topsOfJetclass() {
    Jets jets = read(JetFiles.open(shared("jetclass-250-zlib.root"), example("jetclass-top")));
    assertThat(counts(jets, 2)).containsExactly(27, 60);
    assertThat(jets.constituentFeatures()).containsOnlyKeys("log_pt", "log_e_rel");
  }

  @Test
  void jetclass2() {
    JetSource source = JetFiles.open(shared("jetclass2-100.parquet"));
    assertThat(source.schema().layout()).isEqualTo("jetclass2");
    assertThat(source.schema().classes()).hasSize(188);
    assertThat(source.schema().constituentFeatures())
        .contains("part_charge", "part_isElectron", "part_d0val")
        .doesNotContain("part_px");
    Jets jets = read(JetFiles.open(shared("jetclass2-100.parquet"), example("jetclass2-qcd")));
    // Of the simulation's particles 79 jets have a resonance X, and 64 of these more than one.
    assertThat(counts(jets, 3)).containsExactly(21, 15, 64);
  }

  @Test
  void cmsPfnano() {
    JetSource source = JetFiles.open(shared("cms-pfnano-10.root"), example("cms-pfnano"));
    Jets jets = read(source);
    assertThat(jets.size()).isEqualTo(24);
    assertThat(jets.constituents()).isEqualTo(1076);
    double[] sum = sum(jets);
    assertThat(sum[0]).isEqualTo(34548.885760428995, within(1e-6));
    assertThat(sum[1]).isEqualTo(-92.84607636683404, within(1e-6));
    assertThat(sum[3]).isEqualTo(4269.855322195905, within(1e-6));
    assertThat(jets.multiplicity(1)).isEqualTo(51);
    assertThat(sum(jets.constituentFeatures().get("sip3d"))).isEqualTo(1325.5451965332031);
    assertThat(((Column.Longs) jets.jetFeatures().get("event")).values())
        .startsWith(1735802, 1735802, 1735802, 1735801);
    assertThatThrownBy(() -> JetFiles.open(shared("cms-pfnano-10.root")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("a ROOT file with the trees Events, LuminosityBlocks");
  }

  @Test
  void cmsNanoaod() {
    Jets jets = read(JetFiles.open(shared("cms-nanoaod-200.root"), example("cms-nanoaod")));
    assertThat(jets.size()).isEqualTo(86);
    assertThat(jets.constituents()).isEqualTo(246);
    assertThat(sum(jets)[0]).isEqualTo(63414.910883145865, within(1e-6));
    assertThat(sum(jets)[1]).isEqualTo(104.01477635147245, within(1e-6));
    assertThat(((Column.Longs) jets.jetFeatures().get("event")).values())
        .startsWith(227291406, 227291410);
  }

  /** What make_layouts.py computed when it made the files. */
  @ParameterizedTest
  @CsvSource({
    "atlas.h5, atlas-top, atlas.h5",
    "t.hdf5, jetnet-top, t.hdf5",
    "g.hdf5, jetnet-top, g.hdf5",
    "delphes.root, delphes-towers, delphes.root/towers",
    "delphes.root, delphes-eflow, delphes.root/eflow"
  })
  void invented(String file, String example, String key) throws IOException {
    Map<String, Object> expected = Json.parseObject(Files.readString(sample("expected.json")));
    for (String part : key.split("/")) {
      expected = inner(expected, part);
    }
    Jets read = read(JetFiles.open(sample(file), example(example)));
    assertThat(read.size()).isEqualTo(((Number) expected.get("jets")).intValue());
    assertThat(read.constituents()).isEqualTo(((Number) expected.get("constituents")).intValue());
    List<?> sum = (List<?>) expected.get("sum");
    for (int c = 0; c < 4; c++) {
      assertThat(sum(read)[c]).isEqualTo(((Number) sum.get(c)).doubleValue(), within(1e-6));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> inner(Map<String, Object> json, String key) {
    return (Map<String, Object>) json.get(key);
  }

  @Test
  void jetnet() {
    JetSource source = JetFiles.open(List.of(sample("t.hdf5"), sample("g.hdf5")));
    assertThat(source.schema().layout()).isEqualTo("jetnet");
    assertThat(source.schema().classes()).containsExactly("gluon", "quark", "top", "W", "Z");
    Jets jets = read(source);
    assertThat(counts(jets, 5)).containsExactly(9, 0, 12, 0, 0);
  }

  @Test
  void weightsOfAtlas() {
    Jets jets = read(JetFiles.open(sample("atlas.h5"), example("atlas-top")));
    assertThat(jets.jetFeatures()).containsKey("weight");
    assertThat(counts(jets, 2)).containsExactly(8, 8);
  }
}
