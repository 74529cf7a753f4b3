package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;

/** What is written reads back as it was, and appears complete or not at all. */
class WritingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "top-reference.h5, out.parquet",
    "top-reference.h5, out.npz",
    "top-reference.h5, out.h5",
    "top-reference-columns.h5, out.parquet",
    "lgn.h5, out.parquet",
    "lgn.h5, out.h5",
    "energyflow.npz, out.parquet",
    "energyflow.npz, out.npz",
    "energyflow.npz, out.h5",
    "npz-fourmomenta.npz, out.npz",
    "jets.parquet, out.parquet",
    "jets.parquet, out.npz",
    "jets.parquet, out.hdf5"
  })
  void readsBackAsItWas(String from, String to) {
    JetSource source = JetFiles.open(Samples.file(from));
    Path target = folder.resolve(to);
    convert(source, target);
    JetSource written = JetFiles.open(target);
    assertSame(Samples.blocks(source), Samples.blocks(written));
    assertThat(written.schema().precision()).isEqualTo(source.schema().precision());
    assertThat(written.schema().jets()).isEqualTo(source.schema().jets());
    assertThat(written.schema().constituentFeatures())
        .isEqualTo(source.schema().constituentFeatures());
    assertThat(written.schema().jetFeatures()).isEqualTo(source.schema().jetFeatures());
    if (!target.toString().contains(".h")) {
      assertThat(written.schema().classes()).isEqualTo(source.schema().classes());
    }
  }

  static void convert(JetSource source, Path target) {
    try (JetWriter writer = JetFiles.create(target, source.schema())) {
      Samples.blocks(source).forEach(writer::write);
      writer.commit();
    }
  }

  static void assertSame(List<Jets> expected, List<Jets> found) {
    assertThat(found).hasSameSizeAs(expected);
    for (int b = 0; b < found.size(); b++) {
      Jets one = expected.get(b);
      Jets other = found.get(b);
      assertThat(other.size()).isEqualTo(one.size());
      assertThat(other.index(0)).isEqualTo(one.index(0));
      for (int j = 0; j <= one.size(); j++) {
        assertThat(other.offset(j)).isEqualTo(one.offset(j));
      }
      assertThat(other.fourMomenta()).isEqualTo(one.fourMomenta());
      assertThat(other.labels().orElseThrow()).isEqualTo(one.labels().orElseThrow());
      assertColumns(one.constituentFeatures(), other.constituentFeatures());
      assertColumns(one.jetFeatures(), other.jetFeatures());
    }
  }

  private static void assertColumns(Map<String, Column> expected, Map<String, Column> found) {
    assertThat(List.copyOf(found.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    expected.forEach((name, column) -> assertSameBits(column, found.get(name)));
  }

  private static void assertSameBits(Column expected, Column found) {
    switch (expected) {
      case Column.Floats(float[] values) ->
          assertThat(((Column.Floats) found).values()).isEqualTo(values);
      case Column.Doubles(double[] values) ->
          assertThat(((Column.Doubles) found).values()).isEqualTo(values);
      case Column.Longs(long[] values) ->
          assertThat(((Column.Longs) found).values()).isEqualTo(values);
    }
  }

  @Test
  void extremeNumbersSurvive() {
    double[] momenta = {
      Double.MIN_VALUE, -0.0, 0x1.fffffffffffffp1023, 1e-300, 1, 2, 3, 4, 5, 6, 7, 8
    };
    float[] special = {Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE};
    Jets jets =
        new Jets(
            0,
            new int[] {0, 1, 3},
            momenta,
            Jets.Precision.FLOAT64,
            Map.of("f", new Column.Floats(special)),
            Map.of("event", new Column.Longs(new long[] {Long.MIN_VALUE, Long.MAX_VALUE})),
            new int[] {1, 0});
    JetSource source = held(List.of(jets));
    for (String name : List.of("a.parquet", "a.npz", "a.h5")) {
      convert(source, folder.resolve(name));
      assertSame(List.of(jets), Samples.blocks(JetFiles.open(folder.resolve(name))));
    }
  }

  @Test
  void unlabelledJetsStayUnlabelled() {
    Jets jets =
        new Jets(
            0,
            new int[] {0, 1},
            new double[] {1, 0, 0, 1},
            Jets.Precision.FLOAT64,
            Map.of(),
            Map.of(),
            null);
    for (String name : List.of("a.parquet", "a.npz", "a.h5", "a.csv")) {
      convert(held(List.of(jets)), folder.resolve(name));
      if (!name.endsWith("csv")) {
        JetSource written = JetFiles.open(folder.resolve(name));
        assertThat(written.schema().labelled()).isFalse();
        assertThat(Samples.blocks(written).getFirst().labels()).isEmpty();
      }
    }
  }

  private static JetSource held(List<Jets> blocks) {
    Jets first = blocks.getFirst();
    JetSchema schema =
        new JetSchema(
            "memory",
            "memory",
            OptionalLong.empty(),
            first.labels().isPresent() ? List.of("no", "yes") : List.of(),
            List.copyOf(first.constituentFeatures().keySet()),
            List.copyOf(first.jetFeatures().keySet()),
            first.precision());
    return new JetSource() {
      @Override
      public JetSchema schema() {
        return schema;
      }

      @Override
      public org.lorentznet.jet.JetStream open() {
        var left = new ArrayList<>(blocks);
        return new org.lorentznet.jet.JetStream() {
          @Override
          public Jets next() {
            return left.isEmpty() ? null : left.removeFirst();
          }

          @Override
          public void close() {}
        };
      }
    };
  }

  @Test
  void noJetsAtAll() {
    JetSource source = JetFiles.open(Samples.file("jets.parquet"));
    for (String name : List.of("a.parquet", "a.npz", "a.csv")) {
      Path target = folder.resolve(name);
      try (JetWriter writer = JetFiles.create(target, source.schema())) {
        writer.commit();
      }
      if (!name.endsWith("csv")) {
        assertThat(Samples.blocks(JetFiles.open(target))).isEmpty();
      }
    }
  }

  @Test
  void linesOfConstituents() throws IOException {
    Path target = folder.resolve("out.csv");
    convert(JetFiles.open(Samples.file("jets.parquet")), target);
    List<String> lines = Files.readAllLines(target);
    assertThat(lines).hasSize(1 + 2011);
    assertThat(lines.get(0)).isEqualTo("jet,label,E,px,py,pz,rank,event");
    assertThat(lines.get(1))
        .isEqualTo("0,0,150.15875,-124.64403,-30.005203,78.174194,0,1000000000000");
    assertThat(lines.get(46)).startsWith("1,1,127.57769,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.npz", "out.h5", "out.csv"})
  void nothingIsLeftWithoutCommit(String name) throws IOException {
    Path target = Files.writeString(folder.resolve(name), "older");
    JetSource source = JetFiles.open(Samples.file("lgn.h5"));
    try (JetWriter writer = JetFiles.create(target, source.schema())) {
      Samples.blocks(source).forEach(writer::write);
    }
    assertThat(target).hasContent("older");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.npz", "out.h5", "out.csv"})
  void commitReplacesAndLeavesNothingElse(String name) throws IOException {
    Path target = Files.writeString(folder.resolve(name), "older");
    convert(JetFiles.open(Samples.file("lgn.h5")), target);
    assertThat(Files.size(target)).isGreaterThan(1000);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.npz", "out.h5", "out.csv"})
  void missingFolderIsToldAtOnce(String name) {
    JetSchema schema = JetFiles.open(Samples.file("lgn.h5")).schema();
    Path target = folder.resolve("absent").resolve(name);
    assertThatThrownBy(() -> JetFiles.create(target, schema))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void unknownExtension() {
    JetSchema schema = JetFiles.open(Samples.file("lgn.h5")).schema();
    assertThatThrownBy(() -> JetFiles.create(folder.resolve("out.root"), schema))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(".parquet");
  }

  @Test
  void columnsMustNotChange() {
    Jets first = Samples.jets(Samples.file("lgn.h5"));
    Jets other = Samples.jets(Samples.file("npz-fourmomenta.npz"));
    JetSchema schema = JetFiles.open(Samples.file("lgn.h5")).schema();
    try (JetWriter writer = JetFiles.create(folder.resolve("out.parquet"), schema)) {
      writer.write(first);
      assertThatThrownBy(() -> writer.write(other))
          .isInstanceOf(MismatchException.class)
          .hasMessageContaining("jet_pt")
          .hasMessageContaining("rank");
    }
  }
}
