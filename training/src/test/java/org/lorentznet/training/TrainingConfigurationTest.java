package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.dataset.Reweighting;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

class TrainingConfigurationTest {
  private static JsonObject json(String text) {
    return new JsonObject("recipe.json", Json.parseObject(text));
  }

  @Test
  void jsonReadsBackAsItWas() {
    TrainingConfiguration configuration =
        TrainingConfiguration.published()
            .withSeed(Long.MIN_VALUE)
            .with(json("{\"schedule\": \"constant\", \"beta2\": 0.99, \"epsilon\": 1e-6}"));
    assertThat(TrainingConfiguration.fromJson(json(Json.write(configuration.toJson()))))
        .isEqualTo(configuration);
    assertThat(configuration.seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(configuration.schedule()).isEqualTo(new LearningRateSchedule.Constant());
  }

  @Test
  void whatGoesBeyondThePublishedRecipeReadsBackToo() {
    String text =
        """
        {"optimiser": "lion", "decay": "matrices", "gradient_clip": 1.5, "label_smoothing": 0.1,
         "averaging": {"kind": "last_epochs", "epochs": 4}, "patience": 3, "not_finite": "skip",
         "distillation": {"teachers": [{"name": "t", "digest": "sha256:1"}], "weight": 0.5,
                          "temperature": 2.0},
         "fine_tuning": {"start": {"name": "s", "digest": "sha256:2"}, "frozen": ["embedding"]}}
        """;
    TrainingConfiguration configuration = TrainingConfiguration.fromJson(json(text));
    assertThat(TrainingConfiguration.fromJson(json(Json.write(configuration.toJson()))))
        .isEqualTo(configuration);
    assertThat(configuration.toJson().keySet()).containsAll(json(text).members().keySet());
    assertThat(configuration.fineTuning().start().orElseThrow().digest()).isEqualTo("sha256:2");
  }

  @Test
  void whatIsNotSaidIsAsPublished() {
    assertThat(TrainingConfiguration.fromJson(json("{}")))
        .isEqualTo(TrainingConfiguration.published());
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("epochs", 35);
    expected.put("batch_size", 128);
    expected.put("learning_rate", 1e-3);
    expected.put("weight_decay", 0.01);
    expected.put("beta1", 0.9);
    expected.put("beta2", 0.999);
    expected.put("epsilon", 1e-8);
    expected.put("seed", 1L);
    expected.put("schedule", "published");
    expected.put("shuffle_buffer", 32_768);
    expected.put("reweighting", Reweighting.NONE.toJson());
    expected.put("validation_batch_size", 128);
    assertThat(TrainingConfiguration.published().toJson()).containsExactlyEntriesOf(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"epochs\": 0} | 'epochs' is 0, expected a whole number from 1",
        "{\"epochs\": 2.5} | 'epochs' is 2.5",
        "{\"epoch\": 3} | unknown key 'epoch'; known: averaging",
        "{\"batch_size\": 0} | 'batch_size' is 0",
        "{\"learning_rate\": -1e-3} | learning_rate is -0.001",
        "{\"learning_rate\": \"fast\"} | 'learning_rate' is fast, expected a number",
        "{\"learning_rate\": 1e999} | learning_rate is Infinity",
        "{\"weight_decay\": -1} | weight_decay is -1.0, expected not negative",
        "{\"weight_decay\": 1000} | weight_decay is 1000.0",
        "{\"beta1\": 1} | beta1 is 1.0, expected in [0, 1)",
        "{\"beta2\": -0.1} | beta2 is -0.1",
        "{\"epsilon\": 0} | epsilon is 0.0",
        "{\"seed\": 0.5} | 'seed' is 0.5, expected a whole number of 64 bits",
        "{\"schedule\": \"linear\"} | unknown learning-rate schedule 'linear'",
        "{\"optimiser\": \"sgd\"} | unknown optimiser 'sgd'; known: adamw, lion",
        "{\"decay\": \"some\"} | unknown parameters to decay 'some'",
        "{\"gradient_clip\": 0} | gradient_clip is 0.0, expected positive",
        "{\"label_smoothing\": 1} | label_smoothing is 1.0",
        "{\"averaging\": {\"kind\": \"exponential\", \"decay\": 1}} | ema is 1.0",
        "{\"averaging\": {\"kind\": \"median\"}} | unknown averaging 'median'",
        "{\"patience\": 0} | 'patience' is 0",
        "{\"not_finite\": \"ignore\"} | unknown choice 'ignore'",
        "{\"distillation\": {\"teachers\": [], \"weight\": 1, \"temperature\": 1}} | no teacher",
        "{\"shuffle_buffer\": 0} | 'shuffle_buffer' is 0",
        "{\"reweighting\": {}} | reweighting: key 'pt' is missing",
        "{\"validation_batch_size\": 0} | 'validation_batch_size' is 0",
      })
  void wrongValuesAreNamed(String text, String expected) {
    assertThatThrownBy(() -> TrainingConfiguration.fromJson(json(text)))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining(expected);
  }
}
