package org.lorentznet.onnx.graph;

import static org.lorentznet.onnx.graph.GraphBuilder.integer;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto.DataType;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.jet.ReferenceVector;

/** A {@link ParticleEncoding} as a graph: reference vectors first, scalars that momenta give. */
final class ParticleInputs {
  private final GraphBuilder graph;
  private final ParticleEncoding encoding;

  ParticleInputs(GraphBuilder graph, ParticleEncoding encoding) {
    this.graph = graph;
    this.encoding = encoding;
  }

  /**
   * Four-momenta of all particles.
   *
   * @param constituents n x 4, double
   */
  String particles(String constituents) {
    List<ReferenceVector> references = encoding.referenceVectors();
    double[] values =
        references.stream()
            .flatMap(reference -> reference.fourMomentum().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return references.isEmpty()
        ? constituents
        : rows(graph.doubles("reference_vectors", values, references.size(), 4), constituents);
  }

  /**
   * Scalars of all particles, P x S, single precision.
   *
   * @param constituents n x 4, double
   * @param given n x those that momenta do not give, or null where there are none
   */
  String scalars(String constituents, String given) {
    List<String> columns = new ArrayList<>();
    int at = 0;
    for (ParticleScalar scalar : encoding.scalars()) {
      switch (scalar) {
        case ParticleScalar.Mass mass -> columns.add(mass(constituents));
        case ParticleScalar.Constant constant ->
            columns.add(constant(constituents, (float) constant.value(), columns.size()));
        case ParticleScalar.Feature feature -> columns.add(part(given, at, at += 1));
        case ParticleScalar.OneHot hot -> columns.add(part(given, at, at += hot.size()));
        case ParticleScalar.JetMass mass -> throw notGiven(scalar);
        case ParticleScalar.JetProduct product -> throw notGiven(scalar);
        case ParticleScalar.Kinematic kinematic -> throw notGiven(scalar);
      }
    }
    String own = graph.op("Concat", columns, integer("axis", 1));
    List<ReferenceVector> references = encoding.referenceVectors();
    if (references.isEmpty()) {
      return own;
    }
    float[] values = new float[references.size() * encoding.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          references.get(i / encoding.size()).scalars().get(i % encoding.size()).floatValue();
    }
    return rows(graph.floats("reference_scalars", values, references.size(), encoding.size()), own);
  }

  /** {@link GivenScalars} has refused it. */
  private static IllegalStateException notGiven(ParticleScalar scalar) {
    return new IllegalStateException(scalar.toString());
  }

  private String rows(String first, String second) {
    return graph.op("Concat", List.of(first, second), integer("axis", 0));
  }

  /**
   * psi(m), n x 1. The square of a nearly massless particle's mass is rounding, so it is summed in
   * the scorer's order.
   */
  private String mass(String constituents) {
    String[] squares = graph.split(graph.op("Mul", constituents, constituents), 4, 1);
    String square = squares[0];
    for (int c = 1; c < 4; c++) {
      square = graph.op("Sub", square, squares[c]);
    }
    String mass = graph.op("Sqrt", graph.op("Abs", square));
    String log =
        graph.op("Log", graph.op("Add", mass, graph.doubles("one_mass", new double[] {1})));
    return graph.cast(log, DataType.FLOAT);
  }

  private String constant(String constituents, float value, int column) {
    String count =
        graph.op("Gather", graph.op("Shape", constituents), graph.longs("count_axis" + column, 0));
    String shape =
        graph.op("Concat", List.of(count, graph.longs("one" + column, 1)), integer("axis", 0));
    return graph.op("Expand", graph.floats("constant" + column, new float[] {value}, 1, 1), shape);
  }

  private String part(String given, int from, int to) {
    return graph.op(
        "Slice",
        given,
        graph.longs("from" + from, from),
        graph.longs("to" + to, to),
        graph.longs("axis" + from, 1));
  }
}
