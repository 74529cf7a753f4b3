package org.lorentznet.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/**
 * LorentzNet's weights under the names of the published implementation, as a tagger. Width, number
 * of blocks, scalars and classes follow from the shapes; pooling divisor and coordinate clamp are
 * not part of the weights and have to be told.
 */
public final class PublishedWeights {
  /** What training on several devices puts before every name. */
  private static final String PARALLEL_PREFIX = "module.";

  /** The count of batches that a normalisation has seen, of no use without its momentum. */
  private static final String BATCH_COUNT = "num_batches_tracked";

  private static final Pattern BLOCK = Pattern.compile("LGEBs\\.([0-9]{1,6})\\..*");

  private final String source;
  private final Map<String, WeightArray> arrays = new LinkedHashMap<>();

  /**
   * Weights by name.
   *
   * @param source the file, for messages and provenance
   * @param arrays by published name, with or without the prefix {@code module.}
   */
  public PublishedWeights(String source, Map<String, WeightArray> arrays) {
    this.source = source;
    arrays.forEach(this::put);
  }

  /**
   * {@return weights in a safetensors file}
   *
   * @param contents of the file
   * @throws org.lorentznet.errors.FileFormatException where an array is not in single precision
   */
  public static PublishedWeights of(Safetensors contents) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (String name : contents.names()) {
      if (!name.endsWith(BATCH_COUNT)) {
        arrays.put(name, new WeightArray(contents.shape(name), contents.floats(name)));
      }
    }
    return new PublishedWeights(contents.source(), arrays);
  }

  private void put(String name, WeightArray array) {
    String plain =
        name.startsWith(PARALLEL_PREFIX) ? name.substring(PARALLEL_PREFIX.length()) : name;
    if (!plain.endsWith(BATCH_COUNT) && arrays.put(plain, array) != null) {
      throw new MismatchException(source + ": tensor " + plain + " stands twice");
    }
  }

  /**
   * {@return the tagger of these weights}
   *
   * @param task what they were trained for
   * @param divisor D of the pooling; empty for the jet's own number of particles
   * @param clamp of the coordinate update; 100 gives the published scores, empty an exactly
   *     invariant network
   * @throws MismatchException naming the tensor that is missing, unknown or of a shape that does
   *     not fit the task
   */
  public Tagger tagger(PublishedTask task, OptionalDouble divisor, OptionalDouble clamp) {
    int[] embedding = matrix("embedding.weight");
    requireFit(
        "embedding.weight", "scalars a particle", embedding[1], task.encoding().size(), task);
    int classes = matrix("graph_dec.3.weight")[0];
    requireFit("graph_dec.3.weight", "classes", classes, task.classes().size(), task);
    LorentzNet network =
        Architectures.lorentzNet(configuration(task, embedding[0], divisor, clamp), size(), source);
    WeightArray.load(network, arrays, source);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("origin", "published weights");
    provenance.put("source", source);
    provenance.put("version", Version.CURRENT);
    return new Tagger(network, task.key(), task.classes(), provenance);
  }

  private LorentzNetConfiguration configuration(
      PublishedTask task, int width, OptionalDouble divisor, OptionalDouble clamp) {
    try {
      return task.configuration()
          .withSize(width, blocks())
          .withPoolingDivisor(divisor)
          .withCoordinateClamp(clamp);
    } catch (IllegalArgumentException e) {
      throw new MismatchException(source + ": " + e.getMessage());
    }
  }

  private int blocks() {
    int last = -1;
    for (String name : arrays.keySet()) {
      Matcher matcher = BLOCK.matcher(name);
      if (matcher.matches()) {
        last = Math.max(last, Integer.parseInt(matcher.group(1)));
      }
    }
    return last + 1;
  }

  private long size() {
    return arrays.values().stream().mapToLong(array -> array.values().length).sum();
  }

  private int[] matrix(String name) {
    WeightArray array = arrays.get(name);
    if (array == null) {
      throw new MismatchException(
          source + ": not published LorentzNet weights: tensor " + name + " is missing");
    }
    if (array.shape().length != 2) {
      throw new MismatchException(
          source
              + ": tensor "
              + name
              + " has shape "
              + Arrays.toString(array.shape())
              + ", expected a matrix");
    }
    return array.shape();
  }

  private void requireFit(String tensor, String what, int found, int expected, PublishedTask task) {
    if (found != expected) {
      throw new MismatchException(
          source
              + ": tensor "
              + tensor
              + " is for "
              + found
              + " "
              + what
              + ", task "
              + task.key()
              + " has "
              + expected);
    }
  }
}
