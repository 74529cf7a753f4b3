package org.lorentznet.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.pickle.Pickle.PickleException;

class PickleTest {
  private static Object read(String pickle) {
    return Pickle.readPlain(pickle.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void namesAsPandasStoresThem() {
    assertThat(read("(lp0\nVE_0\np1\naVPX_0\np2\na.")).isEqualTo(List.of("E_0", "PX_0"));
    assertThat(read("(lp0\nS'E_0'\np1\naS'PX_0'\np2\na.")).isEqualTo(List.of("E_0", "PX_0"));
  }

  @Test
  void numbers() {
    assertThat(read("(K\u0001M\u0000\u0001J\u00ff\u00ff\u00ff\u00ffI12\nF1.5\n\u0088t."))
        .isEqualTo(List.of(1L, 256L, -1L, 12L, 1.5, true));
    assertThat(read("\u008a\u0002\u0000\u0080.")).isEqualTo(-32768L);
    assertThat(read("G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.")).isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'true'\ntR.",
        "(S'true'\nios\nsystem\n.",
        "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093.",
        "(cos\nsystem\nS'true'\no."
      })
  void nothingIsRun(String pickle) {
    assertThatThrownBy(() -> read(pickle)).isInstanceOf(PickleException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.",
        "(",
        "t.",
        "X\u00ff\u00ff\u00ff\u007fabc.",
        "h\u0007.",
        "}(K\u0001u.",
        "]]s.",
        "}]K\u0001s."
      })
  void malformed(String pickle) {
    assertThatThrownBy(() -> read(pickle)).isInstanceOf(PickleException.class);
  }
}
