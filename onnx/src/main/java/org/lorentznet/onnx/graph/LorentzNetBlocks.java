package org.lorentznet.onnx.graph;

import static org.lorentznet.onnx.graph.GraphBuilder.integer;

import java.util.List;
import onnx.Onnx.TensorProto.DataType;
import org.lorentznet.network.lorentz.BatchNormalisation;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/**
 * Embedding and Lorentz group equivariant blocks (arXiv 2201.08187, section 3.2) of one jet of P
 * particles, over all P x P ordered pairs; the pair of a particle with itself is gated out.
 */
final class LorentzNetBlocks {
  private final GraphBuilder graph;
  private final LorentzNet network;
  private final LorentzNetConfiguration configuration;
  private final int width;
  private final String one64;
  private final String axis0;
  private final String axis1;
  private final String pairRows;
  private final String pairRow;
  private final String pairColumn;
  private final String metric;
  private final String two;

  /** P x P as a shape, P x P x C as a shape, and 0 for i = j, else 1: made with the first block. */
  private String square;

  private String cube;
  private String others;

  /** c / (P - 1), once a block has moved particles. */
  private String step;

  LorentzNetBlocks(GraphBuilder graph, LorentzNet network) {
    this.graph = graph;
    this.network = network;
    configuration = network.settings();
    width = configuration.width();
    one64 = graph.doubles("one_64", new double[] {1});
    axis0 = graph.longs("axis_0", 0);
    axis1 = graph.longs("axis_1", 1);
    pairRows = graph.longs("pair_rows", -1, width);
    pairRow = graph.longs("pair_row", 1, -1);
    pairColumn = graph.longs("pair_column", -1, 1);
    metric = graph.doubles("metric", new double[] {1, -1, -1, -1}, 4);
    two = graph.doubles("two", new double[] {2});
  }

  /**
   * Hidden states behind the last block, P x C.
   *
   * @param x four-momenta, P x 4, double
   * @param scalars P x S
   */
  String hidden(String x, String scalars) {
    String h = linear("embedding", scalars);
    for (int block = 0; block < configuration.blocks(); block++) {
      String prefix = "LGEBs." + block + ".";
      String message = message(prefix, h, invariants(x));
      String gated = gated(prefix, message);
      if (block < configuration.blocks() - 1) {
        x = moved(prefix, x, gated);
      }
      h = updated(prefix, h, gated, scalars);
    }
    return h;
  }

  /** n and d of all pairs, 2 x P^2: psi of the Minkowski products, which are in double. */
  private String invariants(String x) {
    String lowered = graph.op("Mul", x, metric);
    String product = graph.op("Gemm", List.of(lowered, x), integer("transB", 1));
    if (square == null) {
      shapes(product);
    }
    // <x_i - x_j, x_i - x_j> = <x_i, x_i> + <x_j, x_j> - 2 <x_i, x_j>
    String norm = graph.op("ReduceSum", graph.op("Mul", lowered, x), axis1);
    String norms = graph.op("Add", norm, graph.op("Reshape", norm, pairRow));
    String distance = graph.op("Sub", norms, graph.op("Mul", product, two));
    String both =
        graph.op(
            "Concat",
            List.of(graph.op("Reshape", distance, pairRow), graph.op("Reshape", product, pairRow)),
            integer("axis", 0));
    return psi(both);
  }

  private void shapes(String product) {
    square = graph.op("Shape", product);
    cube = graph.op("Concat", List.of(square, graph.longs("width", width)), integer("axis", 0));
    String same =
        graph.op("EyeLike", List.of(product), integer("dtype", DataType.FLOAT.getNumber()));
    others = graph.op("Sub", graph.floats("one", new float[] {1}), same);
  }

  /** psi(z) = sgn(z) ln(|z| + 1); the logarithm alone is in single precision. */
  private String psi(String z) {
    String size = graph.cast(graph.op("Add", graph.op("Abs", z), one64), DataType.FLOAT);
    String sign = graph.cast(graph.op("Sign", z), DataType.FLOAT);
    return graph.op("Mul", sign, graph.op("Log", size));
  }

  /**
   * phi_e without its gate, P^2 x C. Its first layer, W [h_i, h_j, n, d], is split: two products
   * over particles, and the pairs' invariants times two columns added to their sums.
   */
  private String message(String prefix, String h, String invariants) {
    float[] weight = values(prefix + "phi_e.0.weight");
    BatchNormalisation norm = BatchNormalisation.of(network.parameters(), prefix + "phi_e.1");
    double[] scale = norm.runningScale();
    int inputs = 2 * width + 2;
    String receiver =
        gemm(
            h,
            matrix(prefix + "receiver", columns(weight, inputs, 0, width, scale)),
            graph.floats(prefix + "receiver.bias", narrowed(norm.runningShift()), width));
    String sender =
        graph.op(
            "Gemm",
            List.of(h, matrix(prefix + "sender", columns(weight, inputs, width, width, scale))),
            integer("transB", 1));
    String sums =
        graph.op(
            "Add", graph.op("Unsqueeze", receiver, axis1), graph.op("Unsqueeze", sender, axis0));
    String invariantColumns =
        graph.floats(prefix + "invariants", columns(weight, inputs, 2 * width, 2, scale), width, 2);
    String first =
        graph.op(
            "Gemm",
            List.of(invariants, invariantColumns, graph.op("Reshape", sums, pairRows)),
            integer("transA", 1),
            integer("transB", 1));
    return graph.op("Relu", linear(prefix + "phi_e.3", graph.op("Relu", first)));
  }

  /** The messages times their gates, P^2 x C. */
  private String gated(String prefix, String message) {
    String gate = graph.op("Sigmoid", linear(prefix + "phi_m.0", message));
    String kept = graph.op("Mul", graph.op("Reshape", gate, square), others);
    return graph.op("Mul", message, graph.op("Reshape", kept, pairColumn));
  }

  /** x_i + c / (P - 1) * sum over j of (x_i - x_j) phi_x(m_ij), in double precision. */
  private String moved(String prefix, String x, String gated) {
    String hidden = graph.op("Relu", linear(prefix + "phi_x.0", gated));
    String shift =
        graph.cast(
            graph.op("Reshape", linear(prefix + "phi_x.2", hidden), square), DataType.DOUBLE);
    String sum =
        configuration.coordinateClamp().isPresent()
            ? clampedSum(prefix, x, shift)
            : graph.op(
                "Sub",
                graph.op("Mul", x, graph.op("ReduceSum", shift, axis1)),
                graph.op("MatMul", shift, x));
    return graph.op("Add", x, graph.op("Mul", sum, step()));
  }

  private String clampedSum(String prefix, String x, String shift) {
    double bound = configuration.coordinateClamp().getAsDouble();
    String difference =
        graph.op("Sub", graph.op("Unsqueeze", x, axis1), graph.op("Unsqueeze", x, axis0));
    String term =
        graph.op(
            "Mul", difference, graph.op("Unsqueeze", shift, graph.longs(prefix + "last_axis", 2)));
    String clamped =
        graph.op(
            "Clip",
            term,
            graph.doubles(prefix + "lowest", new double[] {-bound}),
            graph.doubles(prefix + "highest", new double[] {bound}));
    return graph.op("ReduceSum", List.of(clamped, axis1), integer("keepdims", 0));
  }

  /** c / (P - 1), of a single particle c, whose sum is 0. */
  private String step() {
    if (step == null) {
      String count = graph.cast(graph.op("Gather", square, axis0), DataType.DOUBLE);
      step =
          graph.op(
              "Div",
              graph.doubles("coordinate_scale", new double[] {configuration.coordinateScale()}),
              graph.op("Max", graph.op("Sub", count, one64), one64));
    }
    return step;
  }

  /** h + phi_h(h, a, s), a the sum of the gated messages over senders. */
  private String updated(String prefix, String h, String gated, String scalars) {
    String a =
        graph.op(
            "ReduceSum", List.of(graph.op("Reshape", gated, cube), axis1), integer("keepdims", 0));
    BatchNormalisation norm = BatchNormalisation.of(network.parameters(), prefix + "phi_h.1");
    double[] scale = norm.runningScale();
    float[] weight = values(prefix + "phi_h.0.weight");
    int inputs = weight.length / width;
    float[] bias = values(prefix + "phi_h.0.bias").clone();
    for (int c = 0; c < width; c++) {
      bias[c] = (float) (scale[c] * bias[c] + norm.runningShift()[c]);
    }
    String first =
        gemm(
            graph.op("Concat", List.of(h, a, scalars), integer("axis", 1)),
            graph.floats(
                prefix + "phi_h.0", columns(weight, inputs, 0, inputs, scale), width, inputs),
            graph.floats(prefix + "phi_h.0.bias", bias, width));
    return graph.op("Add", h, linear(prefix + "phi_h.3", graph.op("Relu", first)));
  }

  /** A layer as it is in the model, with a bias or without. */
  private String linear(String name, String in) {
    float[] weight = values(name + ".weight");
    int outputs = network.parameters().get(name + ".weight").shape()[0];
    String matrix = graph.floats(name + ".weight", weight, outputs, weight.length / outputs);
    if (name.endsWith("phi_x.2")) {
      return graph.op("Gemm", List.of(in, matrix), integer("transB", 1));
    }
    return gemm(in, matrix, graph.floats(name + ".bias", values(name + ".bias"), outputs));
  }

  private String gemm(String in, String matrix, String bias) {
    return graph.op("Gemm", List.of(in, matrix, bias), integer("transB", 1));
  }

  private String matrix(String name, float[] values) {
    return graph.floats(name, values, width, values.length / width);
  }

  private float[] values(String name) {
    return network.parameters().get(name).values();
  }

  /** Some columns of a matrix of C rows, each row scaled by the normalisation behind it. */
  private float[] columns(float[] weight, int inputs, int from, int count, double[] scale) {
    float[] columns = new float[width * count];
    for (int row = 0; row < width; row++) {
      for (int k = 0; k < count; k++) {
        columns[row * count + k] = (float) (scale[row] * weight[row * inputs + from + k]);
      }
    }
    return columns;
  }

  private static float[] narrowed(double[] values) {
    float[] narrowed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrowed[i] = (float) values[i];
    }
    return narrowed;
  }
}
