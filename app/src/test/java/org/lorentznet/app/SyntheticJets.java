package org.lorentznet.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.Jets.Precision;
import org.lorentznet.numeric.RandomStream;

/**
 * Small jets of two classes that differ in width, made up from a seed. Every jet has a number
 * {@code event} (1000 for the first) and a {@code weight}.
 */
public final class SyntheticJets {
  private static final List<String> CLASSES = List.of("narrow", "wide");

  private SyntheticJets() {}

  /** Labelled jets in the layout of the file's extension. */
  public static Path write(Path file, int jets, long seed) {
    return write(file, make(jets, seed), CLASSES);
  }

  /** Jets in the layout of the file's extension. */
  public static Path write(Path file, Jets jets, List<String> classes) {
    JetSchema schema =
        new JetSchema(
            file.toString(),
            "synthetic",
            OptionalLong.of(jets.size()),
            classes,
            List.copyOf(jets.constituentFeatures().keySet()),
            List.copyOf(jets.jetFeatures().keySet()),
            jets.precision());
    try (JetWriter writer = JetFiles.create(file, schema)) {
      writer.write(jets);
      writer.commit();
    }
    return file;
  }

  /** Jets of 2 to 7 massless constituents about the x axis. */
  public static Jets make(int jets, long seed) {
    RandomStream random = new RandomStream(seed);
    int[] offsets = new int[jets + 1];
    int[] labels = new int[jets];
    long[] events = new long[jets];
    double[] weights = new double[jets];
    for (int j = 0; j < jets; j++) {
      offsets[j + 1] = offsets[j] + 2 + random.nextInt(6);
      labels[j] = j % 2;
      events[j] = 1000 + j;
      weights[j] = 0.5 + random.nextDouble();
    }
    double[] momenta = new double[4 * offsets[jets]];
    for (int j = 0; j < jets; j++) {
      double width = labels[j] == 1 ? 0.4 : 0.1;
      for (int row = offsets[j]; row < offsets[j + 1]; row++) {
        double px = 20 + 80 * random.nextDouble();
        double py = px * width * (2 * random.nextDouble() - 1);
        double pz = px * width * (2 * random.nextDouble() - 1);
        momenta[4 * row] = Math.sqrt(px * px + py * py + pz * pz);
        momenta[4 * row + 1] = px;
        momenta[4 * row + 2] = py;
        momenta[4 * row + 3] = pz;
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("event", new Column.Longs(events));
    columns.put("weight", new Column.Doubles(weights));
    return new Jets(0, offsets, momenta, Precision.FLOAT64, Map.of(), columns, labels);
  }
}
