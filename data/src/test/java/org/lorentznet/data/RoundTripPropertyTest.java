package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;

/** Any jets, in any of the layouts that are written and read, come back bit for bit. */
class RoundTripPropertyTest {
  private static final List<String> EXTENSIONS = List.of("parquet", "npz", "h5");

  @Property(tries = 60)
  void anyJets(
      @ForAll @IntRange(min = 1, max = 40) int jets,
      @ForAll @IntRange(min = 1, max = 30) int multiplicity,
      @ForAll @IntRange(min = 0, max = 2) int features,
      @ForAll boolean single,
      @ForAll boolean labelled,
      @ForAll @IntRange(min = 0, max = 2) int extension,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Jets first = random(random, 0, jets, multiplicity, features, single, labelled);
    Jets second = random(random, jets, jets, 1, features, single, labelled);
    JetSchema schema =
        new JetSchema(
            "any",
            "any",
            OptionalLong.empty(),
            labelled ? List.of("background", "signal") : List.of(),
            List.copyOf(first.constituentFeatures().keySet()),
            List.copyOf(first.jetFeatures().keySet()),
            first.precision());
    Path file = Files.createTempFile("jets", "." + EXTENSIONS.get(extension));
    try {
      try (JetWriter writer = JetFiles.create(file, schema)) {
        writer.write(first);
        writer.write(second);
        writer.commit();
      }
      assertThat(JetFiles.open(file).schema().jets()).hasValue(2L * jets);
      // Layouts differ in where blocks end, so jets are compared one by one.
      int jet = 0;
      for (Jets block : Samples.blocks(JetFiles.open(file))) {
        for (int j = 0; j < block.size(); j++, jet++) {
          Jets expected = jet < jets ? first : second;
          assertSame(expected, jet % jets, block, j);
        }
      }
      assertThat(jet).isEqualTo(2 * jets);
    } finally {
      Files.delete(file);
    }
  }

  private static void assertSame(Jets expected, int j, Jets found, int k) {
    assertThat(found.index(k)).isEqualTo(expected.index(j));
    assertThat(found.multiplicity(k)).isEqualTo(expected.multiplicity(j));
    assertThat(found.labels().map(labels -> labels[k]))
        .isEqualTo(expected.labels().map(labels -> labels[j]));
    for (int i = 0; i < expected.multiplicity(j); i++) {
      int from = expected.offset(j) + i;
      int to = found.offset(k) + i;
      for (int c = 0; c < 4; c++) {
        assertThat(found.fourMomenta()[4 * to + c]).isEqualTo(expected.fourMomenta()[4 * from + c]);
      }
      expected
          .constituentFeatures()
          .forEach((name, column) ->
              assertThat(found.constituentFeatures().get(name).asDouble(to))
                  .isEqualTo(column.asDouble(from)));
    }
    expected
        .jetFeatures()
        .forEach((name, column) ->
            assertThat(found.jetFeatures().get(name).asDouble(k)).isEqualTo(column.asDouble(j)));
  }

  private static Jets random(
      Random random,
      long first,
      int jets,
      int multiplicity,
      int features,
      boolean single,
      boolean labelled) {
    int[] offsets = new int[jets + 1];
    for (int j = 0; j < jets; j++) {
      offsets[j + 1] = offsets[j] + 1 + random.nextInt(multiplicity);
    }
    int rows = offsets[jets];
    double[] momenta = new double[4 * rows];
    for (int i = 0; i < momenta.length; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
      double component = i % 4 == 0 ? Math.abs(value) : value;
      momenta[i] = single ? (float) component : component;
    }
    Map<String, Column> constituent = new LinkedHashMap<>();
    Map<String, Column> jet = new LinkedHashMap<>();
    if (features > 0) {
      constituent.put("charge", longs(random, rows));
      jet.put("event", longs(random, jets));
    }
    if (features > 1) {
      float[] floats = new float[rows];
      double[] doubles = new double[jets];
      for (int i = 0; i < rows; i++) {
        floats[i] = random.nextFloat();
      }
      for (int j = 0; j < jets; j++) {
        doubles[j] = random.nextDouble();
      }
      constituent.put("d0", new Column.Floats(floats));
      jet.put("weight", new Column.Doubles(doubles));
    }
    int[] labels = random.ints(jets, 0, 2).toArray();
    return new Jets(
        first,
        offsets,
        momenta,
        single ? Jets.Precision.FLOAT32 : Jets.Precision.FLOAT64,
        constituent,
        jet,
        labelled ? labels : null);
  }

  private static Column longs(Random random, int count) {
    return new Column.Longs(random.longs(count).toArray());
  }
}
