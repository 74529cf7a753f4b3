package org.lorentznet.onnx.run;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jet;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.tagger.JetTagger;

/**
 * A tagger that is an ONNX model, run by ONNX Runtime in threads of its own. Its description is in
 * the model's metadata, or in a file beside it: {@code tagger.onnx.json} for {@code tagger.onnx}.
 */
public final class OnnxTagger implements JetTagger {
  private static final int BATCH = 64;
  private static final Set<OnnxJavaType> TYPES =
      EnumSet.of(OnnxJavaType.BOOL, OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE);

  private final String source;
  private final OrtSession session;
  private final OnnxDescription description;
  private final Map<String, TensorInfo> types = new LinkedHashMap<>();

  private OnnxTagger(String source, OrtSession session, OnnxDescription description) {
    this.source = source;
    this.session = session;
    this.description = description;
  }

  /**
   * Opens a model.
   *
   * @param threads that compute
   * @throws FileFormatException where it is missing, or no model that ONNX Runtime can load
   * @throws MismatchException where it is not described, or not as it is
   */
  public static OnnxTagger open(Path file, int threads) {
    Path beside = file.resolveSibling(file.getFileName() + ".json");
    try {
      String text = Files.exists(beside) ? Files.readString(beside, StandardCharsets.UTF_8) : null;
      return open(Files.readAllBytes(file), file.toString(), text, beside.toString(), threads);
    } catch (IOException e) {
      throw new FileFormatException(file, FileReplacement.reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new FileFormatException(file, "is too large for memory", e);
    }
  }

  /**
   * Opens a model in memory, which describes itself.
   *
   * @param source what to call it in messages
   */
  public static OnnxTagger open(byte[] model, String source, int threads) {
    return open(model, source, null, null, threads);
  }

  private static OnnxTagger open(
      byte[] model, String source, String text, String textSource, int threads) {
    OrtSession session = session(model, source, threads);
    try {
      String found = text != null ? text : metadata(session);
      if (found == null) {
        throw new MismatchException(
            source
                + ": it does not say what its inputs hold: its metadata has no key '"
                + ModelDescription.KEY
                + "', and there is no "
                + source
                + ".json beside it");
      }
      OnnxTagger tagger =
          new OnnxTagger(
              source, session, OnnxDescription.parse(found, text != null ? textSource : source));
      tagger.requireDescribed();
      return tagger;
    } catch (OrtException e) {
      close(session);
      throw new FileFormatException(source, reason(e), e);
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  private static OrtSession session(byte[] model, String source, int threads) {
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "lorentznet");
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return environment.createSession(model, options);
      }
    } catch (OrtException e) {
      throw new FileFormatException(
          source, "is no model that ONNX Runtime can load: " + reason(e), e);
    } catch (LinkageError e) {
      throw new UserException("ONNX Runtime cannot be loaded on this machine: " + e, e);
    }
  }

  private static String metadata(OrtSession session) throws OrtException {
    return session.getMetadata().getCustomMetadata().get(ModelDescription.KEY);
  }

  private static String reason(OrtException e) {
    return String.valueOf(e.getMessage());
  }

  /** Checks that model and description name the same inputs, of types and shapes that fit. */
  private void requireDescribed() throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    List<String> described = description.inputs().stream().map(ModelInput::name).toList();
    if (!Set.copyOf(described).equals(inputs.keySet()) || described.size() != inputs.size()) {
      throw new MismatchException(
          source
              + ": the model has the inputs "
              + String.join(", ", inputs.keySet())
              + ", described are "
              + String.join(", ", described));
    }
    for (ModelInput input : description.inputs()) {
      types.put(input.name(), type(input, inputs.get(input.name())));
    }
    if (!session.getOutputNames().contains(description.output().name())) {
      throw new MismatchException(
          source
              + ": the model has no output '"
              + description.output().name()
              + "'; found: "
              + String.join(", ", session.getOutputNames()));
    }
  }

  private TensorInfo type(ModelInput input, NodeInfo info) {
    if (info.getInfo() instanceof TensorInfo tensor && TYPES.contains(tensor.type)) {
      long[] shape = tensor.getShape();
      boolean flat = shape.length == 2 && input.size() == 1;
      if (flat || (shape.length == 3 && fits(shape[input.particlesLast() ? 1 : 2], input))) {
        return tensor;
      }
    }
    throw new MismatchException(
        source
            + ": input '"
            + input.name()
            + "' is described as "
            + input.size()
            + " values a particle, the model takes "
            + info.getInfo());
  }

  private static boolean fits(long extent, ModelInput input) {
    return extent == input.size() || extent < 0;
  }

  @Override
  public ModelDescription description() {
    return description.model();
  }

  @Override
  public Set<String> columns() {
    return description.columns();
  }

  @Override
  public void score(Jet jet, float[] logits) {
    jet.requireUsable();
    score(jet.toJets(), 0, 1, Workers.CALLER, logits);
    FiniteLogits.require("the given jet", 0, logits, classes().size());
  }

  /** {@inheritDoc} ONNX Runtime's own threads do the work, not {@code workers}. */
  @Override
  public void score(Jets jets, int from, int to, Workers workers, float[] logits) {
    for (int first = from; first < to; first += BATCH) {
      int last = Math.min(first + BATCH, to);
      score(jets, first, last, Padding.PLAIN, logits, (first - from) * classes().size());
    }
  }

  /**
   * Scores jets as one batch, padded in any way.
   *
   * @param logits written from {@code at} on
   */
  public void score(Jets jets, int from, int to, Padding padding, float[] logits, int at) {
    int most = IntStream.range(from, to).map(jets::multiplicity).max().orElse(0);
    int particles = description.particles().orElse(padding.particles(most));
    Map<String, InputTensor> filled = new LinkedHashMap<>();
    for (ModelInput input : description.inputs()) {
      filled.put(
          input.name(), new InputTensor(input, types.get(input.name()).type, to - from, particles));
    }
    for (int j = from; j < to; j++) {
      fill(jets, j, j - from, padding, particles, filled);
    }
    float[] found = run(filled, to - from, particles);
    int classes = classes().size();
    int size = description.output().size(classes);
    for (int j = 0; j < to - from; j++) {
      description.output().toLogits(found, j * size, classes, logits, at + j * classes);
    }
  }

  private void fill(
      Jets jets,
      int jet,
      int row,
      Padding padding,
      int particles,
      Map<String, InputTensor> filled) {
    FourMomentum whole = jets.fourMomentum(jet);
    int[] order = order(jets, jet);
    int multiplicity = Math.min(order.length, particles);
    boolean[] taken = new boolean[particles];
    for (int k = 0; k < multiplicity; k++) {
      int place = padding.place(row, k, multiplicity, particles);
      taken[place] = true;
      FourMomentum constituent = constituent(jets, order[k]);
      for (InputTensor tensor : filled.values()) {
        tensor.put(row, place, jets, order[k], constituent, whole);
      }
    }
    for (int place = 0; place < particles; place++) {
      if (!taken[place]) {
        for (InputTensor tensor : filled.values()) {
          tensor.pad(row, place, padding.value(place));
        }
      }
    }
  }

  private static FourMomentum constituent(Jets jets, int row) {
    double[] p = jets.fourMomenta();
    return new FourMomentum(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]);
  }

  /** Rows of a jet's constituents in the model's order. */
  private int[] order(Jets jets, int jet) {
    IntStream rows = IntStream.range(jets.offset(jet), jets.offset(jet + 1));
    if (!description.byMomentum()) {
      return rows.toArray();
    }
    return rows.boxed()
        .sorted((a, b) -> Double.compare(constituent(jets, b).pt(), constituent(jets, a).pt()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private float[] run(Map<String, InputTensor> filled, int jets, int particles) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, InputTensor> entry : filled.entrySet()) {
        TensorInfo type = types.get(entry.getKey());
        tensors.put(
            entry.getKey(),
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                entry.getValue().bytes(),
                shape(type, entry.getKey(), jets, particles),
                type.type));
      }
      String output = description.output().name();
      try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
        return values(result.get(0).getInfo(), result.get(0), jets);
      }
    } catch (OrtException e) {
      throw new UserException(source + ": ONNX Runtime failed: " + reason(e), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private long[] shape(TensorInfo type, String name, int jets, int particles) {
    if (type.getShape().length == 2) {
      return new long[] {jets, particles};
    }
    ModelInput input =
        description.inputs().stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
    return input.particlesLast()
        ? new long[] {jets, input.size(), particles}
        : new long[] {jets, particles, input.size()};
  }

  private float[] values(ValueInfo info, OnnxValue value, int jets) {
    int expected = jets * description.output().size(classes().size());
    if (!(info instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.FLOAT
        || tensor.getNumElements() != expected) {
      throw new MismatchException(
          source
              + ": output '"
              + description.output().name()
              + "' is "
              + info
              + ", expected FLOAT, "
              + expected
              + " numbers");
    }
    float[] values = new float[expected];
    ((OnnxTensor) value).getFloatBuffer().get(values);
    return values;
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
