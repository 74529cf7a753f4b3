package org.lorentznet.model;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.calibration.Calibration;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.Tensor;

/**
 * A tagger as one safetensors file: tensors under their published names, and under {@code
 * lorentznet} in the header's metadata one JSON document with everything needed to use it.
 */
public final class ModelFile {
  /** Version of the JSON document written here; others are refused. */
  public static final int FORMAT_VERSION = 1;

  /** Key of the JSON document in the header's metadata. */
  public static final String KEY = "lorentznet";

  private static final String CALIBRATION = "calibration";

  private ModelFile() {}

  /**
   * Reads a model file.
   *
   * @throws FileFormatException where it is missing, damaged, no model, or of another version
   * @throws MismatchException naming the key or tensor that is missing, unknown or wrong
   */
  public static Tagger read(Path file) {
    return tagger(Safetensors.read(file));
  }

  /**
   * Reads a model from a stream to its end, and leaves it open.
   *
   * @param name what to call it in messages
   * @throws FileFormatException where it is damaged, no model, or of another version
   * @throws MismatchException naming the key or tensor that is missing, unknown or wrong
   */
  public static Tagger read(InputStream in, String name) {
    return tagger(Safetensors.read(in, name));
  }

  private static Tagger tagger(Safetensors contents) {
    JsonObject document = document(contents);
    int version = document.integer("format_version", 0, Integer.MAX_VALUE);
    if (version != FORMAT_VERSION) {
      throw new FileFormatException(
          contents.source(),
          "is a model of format version " + version + ", expected " + FORMAT_VERSION);
    }
    JetNetwork network =
        Architectures.create(
            document.text("architecture"),
            document.object("configuration"),
            contents.dataBytes() / Float.BYTES);
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (String name : contents.names()) {
      arrays.put(name, new WeightArray(contents.shape(name), contents.floats(name)));
    }
    WeightArray.load(network, arrays, contents.source());
    List<String> classes = document.texts("classes");
    if (classes.size() != network.classes()) {
      throw new MismatchException(
          document.where()
              + ": key 'classes' holds "
              + classes.size()
              + " names, the network has "
              + network.classes()
              + " classes");
    }
    return new Tagger(
        network,
        document.text("task"),
        classes,
        document.object("provenance").members(),
        document.has(CALIBRATION)
            ? Optional.of(Calibration.fromJson(document.object(CALIBRATION), network.classes()))
            : Optional.empty());
  }

  private static JsonObject document(Safetensors contents) {
    String text = contents.metadata().get(KEY);
    if (text == null) {
      throw new FileFormatException(
          contents.source(),
          "is no model: its metadata has no key '"
              + KEY
              + "' (weights alone have to be imported first)");
    }
    try {
      return new JsonObject(contents.source() + ": " + KEY, Json.parseObject(text));
    } catch (Json.SyntaxException e) {
      throw new FileFormatException(
          contents.source(), "metadata key '" + KEY + "' is " + e.getMessage(), e);
    }
  }

  /**
   * Writes a model file, replacing an older one once it is whole.
   *
   * @throws org.lorentznet.errors.UserException where that fails; an older file is then as it was
   */
  public static void write(Path file, Tagger tagger) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Tensor tensor : tagger.network().parameters().all()) {
      values.put(tensor.name(), tensor.values());
    }
    write(file, tagger, values);
  }

  /**
   * Writes a model file with other weights than the network has now.
   *
   * @param values of every tensor of the network, by name
   * @throws org.lorentznet.errors.UserException where that fails; an older file is then as it was
   */
  public static void write(Path file, Tagger tagger, Map<String, float[]> values) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format_version", FORMAT_VERSION);
    document.put("architecture", tagger.network().architecture());
    document.put("configuration", tagger.network().configuration());
    document.put("task", tagger.task());
    document.put("classes", tagger.classes());
    document.put("provenance", tagger.provenance());
    tagger.calibration().ifPresent(calibration -> document.put(CALIBRATION, calibration.toJson()));
    SafetensorsWriter writer = new SafetensorsWriter(Map.of(KEY, Json.write(document)));
    for (Tensor tensor : tagger.network().parameters().all()) {
      writer.add(tensor.name(), tensor.shape(), values.get(tensor.name()));
    }
    writer.write(file);
  }
}
