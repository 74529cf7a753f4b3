package org.lorentznet.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleEncodingJson;
import org.lorentznet.json.Json;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.Tagger;
import org.lorentznet.model.Version;
import org.lorentznet.network.lorentz.LorentzNet;

/** Taggers as ONNX models. */
public final class OnnxGraphs {
  /** Of 2022, so that runtimes of the last three years and more run it. */
  public static final int OPSET = 17;

  private static final int IR_VERSION = 8;

  private OnnxGraphs() {}

  /**
   * A tagger as an ONNX model, in its serialised form.
   *
   * @throws MismatchException where the architecture has no graph here
   */
  public static byte[] model(Tagger tagger, OnnxPrecision precision) {
    if (!(tagger.network() instanceof LorentzNet network)) {
      throw new MismatchException(
          "a network of architecture "
              + tagger.network().architecture()
              + " cannot be exported; known: "
              + LorentzNet.ARCHITECTURE);
    }
    if (!network.settings().omitted().isEmpty()) {
      throw new MismatchException(
          "a network without some of its parts cannot be exported: it omits "
              + network.settings().omitted());
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("lorentznet")
        .setProducerVersion(Version.CURRENT)
        .setDocString(
            "Jet tagger. "
                + OnnxNames.FOUR_MOMENTA
                + ": E, px, py, pz in GeV of a jet's"
                + " constituents, padded with anything; "
                + OnnxNames.MASK
                + ": true for a constituent.")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(new LorentzNetGraph(network, precision).build())
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey(ModelDescription.KEY)
                .setValue(Json.write(document(tagger))))
        .build()
        .toByteArray();
  }

  /** The model's description, and what its inputs and its output hold. */
  private static Map<String, Object> document(Tagger tagger) {
    Map<String, Object> document = ModelDescription.of(tagger).toJson();
    List<Object> inputs =
        new ArrayList<>(
            List.of(
                input(OnnxNames.FOUR_MOMENTA, kinematics("E", "px", "py", "pz")),
                input(OnnxNames.MASK, List.of(Map.of("kind", "mask")))));
    List<Object> given =
        GivenScalars.of(tagger.network().encoding()).stream()
            .<Object>map(ParticleEncodingJson::write)
            .toList();
    if (!given.isEmpty()) {
      inputs.add(input(OnnxNames.SCALARS, given));
    }
    document.put("inputs", inputs);
    document.put("output", values("name", OnnxNames.LOGITS, "holds", "logits"));
    return document;
  }

  private static Map<String, Object> input(String name, List<?> holds) {
    return values("name", name, "holds", holds);
  }

  private static List<Object> kinematics(String... quantities) {
    return Arrays.stream(quantities)
        .<Object>map(quantity -> values("kind", "kinematic", "quantity", quantity))
        .toList();
  }

  private static Map<String, Object> values(
      String firstKey, Object first, String secondKey, Object second) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(firstKey, first);
    values.put(secondKey, second);
    return values;
  }
}
