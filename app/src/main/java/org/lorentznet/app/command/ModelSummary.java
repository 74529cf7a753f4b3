package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleEncodingJson;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.tagger.JetTagger;

/**
 * What a model is: told in words or as JSON.
 *
 * @param parameters how many it has, where that is known
 */
public record ModelSummary(String file, ModelDescription description, OptionalLong parameters) {
  /** Epoch by epoch: too long for words. */
  private static final String HISTORY = "history";

  /** Names of facts. */
  static final String FILE = "model";

  static final String KERNEL = "kernel in use";

  private static final String DATA = "data";

  private static final Collector<CharSequence, ?, String> LIST = Collectors.joining(", ");

  /** Of a tagger. */
  static ModelSummary of(Path file, JetTagger tagger) {
    return new ModelSummary(file.toString(), tagger.description(), tagger.parameters());
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "model");
    json.put("file", file);
    json.put("architecture", description.architecture());
    json.put("task", description.task());
    json.put("classes", description.classes());
    parameters.ifPresent(count -> json.put("parameters", count));
    json.put("configuration", description.configuration());
    json.put("provenance", description.provenance());
    json.put("kernel", KernelChoice.current().kernels().name());
    return json;
  }

  /** Names and what they stand for, in the order to be shown. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(FILE, file);
    facts.put("architecture", description.architecture());
    facts.put("task", description.task());
    facts.put("classes", String.join(", ", description.classes()));
    parameters.ifPresent(count -> facts.put("parameters", Long.toString(count)));
    description.configuration().forEach((key, value) -> facts.putIfAbsent(words(key), text(value)));
    encoding().ifPresent(encoding -> facts.putAll(facts(encoding)));
    description
        .provenance()
        .forEach((key, value) -> {
          if (key.equals(DATA) && value instanceof Map<?, ?> purposes) {
            purposes.forEach(
                (purpose, jets) -> facts.put(words(purpose.toString()) + " data", text(jets)));
          } else if (!key.equals(HISTORY)) {
            facts.put(words(key), text(value));
          }
        });
    KernelChoice kernel = KernelChoice.current();
    facts.put(KERNEL, kernel.kernels().name() + " (" + kernel.reason() + ")");
    return facts;
  }

  /** What our networks see of a jet; other programs' models do not say it here. */
  private Optional<ParticleEncoding> encoding() {
    return description.architecture().equals(LorentzNet.ARCHITECTURE)
        ? Optional.of(ParticleEncodingJson.read(new JsonObject(file, description.configuration())))
        : Optional.empty();
  }

  private static Map<String, String> facts(ParticleEncoding encoding) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("scalars", encoding.scalars().stream().map(ModelSummary::text).collect(LIST));
    facts.put(
        "reference vectors",
        encoding.referenceVectors().isEmpty()
            ? "none"
            : encoding.referenceVectors().stream()
                .map(vector -> vector.fourMomentum().toString())
                .collect(LIST));
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
          .filter(entry -> !entry.getKey().equals(HISTORY))
          .map(entry -> words(entry.getKey().toString()) + " " + text(entry.getValue()))
          .collect(LIST);
    }
    if (value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(Map.class::isInstance)) {
      return list.stream().map(ModelSummary::text).collect(Collectors.joining("; "));
    }
    return value instanceof String text ? text : Json.write(value);
  }
}
