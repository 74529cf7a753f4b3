package org.lorentznet.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.UserException;

class ModelKeyTest {
  @Test
  void versionsAreOrderedAsPeopleCount() {
    List<String> ascending =
        List.of("0.9", "1", "1.0", "1.0.1", "1.2", "1.10", "2-rc1", "9", "10", "2026.11.23");
    List<String> sorted =
        Stream.of("1.10", "10", "1", "2026.11.23", "1.0.1", "9", "0.9", "1.2", "2-rc1", "1.0")
            .map(version -> new ModelKey("top", version))
            .sorted()
            .map(ModelKey::version)
            .toList();
    assertThat(sorted).isEqualTo(ascending);
  }

  @Test
  void aNameAloneIsItsFirstVersion() {
    assertThat(ModelKey.parse("top")).isEqualTo(new ModelKey("top", "1"));
    assertThat(ModelKey.parse("top@2.1")).isEqualTo(new ModelKey("top", "2.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@1", "top@", "../top", "a/b", "a b", "top@1@2", ".hidden"})
  void otherNamesAreRefused(String text) {
    assertThatThrownBy(() -> ModelKey.parse(text)).isInstanceOf(UserException.class);
  }
}
