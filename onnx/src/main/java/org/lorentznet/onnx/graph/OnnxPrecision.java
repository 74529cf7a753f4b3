package org.lorentznet.onnx.graph;

import onnx.Onnx.TensorProto;

/**
 * In which precision an exported model takes four-momenta. Its geometry is in double either way.
 */
public enum OnnxPrecision {
  /** For programs that only have single precision; what was rounded away before is lost. */
  FLOAT32(TensorProto.DataType.FLOAT),
  FLOAT64(TensorProto.DataType.DOUBLE);

  private final TensorProto.DataType type;

  OnnxPrecision(TensorProto.DataType type) {
    this.type = type;
  }

  TensorProto.DataType type() {
    return type;
  }
}
