package org.lorentznet.onnx.graph;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * Nodes and constants of one graph, in the order of their computation. Values go by their names.
 */
final class GraphBuilder {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final String prefix;

  /**
   * @param name of the graph
   * @param prefix of the names it gives to values, which a graph inside another must not share
   */
  GraphBuilder(String name, String prefix) {
    graph.setName(name);
    this.prefix = prefix;
  }

  /** A node with one output, whose name is returned. An empty name leaves an input out. */
  String op(String kind, List<String> inputs, AttributeProto... attributes) {
    return named(prefix + graph.getNodeCount(), kind, inputs, attributes);
  }

  /** As {@link #op(String, List, AttributeProto...)}, without attributes. */
  String op(String kind, String... inputs) {
    return op(kind, List.of(inputs));
  }

  /** A node whose output has a name of its own. */
  String named(String output, String kind, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(kind)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** A value in another type. */
  String cast(String value, TensorProto.DataType type) {
    return op("Cast", List.of(value), integer("to", type.getNumber()));
  }

  /** The parts of a value along an axis, one wide each. */
  String[] split(String value, int parts, int axis) {
    String[] outputs = new String[parts];
    Arrays.setAll(outputs, k -> prefix + graph.getNodeCount() + "_" + k);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .addInput(value)
            .addAllOutput(List.of(outputs))
            .addAttribute(integer("axis", axis)));
    return outputs;
  }

  String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  String doubles(String name, double[] values, long... shape) {
    ByteBuffer bytes = littleEndian(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return constant(name, TensorProto.DataType.DOUBLE, bytes, shape);
  }

  /** A list of integers: a shape, axes. */
  String longs(String name, long... values) {
    ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, bytes, values.length);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer data, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(data));
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * An input.
   *
   * @param shape numbers, or names of extents that are free
   */
  String input(String name, TensorProto.DataType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  /** Makes a value an output, of the type and shape given. */
  void output(String name, TensorProto.DataType type, Object... shape) {
    graph.addOutput(value(name, type, shape));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, Object... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (Object extent : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(
          extent instanceof Integer number
              ? dimension.setDimValue(number)
              : dimension.setDimParam(extent.toString()));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto subgraph(String name, GraphProto body) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(body)
        .build();
  }

  GraphProto build() {
    return graph.build();
  }
}
