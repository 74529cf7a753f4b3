package org.lorentznet.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;
import org.lorentznet.json.Json;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.numeric.RandomStream;

/** Made-up jets with particle codes, in all the forms that requests have. */
final class TestJets {
  private static final long[] CODES = {211, -211, 22, 11, 2112, 130};

  private TestJets() {}

  static Jets make(int jets, long seed) {
    RandomStream random = new RandomStream(seed);
    int[] offsets = new int[jets + 1];
    for (int j = 0; j < jets; j++) {
      offsets[j + 1] = offsets[j] + 1 + random.nextInt(12);
    }
    double[] momenta = new double[4 * offsets[jets]];
    long[] codes = new long[offsets[jets]];
    for (int row = 0; row < offsets[jets]; row++) {
      double square = 0;
      for (int c = 1; c < 4; c++) {
        double p = 40 * random.nextDouble() + (c == 1 ? 60 : -20);
        momenta[4 * row + c] = p;
        square += p * p;
      }
      momenta[4 * row] = Math.sqrt(square) + 0.1 * random.nextDouble();
      codes[row] = CODES[random.nextInt(CODES.length)];
    }
    return new Jets(
        0,
        offsets,
        momenta,
        Jets.Precision.FLOAT64,
        Map.of("pid", new Column.Longs(codes)),
        Map.of(),
        null);
  }

  /** What a model makes of jets, without any server. */
  static float[] logits(Path model, Jets jets) {
    Tagger tagger = ModelFile.read(model);
    float[] logits = new float[jets.size() * tagger.classes().size()];
    tagger
        .network()
        .scorer()
        .score(tagger.network().encoding().encode(jets), Workers.CALLER, logits);
    return logits;
  }

  /** As a request with rows of four numbers. */
  static String json(Jets jets) {
    List<Object> list = new ArrayList<>();
    for (int j = 0; j < jets.size(); j++) {
      List<Object> rows = new ArrayList<>();
      List<Object> codes = new ArrayList<>();
      for (int row = jets.offset(j); row < jets.offset(j + 1); row++) {
        double[] p = jets.fourMomenta();
        rows.add(List.of(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]));
        codes.add(jets.constituentFeatures().get("pid").asDouble(row));
      }
      list.add(Map.of("four_momenta", rows, "pid", codes));
    }
    return Json.write(Map.of("jets", list));
  }

  /** As a request with a list for each component, after one that nobody needs. */
  static String jsonColumns(Jets jets) {
    List<Object> list = new ArrayList<>();
    for (int j = 0; j < jets.size(); j++) {
      Map<String, Object> jet = new LinkedHashMap<>();
      jet.put("comment", Map.of("nested", List.of(1, 2)));
      for (int c = 3; c >= 0; c--) {
        List<Object> values = new ArrayList<>();
        for (int row = jets.offset(j); row < jets.offset(j + 1); row++) {
          values.add(jets.fourMomenta()[4 * row + c]);
        }
        jet.put(List.of("E", "px", "py", "pz").get(c), values);
      }
      list.add(jet);
    }
    return Json.write(Map.of("jets", list));
  }

  /** As a file in the layout of its extension. */
  static Path write(Path file, Jets jets) {
    JetSchema schema =
        new JetSchema(
            file.toString(),
            "test",
            OptionalLong.of(jets.size()),
            List.of(),
            List.copyOf(jets.constituentFeatures().keySet()),
            List.of(),
            jets.precision());
    try (JetWriter writer = JetFiles.create(file, schema)) {
      writer.write(jets);
      writer.commit();
    }
    return file;
  }
}
