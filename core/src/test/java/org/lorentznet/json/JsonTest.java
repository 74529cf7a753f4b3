package org.lorentznet.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.MismatchException;

class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    Map<String, Object> object =
        Json.parseObject(
            " {\"a\": [1, -2.5e3, true, false, null, \"\\u00e9\\n\\\"\"], \"b\": {}, \"c\": []} ");
    assertThat(object.get("a")).isEqualTo(Arrays.asList(1L, -2500.0, true, false, null, "é\n\""));
    assertThat(object.keySet()).containsExactly("a", "b", "c");
    assertThat(Json.parse("123456789012345678901")).isEqualTo(1.2345678901234568e20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "01x",
        "-",
        "1.",
        "1e",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "nul",
        "[1] 2",
        "{\"a\":1,\"a\":2}",
        "\"a\nb\"",
        "{a:1}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(Json.SyntaxException.class);
  }

  @Test
  void refusesBottomlessNesting() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
        .isInstanceOf(Json.SyntaxException.class)
        .hasMessageContaining("nested");
  }

  @Property
  void numbersAndTextsReadBack(@ForAll double number, @ForAll String text) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(text, List.of(number, text));
    assertThat(Json.parseObject(Json.write(object))).isEqualTo(object);
  }

  @Property
  void anyTextGivesAValueOrASyntaxError(@ForAll String text) {
    try {
      Json.parse(text);
    } catch (Json.SyntaxException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void expectationsNameTheKey() {
    JsonObject object =
        new JsonObject("file.json", Json.parseObject("{\"n\": 2.5, \"t\": \"x\", \"l\": [1, 2]}"));
    assertThat(object.number("n")).isEqualTo(2.5);
    assertThat(object.numbers("l")).containsExactly(1.0, 2.0);
    assertThatThrownBy(() -> object.integer("n", 0, 9))
        .isInstanceOf(MismatchException.class)
        .hasMessage("file.json: key 'n' is 2.5, expected a whole number from 0 to 9");
    assertThatThrownBy(() -> object.text("missing")).hasMessageContaining("'missing' is missing");
    assertThatThrownBy(() -> object.requireOnly(Set.of("n", "t")))
        .hasMessageContaining("unknown key 'l'");
  }
}
