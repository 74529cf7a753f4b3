package org.lorentznet.app.command;

import java.nio.file.Path;
import org.lorentznet.data.file.ReadableFile;

/** What a file is, told by its first bytes where a command takes several kinds. */
enum FileKind {
  /** Tensors: the length of a JSON object in 8 bytes, then the object. */
  SAFETENSORS,
  /** Anything else. */
  OTHER;

  private static final int BRACE_AT = 8;

  /**
   * The kind of a file, or of a pretrained model.
   *
   * @throws org.lorentznet.errors.UserException where it cannot be read
   */
  static FileKind of(Path file) {
    byte[] head = ReadableFile.of(Models.file(file)).firstBytes(BRACE_AT + 1);
    return head.length > BRACE_AT && head[BRACE_AT] == '{' ? SAFETENSORS : OTHER;
  }
}
