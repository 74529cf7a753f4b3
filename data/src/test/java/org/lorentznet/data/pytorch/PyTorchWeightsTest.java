package org.lorentznet.data.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.Samples;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.json.Json;
import org.lorentznet.testing.SharedFiles;

class PyTorchWeightsTest {
  @ParameterizedTest
  @ValueSource(strings = {"weights.pt", "checkpoint.pt"})
  void allKindsOfNumbers(String name) {
    Map<String, Tensor> tensors = PyTorchWeights.read(Samples.file(name));
    assertThat(List.copyOf(tensors.keySet()))
        .containsExactly(
            "module.a.weight",
            "module.a.turned",
            "module.a.part",
            "module.b.weight",
            "module.b.num_batches_tracked");
    assertTensor(tensors.get("module.a.weight"), shape(2, 3), .5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
    assertTensor(tensors.get("module.a.turned"), shape(3, 2), .5f, 3.5f, 1.5f, 4.5f, 2.5f, 5.5f);
    assertTensor(tensors.get("module.a.part"), shape(2), 1.5f, 3.5f);
    assertTensor(tensors.get("module.b.weight"), shape(6), .5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
    assertTensor(tensors.get("module.b.num_batches_tracked"), shape(), 7);
    assertThat(PyTorchWeights.plainNames(tensors).keySet())
        .containsExactly("a.weight", "a.turned", "a.part", "b.weight");
  }

  private static int[] shape(int... sizes) {
    return sizes;
  }

  private static void assertTensor(Tensor tensor, int[] shape, float... values) {
    assertThat(tensor.shape()).isEqualTo(shape);
    assertThat(tensor.values()).isEqualTo(values);
  }

  @Test
  void nothingElseIsRun() {
    assertThatThrownBy(() -> PyTorchWeights.read(Samples.file("refused.pt")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("refuses to run pathlib.PurePosixPath");
  }

  @ParameterizedTest
  @CsvSource({
    "lgn.h5, an HDF5 file",
    "energyflow.npz, without data.pkl",
    "jets.parquet, a Parquet file"
  })
  void otherFiles(String name, String message) {
    assertThatThrownBy(() -> PyTorchWeights.read(Samples.file(name)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"top", "qg"})
  @SuppressWarnings("unchecked")
  void publishedWeightsAreTheSafetensorsOnes(String task) throws IOException {
    Map<String, Tensor> tensors =
        PyTorchWeights.plainNames(
            PyTorchWeights.read(SharedFiles.require("golden/" + task + "-published.pt")));
    Path other = SharedFiles.require("golden/" + task + "-published.safetensors");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(other)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
    Map<String, Object> entries = Json.parseObject(header);
    entries.remove("__metadata__");
    assertThat(tensors.keySet()).isEqualTo(entries.keySet());
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      Map<String, Object> place = (Map<String, Object>) entry.getValue();
      Tensor tensor = tensors.get(entry.getKey());
      List<Object> shape = (List<Object>) place.get("shape");
      assertThat(tensor.shape())
          .isEqualTo(shape.stream().mapToInt(size -> ((Long) size).intValue()).toArray());
      assertThat(place.get("dtype")).isEqualTo("F32");
      int from = 8 + length + ((Long) ((List<Object>) place.get("data_offsets")).get(0)).intValue();
      for (int i = 0; i < tensor.values().length; i++) {
        assertThat(tensor.values()[i]).isEqualTo(bytes.getFloat(from + 4 * i));
      }
    }
  }
}
