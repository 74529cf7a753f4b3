package org.lorentznet.data.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.pickle.Pickle;
import org.lorentznet.data.pickle.Pickle.PickleException;
import org.lorentznet.errors.FileFormatException;

/** Reads the tensors of a state dictionary from PyTorch's zip format (1.6 or newer). */
public final class PyTorchWeights {
  private static final String FORMAT = "PyTorch";
  private static final String PICKLE = "data.pkl";
  private static final int LARGEST_PICKLE = 1 << 26;
  private static final long LARGEST_STORAGE = 1L << 30;

  /** Under which a training checkpoint keeps the state dictionary. */
  private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model");

  private static final String WRAPPER = "module.";
  private static final String BATCH_COUNTER = "num_batches_tracked";

  private final ReadableFile file;
  private final ZipFile zip;
  private final String folder;
  private final Map<String, Storage> storages = new HashMap<>();

  private PyTorchWeights(ReadableFile file, ZipFile zip, String folder) {
    this.file = file;
    this.zip = zip;
    this.folder = folder;
  }

  /**
   * Reads all tensors, by name in the file's order.
   *
   * @throws FileFormatException where the file is damaged, holds no tensors, or is not plain data:
   *     it refuses to run anything else
   */
  public static Map<String, Tensor> read(Path path) {
    ReadableFile file = ReadableFile.of(path);
    if (Container.of(file) != Container.ZIP) {
      throw new FileFormatException(
          file, "is " + found(file) + ", weights as PyTorch 1.6 or newer saves them expected");
    }
    return file.reading(
        FORMAT,
        () -> {
          try (ZipFile zip = new ZipFile(path.toFile())) {
            Optional<? extends ZipEntry> pickle =
                zip.stream().filter(entry -> isPickle(entry.getName())).findFirst();
            if (pickle.isEmpty()) {
              throw new FileFormatException(file, "a zip archive without " + PICKLE);
            }
            String name = pickle.get().getName();
            String folder = name.substring(0, name.length() - PICKLE.length());
            return new PyTorchWeights(file, zip, folder).tensors(pickle.get());
          }
        });
  }

  /**
   * The tensors under the names of the network itself: without the prefix {@code module.} of a
   * wrapper for several devices, and without batch normalisation's counters of batches.
   */
  public static Map<String, Tensor> plainNames(Map<String, Tensor> tensors) {
    Map<String, Tensor> plain = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      String own = name.startsWith(WRAPPER) ? name.substring(WRAPPER.length()) : name;
      if (!own.equals(BATCH_COUNTER) && !own.endsWith("." + BATCH_COUNTER)) {
        plain.put(own, tensor);
      }
    });
    return plain;
  }

  private static String found(ReadableFile file) {
    byte[] first = file.firstBytes(2);
    boolean legacy = first.length == 2 && first[0] == (byte) 0x80 && first[1] == 2;
    return legacy
        ? "in PyTorch's old format (load and save it once with a newer PyTorch)"
        : Container.of(file).what();
  }

  private static boolean isPickle(String name) {
    return name.equals(PICKLE) || name.endsWith("/" + PICKLE);
  }

  private Map<String, Tensor> tensors(ZipEntry pickle) throws IOException {
    Optional<String> order = text("byteorder");
    if (order.isPresent() && !order.get().strip().equals("little")) {
      throw new FileFormatException(
          file, "byte order '" + order.get().strip() + "', little expected");
    }
    Object content;
    try {
      content = Pickle.read(bytes(pickle, LARGEST_PICKLE), functions(), this::storage);
    } catch (PickleException e) {
      throw new FileFormatException(file, "not plain weights: " + e.getMessage(), e);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    collect(content, tensors);
    for (String key : NESTED) {
      if (tensors.isEmpty() && content instanceof Map<?, ?> map) {
        collect(map.get(key), tensors);
      }
    }
    if (tensors.isEmpty()) {
      throw new FileFormatException(file, "holds no state dictionary (tensors by name)");
    }
    return tensors;
  }

  private static void collect(Object content, Map<String, Tensor> tensors) {
    if (content instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        if (name instanceof String text && value instanceof Tensor tensor) {
          tensors.put(text, tensor);
        }
      });
    }
  }

  /** All that a state dictionary calls or names. */
  private Map<String, Function<List<Object>, Object>> functions() {
    Map<String, Function<List<Object>, Object>> functions = new HashMap<>();
    functions.put("collections.OrderedDict", arguments -> new LinkedHashMap<>());
    functions.put("torch._utils._rebuild_tensor_v2", PyTorchWeights::rebuild);
    functions.put("torch._utils._rebuild_parameter", arguments -> argument(arguments, 0));
    for (Storage.Type type : Storage.Type.values()) {
      functions.put(
          "torch." + type.pythonName(),
          arguments -> {
            throw new PickleException("refuses to run torch." + type.pythonName());
          });
    }
    return functions;
  }

  private static Object argument(List<Object> arguments, int i) {
    if (i >= arguments.size()) {
      throw new PickleException("a call lacks arguments");
    }
    return arguments.get(i);
  }

  /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. */
  private static Object rebuild(List<Object> arguments) {
    if (argument(arguments, 0) instanceof Storage storage
        && argument(arguments, 1) instanceof Long offset
        && argument(arguments, 2) instanceof List<?> size
        && argument(arguments, 3) instanceof List<?> stride) {
      return storage.tensor(offset, integers(size), integers(stride));
    }
    throw new PickleException("a tensor is built from something else than its numbers");
  }

  private static long[] integers(List<?> values) {
    return values.stream()
        .mapToLong(value -> {
          if (value instanceof Long integer && integer >= 0) {
            return integer;
          }
          throw new PickleException("a tensor's shape is not made of whole numbers");
        })
        .toArray();
  }

  /** {@code ('storage', type, key, location, number of elements)}. */
  private Object storage(Object id) {
    if (id instanceof List<?> parts
        && parts.size() == 5
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof Pickle.Name type
        && parts.get(2) instanceof String key
        && parts.get(4) instanceof Long elements) {
      return storages.computeIfAbsent(key, name -> load(name, type.qualified(), elements));
    }
    throw new PickleException("refers to something else than numbers");
  }

  private Storage load(String key, String qualified, long elements) {
    Storage.Type type =
        Storage.Type.named(qualified)
            .orElseThrow(() -> new PickleException("refuses to run " + qualified));
    ZipEntry entry = zip.getEntry(folder + "data/" + key);
    if (entry == null) {
      throw new FileFormatException(file, "damaged: the numbers of tensor " + key + " are missing");
    }
    if (elements < 0 || elements > LARGEST_STORAGE / type.bytes()) {
      throw new FileFormatException(file, "a tensor of " + elements + " numbers is too large");
    }
    byte[] bytes;
    try {
      bytes = bytes(entry, LARGEST_STORAGE);
    } catch (IOException e) {
      throw new FileFormatException(file, "damaged: " + e.getMessage(), e);
    }
    if (bytes.length < elements * type.bytes()) {
      throw new FileFormatException(
          file,
          "damaged: tensor "
              + key
              + " has "
              + bytes.length
              + " bytes, "
              + elements * type.bytes()
              + " expected");
    }
    return new Storage(type, bytes);
  }

  private Optional<String> text(String name) throws IOException {
    ZipEntry entry = zip.getEntry(folder + name);
    return entry == null
        ? Optional.empty()
        : Optional.of(new String(bytes(entry, 1 << 10), StandardCharsets.US_ASCII));
  }

  private byte[] bytes(ZipEntry entry, long largest) throws IOException {
    if (entry.getSize() > largest) {
      throw new FileFormatException(
          file, entry.getName() + " of " + entry.getSize() + " bytes is too large");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) largest);
      if (bytes.length != entry.getSize()) {
        throw new FileFormatException(file, "truncated within " + entry.getName());
      }
      return bytes;
    }
  }
}
