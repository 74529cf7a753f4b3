package org.lorentznet.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.json.Json;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.model.Tagger;

/** What a model is: told in words or as JSON. */
public record ModelSummary(String file, Tagger tagger) {
  /** Epoch by epoch: too long for words. */
  private static final String HISTORY = "history";

  private static final Collector<CharSequence, ?, String> LIST = Collectors.joining(", ");

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "model");
    json.put("file", file);
    json.put("architecture", tagger.network().architecture());
    json.put("task", tagger.task());
    json.put("classes", tagger.classes());
    json.put("parameters", tagger.network().parameters().count());
    json.put("configuration", tagger.network().configuration());
    json.put("provenance", tagger.provenance());
    json.put("kernel", KernelChoice.current().kernels().name());
    return json;
  }

  /** Names and what they stand for, in the order to be shown. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", file);
    facts.put("architecture", tagger.network().architecture());
    facts.put("task", tagger.task());
    facts.put("classes", String.join(", ", tagger.classes()));
    facts.put("parameters", Long.toString(tagger.network().parameters().count()));
    tagger
        .network()
        .configuration()
        .forEach((key, value) -> facts.putIfAbsent(words(key), text(value)));
    ParticleEncoding encoding = tagger.network().encoding();
    facts.put("scalars", encoding.scalars().stream().map(ModelSummary::text).collect(LIST));
    facts.put(
        "reference vectors",
        encoding.referenceVectors().isEmpty()
            ? "none"
            : encoding.referenceVectors().stream()
                .map(vector -> vector.fourMomentum().toString())
                .collect(LIST));
    tagger
        .provenance()
        .forEach((key, value) -> {
          if (!key.equals(HISTORY)) {
            facts.put(words(key), text(value));
          }
        });
    KernelChoice kernel = KernelChoice.current();
    facts.put("kernel in use", kernel.kernels().name() + " (" + kernel.reason() + ")");
    return facts;
  }

  private static String words(String key) {
    return key.replace('_', ' ');
  }

  private static String text(ParticleScalar scalar) {
    return switch (scalar) {
      case ParticleScalar.Mass mass -> "psi(mass)";
      case ParticleScalar.Constant constant -> "constant " + constant.value();
      case ParticleScalar.Feature feature -> feature.column();
      case ParticleScalar.OneHot hot -> hot.column() + " one of " + hot.values();
      case ParticleScalar.JetMass mass -> "psi(jet mass)";
      case ParticleScalar.JetProduct product -> "psi(<p, P of the jet>)";
      case ParticleScalar.Kinematic kinematic -> words(kinematic.quantity().key());
    };
  }

  private static String text(Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> words(entry.getKey().toString()) + " " + text(entry.getValue()))
          .collect(LIST);
    }
    return value instanceof String text ? text : Json.write(value);
  }
}
