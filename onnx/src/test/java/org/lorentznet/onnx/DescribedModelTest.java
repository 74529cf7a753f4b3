package org.lorentznet.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Jets;
import org.lorentznet.onnx.run.OnnxTagger;

/**
 * Another program's model with a description beside it: its output is the sum over three places of
 * two features, softmax of it, features x places being its input.
 */
class DescribedModelTest {
  private static final String DESCRIPTION =
      """
      {"format_version": 1, "architecture": "Sum", "task": "top", "classes": ["QCD", "top"],
       "inputs": [{"name": "features", "axes": ["jets", "values", "particles"], "holds": [
         {"kind": "kinematic", "quantity": "log_pt", "subtract": 1, "multiply": 0.5},
         {"kind": "kinematic", "quantity": "delta_eta", "clip": [-0.1, 0.1]}]}],
       "output": {"name": "scores", "holds": "probabilities"},
       "particles": 3, "order": "pt"}
      """;

  /** Constituents of pT 1, 4, 3, 2. */
  private static final Jets JET =
      Jets.of(
          5, 1, 0, 0, //
          4, 0, 4, 0, //
          3, -3, 0, 0, //
          9, 0, 2, 8);

  @TempDir Path folder;

  private Path model;

  @BeforeEach
  void write() throws Exception {
    model = folder.resolve("sum.onnx");
    Files.write(model, sumAndSoftmax());
  }

  private void describe(String text) throws Exception {
    Files.writeString(folder.resolve("sum.onnx.json"), text);
  }

  private static byte[] sumAndSoftmax() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("sum")
                .addInput(value("features", 0, 2, 3))
                .addOutput(value("scores", 0, 2))
                .addInitializer(
                    TensorProto.newBuilder()
                        .setName("axes")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addDims(1)
                        .addInt64Data(2))
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("ReduceSum")
                        .addInput("features")
                        .addInput("axes")
                        .addOutput("sum")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("keepdims")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(0)))
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Softmax")
                        .addInput("sum")
                        .addOutput("scores")))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int extent : shape) {
      dimensions.addDim(
          extent == 0
              ? TensorShapeProto.Dimension.newBuilder().setDimParam("jets")
              : TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(dimensions)))
        .build();
  }

  @Test
  void isScoredAsDescribed() throws Exception {
    describe(DESCRIPTION);
    try (OnnxTagger tagger = OnnxTagger.open(model, 1)) {
      float[] logits = tagger.score(JET);
      // The three hardest, of pT 4, 3, 2.
      double first = 0.5 * (Math.log(4 * 3 * 2) - 3);
      double jetEta = JET.fourMomentum(0).eta();
      double second =
          2 * Math.max(-0.1, -jetEta) + Math.min(0.1, Math.log(4 + Math.sqrt(17)) - jetEta);
      assertThat(logits[0] - logits[1]).isEqualTo((float) (first - second), within(1e-5f));
      assertThat(Math.exp(logits[0]) + Math.exp(logits[1])).isEqualTo(1, within(1e-6));
    }
  }

  @Test
  void needsADescription() {
    assertThatThrownBy(() -> OnnxTagger.open(model, 1))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("does not say what its inputs hold")
        .hasMessageContaining("sum.onnx.json");
  }

  @Test
  void isRefusedWhereDescriptionAndModelDiffer() throws Exception {
    refused("\"name\": \"features\"", "\"name\": \"feature\"", "the inputs features");
    refused("\"name\": \"scores\"", "\"name\": \"score\"", "no output 'score'; found: scores");
    refused("log_pt", "log_pT", "unknown quantity 'log_pT'; known: E, px");
    refused("\"clip\": [-0.1, 0.1]", "\"clip\": [0.1]", "key 'clip'");
    refused("\"values\", \"particles\"", "\"particles\", \"values\"", "2 values a particle");
    refused("\"kind\": \"kinematic\"", "\"kind\": \"kinetic\"", "unknown kind 'kinetic'");
    refused("\"order\": \"pt\"", "\"order\": \"E\"", "key 'order'");
    refused("probabilities", "odds", "expected logits, probabilities");
    describe("{");
    assertThatThrownBy(() -> OnnxTagger.open(model, 1))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("sum.onnx.json");
  }

  private void refused(String from, String to, String message) throws Exception {
    describe(DESCRIPTION.replace(from, to));
    assertThatThrownBy(() -> OnnxTagger.open(model, 1))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void isRefusedWhereItIsDamaged() throws Exception {
    byte[] whole = sumAndSoftmax();
    for (int length : new int[] {0, 1, 3, 20, whole.length - 5}) {
      Files.write(model, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> OnnxTagger.open(model, 1))
          .as("%d bytes", length)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("sum.onnx");
    }
  }
}
