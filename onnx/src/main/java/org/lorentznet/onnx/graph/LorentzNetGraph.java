package org.lorentznet.onnx.graph;

import static org.lorentznet.onnx.graph.GraphBuilder.integer;
import static org.lorentznet.onnx.graph.GraphBuilder.subgraph;

import java.util.List;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto.DataType;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/**
 * LorentzNet in evaluation as an ONNX graph of standard operators: a loop over jets, each with its
 * own constituents only, so that neither padding nor other jets can have any effect, and padding
 * costs nothing. Geometry and decoder are in double precision; normalisations are folded.
 */
final class LorentzNetGraph {
  private final LorentzNetConfiguration configuration;
  private final LorentzNet network;
  private final OnnxPrecision precision;
  private final GraphBuilder body = new GraphBuilder("jet", "j");

  /** Numbers of rows and columns to add to constituents, once needed. */
  private String padding;

  LorentzNetGraph(LorentzNet network, OnnxPrecision precision) {
    this.network = network;
    this.configuration = network.settings();
    this.precision = precision;
  }

  /** The whole graph. */
  GraphProto build() {
    int classes = configuration.classes();
    GraphBuilder graph = new GraphBuilder("LorentzNet", "v");
    graph.input(OnnxNames.FOUR_MOMENTA, precision.type(), "jets", "particles", 4);
    graph.input(OnnxNames.MASK, DataType.BOOL, "jets", "particles");
    int given = GivenScalars.size(configuration.encoding());
    if (given > 0) {
      graph.input(OnnxNames.SCALARS, DataType.FLOAT, "jets", "particles", given);
    }
    String shape = graph.op("Shape", OnnxNames.MASK);
    String jets = graph.op("Gather", shape, graph.longs("first", 0));
    String logits =
        graph.named(OnnxNames.LOGITS, "Loop", List.of(jets, ""), subgraph("body", jet()));
    graph.named(OnnxNames.PROBABILITIES, "Softmax", List.of(logits), integer("axis", -1));
    graph.output(OnnxNames.LOGITS, DataType.FLOAT, "jets", classes);
    graph.output(OnnxNames.PROBABILITIES, DataType.FLOAT, "jets", classes);
    return graph.build();
  }

  /** The loop's body: the logits of one jet. */
  private GraphProto jet() {
    String number = body.input("jet", DataType.INT64);
    String condition = body.input("condition", DataType.BOOL);
    body.named("go_on", "Identity", List.of(condition));
    body.output("go_on", DataType.BOOL);

    String mask = body.op("Gather", OnnxNames.MASK, number);
    String count =
        body.op("ReduceSum", body.cast(mask, DataType.INT64), body.longs("mask_axis", 0));
    String constituents = constituents(OnnxNames.FOUR_MOMENTA, number, mask, count);
    if (precision == OnnxPrecision.FLOAT32) {
      constituents = body.cast(constituents, DataType.DOUBLE);
    }
    ParticleEncoding encoding = configuration.encoding();
    String given =
        GivenScalars.size(encoding) > 0
            ? constituents(OnnxNames.SCALARS, number, mask, count)
            : null;
    ParticleInputs inputs = new ParticleInputs(body, encoding);
    String x = inputs.particles(constituents);
    String scalars = inputs.scalars(constituents, given);
    String hidden = new LorentzNetBlocks(body, network).hidden(x, scalars);
    String logits = decode(pool(hidden));

    // A jet without constituents has no score.
    String real = body.op("Greater", count, body.longs("zero", 0));
    String none = body.floats("none", new float[] {Float.NaN});
    body.named("jet_logits", "Where", List.of(real, logits, none));
    body.output("jet_logits", DataType.FLOAT, configuration.classes());
    return body.build();
  }

  /** The rows of an input that belong to the constituents of a jet. */
  private String constituents(String input, String number, String mask, String count) {
    String rows =
        body.op("Compress", List.of(body.op("Gather", input, number), mask), integer("axis", 0));
    return configuration.encoding().referenceVectors().isEmpty() ? atLeastOne(rows, count) : rows;
  }

  /** A row of zeros where there is none: the network cannot run on nothing. */
  private String atLeastOne(String rows, String count) {
    if (padding == null) {
      String missing =
          body.op("Max", body.op("Sub", body.longs("one_row", 1), count), body.longs("no_row", 0));
      padding =
          body.op(
              "Concat",
              List.of(body.longs("before", 0, 0), missing, body.longs("behind", 0)),
              integer("axis", 0));
    }
    return body.op("Pad", rows, padding);
  }

  /** The sum over particles, over D. */
  private String pool(String hidden) {
    String sum =
        body.op("ReduceSum", body.cast(hidden, DataType.DOUBLE), body.longs("particles", 0));
    String divisor =
        configuration.poolingDivisor().isPresent()
            ? body.doubles(
                "pooling_divisor", new double[] {configuration.poolingDivisor().getAsDouble()})
            : body.cast(
                body.op("Gather", body.op("Shape", hidden), body.longs("rows", 0)),
                DataType.DOUBLE);
    return body.op("Div", sum, divisor);
  }

  private String decode(String pooled) {
    // No Relu: some runtimes fuse it with the layer to what they lack in double precision.
    String active =
        body.op("Max", decoderLayer("graph_dec.0", pooled), body.doubles("relu", new double[] {0}));
    String logits = decoderLayer("graph_dec.3", active);
    return body.op(
        "Reshape",
        body.cast(logits, DataType.FLOAT),
        body.longs("classes", configuration.classes()));
  }

  private String decoderLayer(String name, String in) {
    float[] bias = network.parameters().get(name + ".bias").values();
    float[] weight = network.parameters().get(name + ".weight").values();
    String matrix =
        body.doubles(name + ".weight", widened(weight), bias.length, weight.length / bias.length);
    String shift = body.doubles(name + ".bias", widened(bias), bias.length);
    return body.op("Gemm", List.of(in, matrix, shift), integer("transB", 1));
  }

  private static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }
}
