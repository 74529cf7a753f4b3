package org.lorentznet.app.command;

import java.nio.file.Path;
import org.lorentznet.data.file.ReadableFile;

/** What a file is, told by its first bytes where a command takes several kinds. */
enum FileKind {
  /** Tensors: the length of a JSON object in 8 bytes, then the object. */
  SAFETENSORS,
  /** An ONNX model: the version of its format, then another of a model's fields. */
  ONNX,
  /** A single NumPy array. */
  NPY,
  /** Anything else. */
  OTHER;

  private static final int BRACE_AT = 8;

  /** The first byte of an array, before its format's name. */
  private static final int NUMPY = 0x93;

  /** Tag of the first field of ONNX's ModelProto, a number, and the highest number in sight. */
  private static final int IR_VERSION = 8;

  private static final int MOST_IR_VERSION = 64;

  /**
   * The kind of a file, or of a pretrained model.
   *
   * @throws org.lorentznet.errors.UserException where it cannot be read
   */
  static FileKind of(Path file) {
    byte[] head = ReadableFile.of(Models.file(file)).firstBytes(BRACE_AT + 1);
    if (head.length > BRACE_AT && head[BRACE_AT] == '{') {
      return SAFETENSORS;
    }
    if (head.length > 1 && (head[0] & 0xff) == NUMPY && head[1] == 'N') {
      return NPY;
    }
    boolean onnx =
        head.length > 1 && head[0] == IR_VERSION && head[1] > 2 && head[1] < MOST_IR_VERSION;
    return onnx ? ONNX : OTHER;
  }

  boolean isModel() {
    return this == SAFETENSORS || this == ONNX;
  }
}
