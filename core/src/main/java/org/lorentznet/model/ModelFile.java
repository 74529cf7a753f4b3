package org.lorentznet.model;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private ModelFile() {}

  /**
   * Reads a model file.
   *
   * @param file to be read
   * @return the tagger, without dropout and ready to score or to be trained further
   * @throws FileFormatException where it is missing, damaged, no model, or of another version
   * @throws MismatchException naming the key or tensor that is missing, unknown or wrong
   */
  public static Tagger read(Path file) {
    return tagger(Safetensors.read(file));
  }

  /**
   * Reads a model from a stream to its end, and leaves it open.
   *
   * @param in the bytes of a model file
   * @param name what to call it in messages
   * @return the tagger, ready to score or to be trained further
   * @throws FileFormatException where it is damaged, no model, or of another version
   * @throws MismatchException naming the key or tensor that is missing, unknown or wrong
   */
  public static Tagger read(InputStream in, String name) {
    return tagger(Safetensors.read(in, name));
  }

  private static Tagger tagger(Safetensors contents) {
    String text = contents.metadata().get(ModelDescription.KEY);
    if (text == null) {
      throw new FileFormatException(
          contents.source(),
          "is no model: its metadata has no key '"
              + ModelDescription.KEY
              + "' (weights alone have to be imported first)");
    }
    ModelDescription description = ModelDescription.parse(text, contents.source());
    JetNetwork network =
        Architectures.create(
            description.architecture(),
            new JsonObject(
                ModelDescription.where(contents.source()) + ".configuration",
                description.configuration()),
            contents.dataBytes() / Float.BYTES);
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (String name : contents.names()) {
      arrays.put(name, new WeightArray(contents.shape(name), contents.floats(name)));
    }
    WeightArray.load(network, arrays, contents.source());
    description.requireClasses(network.classes(), contents.source());
    return new Tagger(
        network,
        description.task(),
        description.classes(),
        description.provenance(),
        description.calibration(),
        description.scores());
  }

  /**
   * Writes a model file, replacing an older one once it is whole.
   *
   * @param file to be written
   * @param tagger with its values as they are now
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
   * @param file to be written
   * @param tagger whose network, task and classes are written
   * @param values of every tensor of the network, by name
   * @throws org.lorentznet.errors.UserException where that fails; an older file is then as it was
   */
  public static void write(Path file, Tagger tagger, Map<String, float[]> values) {
    SafetensorsWriter writer =
        new SafetensorsWriter(
            Map.of(ModelDescription.KEY, Json.write(ModelDescription.of(tagger).toJson())));
    for (Tensor tensor : tagger.network().parameters().all()) {
      writer.add(tensor.name(), tensor.shape(), values.get(tensor.name()));
    }
    writer.write(file);
  }
}
