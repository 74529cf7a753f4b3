package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.Jets.Precision;

/** Every layout on the committed samples; the numbers were read with h5py, numpy and pyarrow. */
class SampleReadingTest {
  private static final int JETS = 48;
  private static final int FEW = 8;

  @ParameterizedTest
  @CsvSource({
    "top-reference.h5, top-reference",
    "top-reference-contiguous.h5, top-reference",
    "top-reference-columns.h5, top-reference",
    "top-reference-blosc.h5, top-reference",
    "lgn.h5, lgn",
    "energyflow.npz, energyflow",
    "energyflow-fortran.npz, energyflow",
    "npz-fourmomenta.npz, npz-fourmomenta",
    "jets.parquet, jets",
    "jets-zstd.parquet, jets"
  })
  void layoutIsFoundFromTheContent(String name, String preset) {
    assertThat(JetFiles.layout(Samples.file(name))).isEqualTo(Layout.named(preset));
  }

  @Test
  void topReference() {
    JetSource source = JetFiles.open(Samples.file("top-reference.h5"));
    JetSchema schema = source.schema();
    assertThat(schema.jets()).hasValue(JETS);
    assertThat(schema.classes()).containsExactly("QCD", "top");
    assertThat(schema.jetFeatures())
        .containsExactly("truthE", "truthPX", "truthPY", "truthPZ", "ttv");
    assertThat(schema.constituentFeatures()).isEmpty();
    assertThat(schema.precision()).isEqualTo(Precision.FLOAT32);
    Jets jets = Samples.jets(Samples.file("top-reference.h5"));
    assertThat(jets.size()).isEqualTo(JETS);
    assertThat(jets.constituents()).isEqualTo(2011);
    assertThat(multiplicities(jets, FEW)).containsExactly(45, 47, 45, 23, 24, 74, 55, 39);
    assertThat(first(jets, 1))
        .containsExactly(
            127.57769012451172, -8.31540298461914, -116.42257690429688, -51.5044059753418);
    assertThat(sum(jets)).isEqualTo(41499.79023932593, org.assertj.core.data.Offset.offset(1e-8));
    assertThat(jets.labels().orElseThrow()).startsWith(0, 1, 0, 0, 0, 0, 1, 1, 1, 0);
    assertThat(jets.jetFeatures().get("ttv")).isInstanceOf(Column.Longs.class);
    assertThat(jets.jetFeatures().get("ttv").asDouble(0)).isEqualTo(2);
    assertThat(jets.jetFeatures().get("truthE")).isInstanceOf(Column.Floats.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top-reference-contiguous.h5",
        "top-reference-columns.h5",
        "top-reference-blosc.h5",
        "lgn.h5",
        "npz-fourmomenta.npz",
        "jets.parquet",
        "jets-zstd.parquet",
        "jets-index.parquet"
      })
  void otherLayoutsHoldTheSameJets(String name) {
    Jets expected = Samples.jets(Samples.file("top-reference.h5"));
    Jets found = Samples.jets(Samples.file(name));
    int count = found.size();
    assertThat(count).isIn(FEW, JETS);
    Jets part = expected.slice(0, count);
    assertThat(multiplicities(found, count)).isEqualTo(multiplicities(part, count));
    assertThat(found.fourMomenta()).isEqualTo(part.fourMomenta());
    assertThat(found.labels().orElseThrow()).isEqualTo(part.labels().orElseThrow());
  }

  @Test
  void furtherColumnsOfLgn() {
    Jets jets = Samples.jets(Samples.file("lgn.h5"));
    assertThat(jets.precision()).isEqualTo(Precision.FLOAT64);
    assertThat(jets.jetFeatures()).containsOnlyKeys("jet_pt");
    assertThat(jets.jetFeatures().get("jet_pt").asDouble(1)).isEqualTo(625.6226497703566);
    assertThat(JetFiles.open(Samples.file("lgn.h5")).schema().classes())
        .containsExactly("background", "signal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz-fourmomenta.npz", "jets.parquet"})
  void furtherColumnsByName(String name) {
    JetSchema schema = JetFiles.open(Samples.file(name)).schema();
    assertThat(schema.precision()).isEqualTo(Precision.FLOAT32);
    Jets jets = Samples.jets(Samples.file(name));
    assertThat(jets.jetFeatures()).containsOnlyKeys("event");
    assertThat(((Column.Longs) jets.jetFeatures().get("event")).values()[47])
        .isEqualTo(1_000_000_000_047L);
    Column rank = jets.constituentFeatures().get("rank");
    assertThat(rank).isInstanceOf(Column.Longs.class);
    for (int jet = 0; jet < jets.size(); jet++) {
      for (int i = 0; i < jets.multiplicity(jet); i++) {
        assertThat(rank.asDouble(jets.offset(jet) + i)).isEqualTo(i);
      }
    }
  }

  @Test
  void namesOfClasses() {
    assertThat(JetFiles.open(Samples.file("jets.parquet")).schema().classes())
        .containsExactly("qcd", "top");
    assertThat(JetFiles.open(Samples.file("jets-zstd.parquet")).schema().classes())
        .containsExactly("0", "1");
    assertThat(JetFiles.open(Samples.file("npz-fourmomenta.npz")).schema().classes())
        .containsExactly("0", "1");
  }

  @Test
  void energyFlow() {
    JetSource source = JetFiles.open(Samples.file("energyflow.npz"));
    assertThat(source.schema().classes()).containsExactly("gluon", "quark");
    assertThat(source.schema().constituentFeatures()).containsExactly("pid");
    Jets jets = Samples.jets(Samples.file("energyflow.npz"));
    assertThat(jets.size()).isEqualTo(JETS);
    assertThat(jets.constituents()).isEqualTo(2140);
    assertThat(jets.labels().orElseThrow()).startsWith(1, 1, 0, 0, 1, 0, 1);
    assertThat(((Column.Longs) jets.constituentFeatures().get("pid")).values())
        .startsWith(211, 130);
    double[] expected = {
      258.89149806956357, -63.018878280931276, 198.09215881665594, -154.3143087609798,
      130.52720604249652, -31.497016315269498, 99.73523455454091, -78.08921085616997
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(jets.fourMomenta()[i])
          .isCloseTo(expected[i], org.assertj.core.data.Percentage.withPercentage(1e-13));
    }
  }

  @Test
  void fortranOrderAndBigEndian() {
    Jets expected = Samples.jets(Samples.file("energyflow.npz")).slice(0, FEW);
    Jets found = Samples.jets(Samples.file("energyflow-fortran.npz"));
    assertThat(found.constituents()).isEqualTo(335);
    assertThat(((Column.Longs) found.constituentFeatures().get("pid")).values())
        .isEqualTo(((Column.Longs) expected.constituentFeatures().get("pid")).values());
    for (int i = 0; i < found.fourMomenta().length; i++) {
      assertThat(found.fourMomenta()[i])
          .isCloseTo(expected.fourMomenta()[i], org.assertj.core.data.Offset.offset(1e-3));
    }
    assertThat(found.labels().orElseThrow()).isEqualTo(expected.labels().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"top-reference.h5", "lgn.h5", "energyflow.npz", "jets.parquet"})
  void canBeReadAgain(String name) {
    JetSource source = JetFiles.open(Samples.file(name));
    double[] once = Samples.blocks(source).getFirst().fourMomenta();
    assertThat(Samples.blocks(source).getFirst().fourMomenta()).isEqualTo(once);
  }

  private static int[] multiplicities(Jets jets, int count) {
    int[] multiplicities = new int[count];
    for (int j = 0; j < count; j++) {
      multiplicities[j] = jets.multiplicity(j);
    }
    return multiplicities;
  }

  private static double[] first(Jets jets, int jet) {
    return java.util.Arrays.copyOfRange(
        jets.fourMomenta(), 4 * jets.offset(jet), 4 * jets.offset(jet) + 4);
  }

  private static double sum(Jets jets) {
    return java.util.Arrays.stream(jets.fourMomenta()).sum();
  }

  @Test
  void severalFilesAreOneSource() {
    JetSource joined =
        JetFiles.open(
            List.of(Samples.file("top-reference.h5"), Samples.file("top-reference-contiguous.h5")));
    assertThat(joined.schema().jets()).hasValue(JETS + FEW);
    assertThat(joined.schema().layout()).isEqualTo("top-reference");
    List<Jets> blocks = Samples.blocks(joined);
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(1).index(0)).isEqualTo(JETS);
    assertThat(first(blocks.get(1), 0)).isEqualTo(first(blocks.get(0), 0));
  }
}
