package org.lorentznet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.Json;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.numeric.RandomStream;

class ModelFileTest {
  @TempDir Path folder;
  private Path file;
  private Tagger tagger;

  static Tagger smallTagger() {
    LorentzNetConfiguration configuration = LorentzNetConfiguration.topTagging(120).withSize(3, 2);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("seed", 17L);
    provenance.put("metrics", Map.of("accuracy", 0.9421));
    provenance.put("history", List.of());
    return new Tagger(
        LorentzNet.initialised(configuration, 17), "top", List.of("QCD", "top"), provenance);
  }

  @BeforeEach
  void write() {
    file = folder.resolve("model.safetensors");
    tagger = smallTagger();
    ModelFile.write(file, tagger);
  }

  @Test
  void aTaggerReadsBackAsItWas() throws IOException {
    for (Tagger read :
        List.of(
            ModelFile.read(file),
            ModelFile.read(new ByteArrayInputStream(Files.readAllBytes(file)), "stream"))) {
      assertThat(read.task()).isEqualTo("top");
      assertThat(read.classes()).containsExactly("QCD", "top");
      assertThat(read.provenance()).isEqualTo(tagger.provenance());
      assertThat(read.network().architecture()).isEqualTo("LorentzNet");
      assertThat(read.network().configuration()).isEqualTo(tagger.network().configuration());
      for (Tensor tensor : tagger.network().parameters().all()) {
        assertThat(read.network().parameters().get(tensor.name()).values())
            .isEqualTo(tensor.values());
      }
    }
  }

  @Test
  void theDocumentIsOneJsonTextInTheMetadata() {
    Map<String, String> metadata = Safetensors.read(file).metadata();
    assertThat(metadata).containsOnlyKeys("lorentznet");
    assertThat(Json.parseObject(metadata.get("lorentznet")).keySet())
        .containsExactly(
            "format_version", "architecture", "configuration", "task", "classes", "provenance");
  }

  @Test
  void otherWeightsThanTheNetworksCanBeWritten() {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Tensor tensor : tagger.network().parameters().all()) {
      values.put(tensor.name(), new float[tensor.values().length]);
    }
    ModelFile.write(file, tagger, values);
    assertThat(ModelFile.read(file).network().parameters().get("embedding.weight").values())
        .containsOnly(0);
  }

  /** Writes the model again with its JSON document and tensors changed. */
  private void rewrite(
      Consumer<Map<String, Object>> document, Consumer<Map<String, Tensor>> tensors) {
    Safetensors contents = Safetensors.read(file);
    Map<String, Object> json = Json.parseObject(contents.metadata().get("lorentznet"));
    document.accept(json);
    Map<String, Tensor> kept = new LinkedHashMap<>();
    for (String name : contents.names()) {
      kept.put(
          name,
          new Tensor(name, contents.shape(name), contents.floats(name), Tensor.Role.PARAMETER));
    }
    tensors.accept(kept);
    SafetensorsWriter writer = new SafetensorsWriter(Map.of("lorentznet", Json.write(json)));
    kept.values().forEach(t -> writer.add(t.name(), t.shape(), t.values()));
    writer.write(file);
  }

  private void assertRefused(Class<? extends UserException> type, String... parts) {
    assertThatThrownBy(() -> ModelFile.read(file))
        .isExactlyInstanceOf(type)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void anotherFormatVersionIsRefused() {
    rewrite(json -> json.put("format_version", 2L), tensors -> {});
    assertRefused(FileFormatException.class, "format version 2, expected 1");
  }

  @Test
  void anotherArchitectureIsRefused() {
    rewrite(json -> json.put("architecture", "ParticleNet"), tensors -> {});
    assertRefused(MismatchException.class, "'ParticleNet'", "known: Ensemble, LorentzNet");
  }

  @Test
  void wrongKeysAreNamed() {
    rewrite(json -> json.remove("task"), tensors -> {});
    assertRefused(MismatchException.class, "key 'task' is missing");
    write();
    rewrite(json -> json.put("classes", List.of("one")), tensors -> {});
    assertRefused(MismatchException.class, "'classes' holds 1 names, the network has 2");
    write();
    rewrite(json -> configuration(json).put("widht", 3), tensors -> {});
    assertRefused(MismatchException.class, "lorentznet.configuration", "'widht'");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> configuration(Map<String, Object> document) {
    return (Map<String, Object>) document.get("configuration");
  }

  @Test
  void wrongTensorsAreNamed() {
    rewrite(json -> {}, tensors -> tensors.remove("LGEBs.1.phi_h.3.bias"));
    assertRefused(MismatchException.class, "tensor LGEBs.1.phi_h.3.bias is missing");
    write();
    rewrite(
        json -> {},
        tensors ->
            tensors.put(
                "embedding.weight",
                new Tensor(
                    "embedding.weight", new int[] {2, 3}, new float[6], Tensor.Role.PARAMETER)));
    assertRefused(MismatchException.class, "embedding.weight has shape [2, 3], expected [3, 2]");
    write();
    rewrite(json -> {}, tensors -> tensors.get("graph_dec.3.bias").values()[1] = Float.NaN);
    assertRefused(FileFormatException.class, "graph_dec.3.bias holds NaN at position 1");
    write();
    rewrite(
        json -> {},
        tensors ->
            tensors.put(
                "extra", new Tensor("extra", new int[] {1}, new float[1], Tensor.Role.PARAMETER)));
    assertRefused(MismatchException.class, "tensor extra is none of the network's");
  }

  @Test
  void aNetworkLargerThanTheFileIsRefusedBeforeItTakesMemory() {
    rewrite(
        json -> {
          configuration(json).put("width", 4096);
          configuration(json).put("blocks", 1000);
        },
        tensors -> {});
    assertRefused(MismatchException.class, "width 4096 and 1000 blocks");
  }

  @Test
  void weightsAloneAreNoModel() {
    new SafetensorsWriter(Map.of()).add("a", new int[] {1}, new float[1]).write(file);
    assertRefused(FileFormatException.class, "is no model");
    new SafetensorsWriter(Map.of("lorentznet", "{")).write(file);
    assertRefused(FileFormatException.class, "'lorentznet' is not valid JSON");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      assertThat(outcome(Arrays.copyOf(whole, length))).as("first %s bytes", length).isFalse();
    }
  }

  @Test
  void damagedFilesGiveModelsOrUserErrors() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    RandomStream random = new RandomStream(4);
    int headerEnd = 8 + (int) (whole.length - 8 - Safetensors.read(file).dataBytes());
    for (int round = 0; round < 6000; round++) {
      byte[] damaged = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        // Most of the harm is in the header: two of three changes go there.
        int at = random.nextInt(random.nextInt(3) > 0 ? headerEnd : whole.length);
        damaged[at] =
            switch (random.nextInt(3)) {
              case 0 -> (byte) random.nextInt(256);
              case 1 -> (byte) (damaged[at] ^ (1 << random.nextInt(8)));
              default -> (byte) "0123456789-.eE[]{}\",:null".charAt(random.nextInt(25));
            };
      }
      outcome(damaged);
    }
  }

  @Test
  void swappedAndRepeatedPartsGiveModelsOrUserErrors() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    RandomStream random = new RandomStream(5);
    for (int round = 0; round < 2000; round++) {
      int from = random.nextInt(whole.length);
      int length = Math.min(random.nextInt(40), whole.length - from);
      int to = random.nextInt(whole.length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(whole, 0, to);
      out.write(whole, from, length);
      int skipped = random.nextInt(2) == 0 ? Math.min(length, whole.length - to) : 0;
      out.write(whole, to + skipped, whole.length - to - skipped);
      outcome(out.toByteArray());
    }
  }

  /** Whether the bytes are a model; anything but a model or a user error escapes. */
  private static boolean outcome(byte[] bytes) {
    try {
      ModelFile.read(new ByteArrayInputStream(bytes), "damaged");
      return true;
    } catch (UserException e) {
      assertThat(e).hasMessageStartingWith("damaged: ");
      return false;
    }
  }
}
