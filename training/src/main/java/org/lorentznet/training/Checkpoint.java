package org.lorentznet.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.lorentznet.dataset.Bookmark;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.model.Safetensors;
import org.lorentznet.model.SafetensorsWriter;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.model.WeightArray;

/**
 * Everything from which a run goes on to the bits it would have had without a break, as a
 * safetensors file with a checksum.
 *
 * @param run what is trained
 * @param steps number of the optimiser's steps so far
 * @param position where in it
 * @param history of the epochs that are done
 * @param bestScores how the validation's jets were scored in the best of them
 * @param arrays weights, moments, best weights, by name
 */
record Checkpoint(
    RunDescription run,
    long steps,
    Position position,
    List<EpochResult> history,
    Optional<ScoreDistribution> bestScores,
    Map<String, WeightArray> arrays) {
  private static final int FORMAT_VERSION = 2;
  private static final String KEY = "lorentznet_checkpoint";
  private static final String CHECKSUM = "checksum";
  private static final String BEST_SCORES = "best_scores";
  private static final int CHUNK_VALUES = 1 << 14;

  /**
   * A place between two batches.
   *
   * @param bookmark where in the order of jets, its epoch the current one; the number of epochs at
   *     the end of the run
   * @param batch number of batches that the epoch has behind it
   * @param jets number of jets in them
   * @param weight what these jets weigh
   * @param lossSum of their cross-entropies, each times its weight
   * @param correct what those of them weigh that were taken for what they are
   * @param skipped how many of the batches were left out because something was not finite
   * @param seconds spent on them
   */
  record Position(
      Bookmark bookmark,
      int batch,
      long jets,
      double weight,
      double lossSum,
      double correct,
      int skipped,
      double seconds) {
    /** Where an epoch begins. */
    static Position startOf(int epoch) {
      return new Position(Bookmark.startOf(epoch), 0, 0, 0, 0, 0, 0, 0);
    }

    int epoch() {
      return bookmark.epoch();
    }

    /** Mean cross-entropy of the jets. */
    double loss() {
      return weight == 0 ? 0 : lossSum / weight;
    }

    /** Fraction of the jets that were taken for what they are. */
    double accuracy() {
      return weight == 0 ? 0 : correct / weight;
    }

    Position plusBatch(
        Bookmark end, JetBatch jetsOfBatch, double loss, double batchCorrect, double batchSeconds) {
      double batchWeight = jetsOfBatch.totalWeight();
      return new Position(
          end,
          batch + 1,
          jets + jetsOfBatch.jets(),
          weight + batchWeight,
          lossSum + loss * batchWeight,
          correct + batchCorrect,
          skipped,
          seconds + batchSeconds);
    }

    /** Behind a batch that was left out: its jets are done, but count nothing. */
    Position plusSkipped(Bookmark end, JetBatch jetsOfBatch, double batchSeconds) {
      return new Position(
          end,
          batch + 1,
          jets + jetsOfBatch.jets(),
          weight,
          lossSum,
          correct,
          skipped + 1,
          seconds + batchSeconds);
    }

    private Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("epoch", epoch());
      json.put("window", bookmark.window());
      json.put("place", bookmark.place());
      json.put("batch", batch);
      json.put("jets", jets);
      json.put("weight", weight);
      json.put("loss_sum", lossSum);
      json.put("correct", correct);
      json.put("skipped", skipped);
      json.put("seconds", seconds);
      return json;
    }

    private static Position fromJson(JsonObject json) {
      return new Position(
          new Bookmark(
              json.integer("epoch", 0, Integer.MAX_VALUE),
              json.integer("window", 0, Integer.MAX_VALUE),
              json.integer("place", 0, Integer.MAX_VALUE)),
          json.integer("batch", 0, Integer.MAX_VALUE),
          json.wholeNumber("jets"),
          json.number("weight"),
          json.number("loss_sum"),
          json.number("correct"),
          json.has("skipped") ? json.integer("skipped", 0, Integer.MAX_VALUE) : 0,
          json.number("seconds"));
    }
  }

  /** The recipe of the run. */
  TrainingConfiguration configuration() {
    return TrainingConfiguration.fromJson(
        new JsonObject("checkpoint", run.json()).object("training"));
  }

  /** Whether all epochs are done, as many as there were to be. */
  boolean finished() {
    return configuration().endsBehind(position.epoch(), history);
  }

  /**
   * Writes the file, replacing an older one once it is whole.
   *
   * @throws org.lorentznet.errors.UserException where that fails; the older one is then as it was
   */
  void write(Path file) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format_version", FORMAT_VERSION);
    document.put("run", run.json());
    document.put("steps", steps);
    document.put("position", position.toJson());
    document.put("history", history.stream().map(EpochResult::toJson).toList());
    bestScores.ifPresent(scores -> document.put(BEST_SCORES, scores.toJson()));
    String text = Json.write(document);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KEY, text);
    metadata.put(CHECKSUM, checksum(text, arrays));
    SafetensorsWriter writer = new SafetensorsWriter(metadata);
    arrays.forEach((name, array) -> writer.add(name, array.shape(), array.values()));
    writer.write(file);
  }

  /**
   * Reads a file.
   *
   * @throws FileFormatException where it is damaged or no checkpoint
   */
  static Checkpoint read(Path file) {
    Safetensors contents = Safetensors.read(file);
    String text = contents.metadata().get(KEY);
    if (text == null) {
      throw new FileFormatException(
          file, "is no checkpoint: its metadata has no key '" + KEY + "'");
    }
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (String name : contents.names()) {
      arrays.put(name, new WeightArray(contents.shape(name), contents.floats(name)));
    }
    if (!checksum(text, arrays).equals(contents.metadata().get(CHECKSUM))) {
      throw new FileFormatException(file, "is damaged: its checksum does not fit its content");
    }
    JsonObject document = new JsonObject(file + ": " + KEY, Json.parseObject(text));
    int version = document.integer("format_version", 0, Integer.MAX_VALUE);
    if (version != FORMAT_VERSION) {
      throw new FileFormatException(
          file, "is a checkpoint of format version " + version + ", expected " + FORMAT_VERSION);
    }
    return new Checkpoint(
        new RunDescription(document.object("run").members()),
        (long) document.number("steps"),
        Position.fromJson(document.object("position")),
        document.objects("history").stream().map(EpochResult::fromJson).toList(),
        bestScores(document),
        arrays);
  }

  private static Optional<ScoreDistribution> bestScores(JsonObject document) {
    if (!document.has(BEST_SCORES)) {
      return Optional.empty();
    }
    int classes = document.object("run").texts("classes").size();
    return Optional.of(
        ScoreDistribution.fromJson(document.objects(BEST_SCORES), classes, document.where()));
  }

  private static String checksum(String document, Map<String, WeightArray> arrays) {
    CRC32C sum = new CRC32C();
    sum.update(document.getBytes(StandardCharsets.UTF_8));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_VALUES * Float.BYTES);
    arrays.forEach((name, array) -> {
      sum.update(name.getBytes(StandardCharsets.UTF_8));
      float[] values = array.values();
      for (int from = 0; from < values.length; from += CHUNK_VALUES) {
        int count = Math.min(CHUNK_VALUES, values.length - from);
        chunk.clear().asFloatBuffer().put(values, from, count);
        sum.update(chunk.array(), 0, count * Float.BYTES);
      }
    });
    return "crc32c:" + Long.toHexString(sum.getValue());
  }
}
