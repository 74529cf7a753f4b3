package org.lorentznet.data.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.errors.FileFormatException;

class NpyHeaderTest {
  private static NpyHeader read(int version, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(NpyHeader.MAGIC);
    bytes.write(version);
    bytes.write(0);
    int length = text.length();
    for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
      bytes.write(length >> (8 * i));
    }
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return NpyHeader.read("a.npy", new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void shapesAndOrders() throws IOException {
    NpyHeader header =
        read(1, "{'descr': '>f4', 'fortran_order': True, 'shape': (3, 2, 4), }      \n");
    assertThat(header.type().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(header.type().bytes()).isEqualTo(4);
    assertThat(header.fortranOrder()).isTrue();
    assertThat(header.shape()).containsExactly(3L, 2L, 4L);
    assertThat(header.perRow()).isEqualTo(8);
    assertThat(header.bytes()).isEqualTo(96);
    assertThat(header.shapeText()).isEqualTo("(3, 2, 4)");
    assertThat(read(2, "{'descr': '|u1', 'fortran_order': False, 'shape': (5,), }").shape())
        .containsExactly(5L);
    assertThat(read(3, "{'descr': '<i8', 'fortran_order': False, 'shape': (), }").elements())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (5,), } ; holds Python objects",
        "{'descr': '<f16', 'fortran_order': False, 'shape': (5,), } ; 8 to 64 bits",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (5,)} ; plain numbers expected",
        "{'descr': '<f4', 'shape': (5,), } ; damaged NumPy header",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (x,), } ; damaged NumPy header"
      })
  void whatCannotBeRead(String header, String message) {
    assertThatThrownBy(() -> read(1, header))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(message);
  }
}
