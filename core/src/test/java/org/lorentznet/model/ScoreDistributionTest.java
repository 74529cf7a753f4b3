package org.lorentznet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

class ScoreDistributionTest {
  private static ScoreDistribution read(Object json) {
    JsonObject document = new JsonObject("m", Json.parseObject(Json.write(Map.of("scores", json))));
    return ScoreDistribution.fromJson(document.objects("scores"), 2, "m");
  }

  @Test
  void evenScoresFallIntoTenths() {
    float[] probabilities = new float[2000];
    for (int jet = 0; jet < 1000; jet++) {
      probabilities[2 * jet + 1] = jet / 1000f;
      probabilities[2 * jet] = 1 - probabilities[2 * jet + 1];
    }
    ScoreDistribution scores = ScoreDistribution.of(probabilities, 2).orElseThrow();
    for (int part = 0; part < ScoreDistribution.PARTS; part++) {
      assertThat(scores.share(1, part)).isEqualTo(0.1);
      assertThat(scores.part(1, part / 10.0 + 0.05)).isEqualTo(part);
    }
    assertThat(scores.part(0, -1)).isZero();
    assertThat(scores.part(0, 2)).isEqualTo(9);
  }

  @Test
  void fewJetsHaveNone() {
    assertThat(ScoreDistribution.of(new float[198], 2)).isEmpty();
    assertThat(ScoreDistribution.of(new float[200], 2)).isPresent();
  }

  @Property(tries = 100)
  void readsBackAsItWasWritten(
      @ForAll @Size(min = 200, max = 400) List<@FloatRange(min = 0, max = 1) Float> values) {
    float[] probabilities = new float[values.size() / 2 * 2];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = values.get(i);
    }
    ScoreDistribution scores = ScoreDistribution.of(probabilities, 2).orElseThrow();
    assertThat(Json.write(read(scores.toJson()).toJson())).isEqualTo(Json.write(scores.toJson()));
    for (int k = 0; k < 2; k++) {
      int of = k;
      assertThat(
              IntStream.range(0, ScoreDistribution.PARTS)
                  .mapToDouble(p -> scores.share(of, p))
                  .sum())
          .isBetween(1 - 1e-12, 1 + 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 0 0 0 0 0     | 1 0 0 0 0 0 0 0 0 0  | holds 8 numbers, expected 9",
        "0 0 0 0 1 0 1 1 1   | 1 0 0 0 0 0 0 0 0 0  | does not ascend",
        "0 0 0 0 0 0 0 0 0   | 2 -1 0 0 0 0 0 0 0 0 | holds -1.0",
        "0 0 0 0 0 0 0 0 0   | 1 1 0 0 0 0 0 0 0 0  | sums to 2.0, expected 1",
      })
  void whatIsNoDistributionIsTold(String edges, String shares, String reason) {
    Map<String, Object> one = Map.of("edges", numbers(edges), "shares", numbers(shares));
    assertThatThrownBy(() -> read(List.of(one, one)))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> read(List.of(one)))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("scores of 1 classes, the model has 2");
  }

  private static List<Double> numbers(String text) {
    return List.of(text.split(" ")).stream().map(Double::parseDouble).toList();
  }
}
