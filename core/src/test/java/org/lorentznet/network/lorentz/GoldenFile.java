package org.lorentznet.network.lorentz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.model.Safetensors;
import org.lorentznet.testing.SharedFiles;

/** Float64 truth: a network's weights, a batch of jets, and what comes out. */
final class GoldenFile {
  final String name;
  final LorentzNetConfiguration configuration;
  final JetBatch batch;
  final Safetensors truth;
  private final Safetensors weights;
  private final String weightPrefix;
  private final int[] paddedRows;

  private GoldenFile(
      String name,
      LorentzNetConfiguration configuration,
      JetBatch batch,
      Safetensors truth,
      Safetensors weights,
      String weightPrefix,
      int[] paddedRows) {
    this.name = name;
    this.configuration = configuration;
    this.batch = batch;
    this.truth = truth;
    this.weights = weights;
    this.weightPrefix = weightPrefix;
    this.paddedRows = paddedRows;
  }

  /** The files of the repository. */
  static List<GoldenFile> committed() {
    Path folder = SharedFiles.repository().resolve("core/src/test/resources/golden");
    List<GoldenFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.sorted().forEach(path -> files.add(committed(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static GoldenFile committed(Path path) {
    Safetensors file = Safetensors.read(path);
    JsonObject json =
        new JsonObject(path.toString(), Json.parseObject(file.metadata().get("configuration")));
    LorentzNetConfiguration configuration =
        configuration(
            json.integer("width", 1, 100),
            json.integer("blocks", 1, 100),
            json.integer("classes", 2, 100),
            json.integer("scalars", 1, 100),
            json.number("coordinate_scale"),
            json.has("coordinate_clamp")
                ? OptionalDouble.of(json.number("coordinate_clamp"))
                : OptionalDouble.empty(),
            json.has("pooling_divisor")
                ? OptionalDouble.of(json.number("pooling_divisor"))
                : OptionalDouble.empty());
    JetBatch batch =
        new JetBatch(
            toInts(file.longs("offsets")),
            file.doubles("p4"),
            file.floats("scalars"),
            toInts(file.longs("labels")));
    String name = path.getFileName().toString().replace(".safetensors", "");
    return new GoldenFile(name, configuration, batch, file, file, "weights.", null);
  }

  /** A file of {@code ../shared/golden}, e.g. {@code ("top", "eval")}; skips where it is absent. */
  static GoldenFile published(String task, String mode) {
    Safetensors file =
        Safetensors.read(SharedFiles.require("golden/" + task + "-" + mode + ".safetensors"));
    Safetensors weights =
        Safetensors.read(SharedFiles.require("golden/" + task + "-published.safetensors"));
    double divisor = file.longs("pool_size")[0];
    int[] shape = file.shape("p4");
    int scalars = file.shape("scalars")[2];
    LorentzNetConfiguration configuration =
        configuration(
            72,
            6,
            2,
            scalars,
            task.equals("top") ? 5e-3 : 1e-3,
            OptionalDouble.of(100),
            divisor > 0 ? OptionalDouble.of(divisor) : OptionalDouble.empty());
    long[] mask = file.longs("mask");
    int jets = shape[0];
    int[] offsets = new int[jets + 1];
    List<Integer> rows = new ArrayList<>();
    for (int jet = 0; jet < jets; jet++) {
      for (int i = 0; i < shape[1]; i++) {
        if (mask[jet * shape[1] + i] != 0) {
          rows.add(jet * shape[1] + i);
        }
      }
      offsets[jet + 1] = rows.size();
    }
    int[] padded = rows.stream().mapToInt(Integer::intValue).toArray();
    double[] p4 = new double[4 * padded.length];
    float[] s = new float[scalars * padded.length];
    double[] allP4 = file.doubles("p4");
    float[] allScalars = file.floats("scalars");
    for (int row = 0; row < padded.length; row++) {
      System.arraycopy(allP4, 4 * padded[row], p4, 4 * row, 4);
      System.arraycopy(allScalars, scalars * padded[row], s, scalars * row, scalars);
    }
    JetBatch batch = new JetBatch(offsets, p4, s, toInts(file.longs("label")));
    return new GoldenFile(task, configuration, batch, file, weights, "", padded);
  }

  private static LorentzNetConfiguration configuration(
      int width,
      int blocks,
      int classes,
      int scalars,
      double scale,
      OptionalDouble clamp,
      OptionalDouble divisor) {
    List<ParticleScalar> any = Collections.nCopies(scalars, new ParticleScalar.Constant(0));
    return new LorentzNetConfiguration(
        width, blocks, classes, new ParticleEncoding(any, List.of()), scale, clamp, divisor, 0);
  }

  private static int[] toInts(long[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  /** The network with its weights. */
  LorentzNet network() {
    LorentzNet network = new LorentzNet(configuration);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (String tensor : weights.names()) {
      if (tensor.startsWith(weightPrefix)) {
        values.put(tensor.substring(weightPrefix.length()), weights.floats(tensor));
      }
    }
    network.parameters().load(values, name);
    return network;
  }

  /**
   * Rows of a true tensor that belong to the real particles of its first jets.
   *
   * @param columns numbers a particle
   * @return as many rows as the truth covers
   */
  double[] particleRows(String tensor, int columns) {
    double[] all = truth.doubles(tensor);
    if (paddedRows == null) {
      return all;
    }
    int covered = all.length / columns;
    int count = 0;
    while (count < paddedRows.length && paddedRows[count] < covered) {
      count++;
    }
    double[] rows = new double[count * columns];
    for (int row = 0; row < count; row++) {
      System.arraycopy(all, paddedRows[row] * columns, rows, row * columns, columns);
    }
    return rows;
  }

  @Override
  public String toString() {
    return name;
  }
}
