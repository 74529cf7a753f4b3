package org.lorentznet.onnx.run;

import ai.onnxruntime.OnnxJavaType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleScalar;

/** An input's values for a batch of jets, being filled. */
final class InputTensor {
  private final ModelInput input;
  private final OnnxJavaType type;
  private final int particles;
  private final int size;
  private final ByteBuffer bytes;

  /**
   * @param type what the model takes
   */
  InputTensor(ModelInput input, OnnxJavaType type, int jets, int particles) {
    this.input = input;
    this.type = type;
    this.particles = particles;
    size = input.size();
    bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(jets * particles * size, type.size))
            .order(ByteOrder.nativeOrder());
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Writes a constituent's values. */
  void put(int jet, int place, Jets jets, int row, FourMomentum constituent, FourMomentum whole) {
    int slot = 0;
    for (InputValue value : input.values()) {
      switch (value.source()) {
        case InputValue.Source.Mask mask -> put(jet, place, slot, 1);
        case InputValue.Source.Kinematic(Quantity quantity) ->
            put(jet, place, slot, value.of(quantity.of(constituent, whole)));
        case InputValue.Source.Scalar scalar -> put(jet, place, slot, value, jets, row);
      }
      slot += value.size();
    }
  }

  private void put(int jet, int place, int slot, InputValue value, Jets jets, int row) {
    ParticleScalar scalar = ((InputValue.Source.Scalar) value.source()).scalar();
    String name = OnnxDescription.column(scalar);
    Column column = jets.constituentFeatures().get(name);
    if (column == null) {
      throw new MismatchException("the model needs the constituent column '" + name + "'");
    }
    double found = column.asDouble(row);
    if (scalar instanceof ParticleScalar.OneHot hot) {
      List<Integer> values = hot.values();
      for (int v = 0; v < values.size(); v++) {
        put(jet, place, slot + v, value.of(values.get(v) == Math.abs(found) ? 1 : 0));
      }
    } else {
      put(jet, place, slot, value.of(found));
    }
  }

  /** Writes what a place without a constituent holds. */
  void pad(int jet, int place, double padding) {
    int slot = 0;
    for (InputValue value : input.values()) {
      boolean mask = value.source() instanceof InputValue.Source.Mask;
      for (int k = 0; k < value.size(); k++) {
        put(jet, place, slot++, mask ? 0 : padding);
      }
    }
  }

  private void put(int jet, int place, int slot, double value) {
    int at =
        input.particlesLast()
            ? (jet * size + slot) * particles + place
            : (jet * particles + place) * size + slot;
    switch (type) {
      case BOOL -> bytes.put(at, (byte) (value != 0 ? 1 : 0));
      case FLOAT -> bytes.putFloat(at * Float.BYTES, (float) value);
      case DOUBLE -> bytes.putDouble(at * Double.BYTES, value);
      default -> throw new IllegalStateException("inputs of type " + type);
    }
  }
}
