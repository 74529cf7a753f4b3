package org.lorentznet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.model.WeightArray;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Tensor;
import org.lorentznet.training.Checkpoint.Position;

/** What a training changes as it goes on; the content of its checkpoints. */
final class TrainingState {
  private static final String WEIGHTS = "network.";
  private static final String BEST_WEIGHTS = "best.";
  private static final String MEAN_WEIGHTS = "mean.";

  private final Parameters parameters;
  private final TrainingConfiguration configuration;

  /** The tensors that are trained, and their places among those with gradients. */
  private final List<Tensor> trained;

  private final int[] places;
  private final Optimiser optimiser;
  private final List<EpochResult> history = new ArrayList<>();
  private Map<String, float[]> best = Map.of();
  private Optional<ScoreDistribution> bestScores = Optional.empty();

  /** The mean of the weights; empty without one, and before there is one. */
  private Map<String, float[]> mean = Map.of();

  private Position position = Position.startOf(0);

  TrainingState(Parameters parameters, TrainingConfiguration configuration) {
    this.parameters = parameters;
    this.configuration = configuration;
    List<Tensor> all = parameters.trained();
    trained = configuration.fineTuning().trained(all);
    places = trained.stream().mapToInt(all::indexOf).toArray();
    optimiser = configuration.optimiser().optimiser(trained);
    if (configuration.averaging() instanceof WeightAveraging.Exponential) {
      mean = weights();
    }
  }

  /** Number of the optimiser's steps. */
  long steps() {
    return optimiser.steps();
  }

  Position position() {
    return position;
  }

  void moveTo(Position next) {
    position = next;
  }

  List<EpochResult> history() {
    return history;
  }

  /** Weights of the best epoch by tensor name; empty before the first is done. */
  Map<String, float[]> best() {
    return best;
  }

  /** How the validation's jets were scored with the weights of the best epoch. */
  Optional<ScoreDistribution> bestScores() {
    return bestScores;
  }

  /** A copy of the weights as the optimiser has them. */
  private Map<String, float[]> weights() {
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Tensor tensor : parameters.all()) {
      weights.put(tensor.name(), tensor.values().clone());
    }
    return weights;
  }

  /**
   * Changes the weights along their gradients.
   *
   * @param gradients of all tensors that have some, in the network's order; may be changed
   */
  void step(List<float[]> gradients, double learningRate) {
    List<float[]> used = Arrays.stream(places).mapToObj(gradients::get).toList();
    configuration.optimiser().clip(used);
    optimiser.step(used, learningRate);
    if (configuration.averaging() instanceof WeightAveraging.Exponential exponential) {
      double kept = exponential.kept(optimiser.steps());
      for (Tensor tensor : parameters.all()) {
        blend(mean.get(tensor.name()), tensor.values(), kept);
      }
    }
  }

  private static void blend(float[] mean, float[] values, double kept) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (kept * mean[i] + (1 - kept) * values[i]);
    }
  }

  /** Makes something while the network has given weights. */
  <T> T withWeights(Map<String, float[]> given, Supplier<T> work) {
    Map<String, float[]> own = weights();
    parameters.load(given, "weights");
    T result = work.get();
    parameters.load(own, "weights");
    return result;
  }

  /** The weights that are validated and kept at the end of the current epoch. */
  Map<String, float[]> judged() {
    if (configuration.averaging() instanceof WeightAveraging.Exponential) {
      return mean;
    }
    Map<String, float[]> weights = weights();
    if (configuration.averaging() instanceof WeightAveraging.LastEpochs last && !mean.isEmpty()) {
      int before = position.epoch() - last.first(configuration.epochs());
      mean.forEach((name, values) -> {
        float[] next = weights.get(name);
        for (int i = 0; i < next.length; i++) {
          next[i] = (float) (values[i] + ((double) next[i] - values[i]) / (before + 1));
        }
      });
    }
    return weights;
  }

  /**
   * Ends the current epoch.
   *
   * @param scores how they scored the validation's jets
   * @param judged the weights that the result is of
   * @return whether they are the best so far
   */
  boolean finishEpoch(
      EpochResult result, Optional<ScoreDistribution> scores, Map<String, float[]> judged) {
    Optional<EpochResult> before = EpochResult.best(history);
    boolean better = before.isEmpty() || result.isBetterThan(before.get());
    if (better) {
      best = new LinkedHashMap<>();
      judged.forEach((name, values) -> best.put(name, values.clone()));
      bestScores = scores;
    }
    if (configuration.averaging() instanceof WeightAveraging.LastEpochs last
        && result.epoch() > last.first(configuration.epochs())) {
      mean = judged;
    }
    history.add(result);
    position = Position.startOf(result.epoch());
    return better;
  }

  /** The state as it is, with live arrays: to be written before training goes on. */
  Checkpoint checkpoint(RunDescription run) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : parameters.all()) {
      arrays.put(WEIGHTS + tensor.name(), new WeightArray(tensor.shape(), tensor.values()));
    }
    Map<String, List<float[]>> memory = new TreeMap<>(optimiser.memory());
    for (int p = 0; p < trained.size(); p++) {
      Tensor tensor = trained.get(p);
      for (Map.Entry<String, List<float[]>> part : memory.entrySet()) {
        arrays.put(
            part.getKey() + "." + tensor.name(),
            new WeightArray(tensor.shape(), part.getValue().get(p)));
      }
    }
    put(best, BEST_WEIGHTS, arrays);
    put(mean, MEAN_WEIGHTS, arrays);
    return new Checkpoint(
        run, optimiser.steps(), position, List.copyOf(history), bestScores, arrays);
  }

  private void put(Map<String, float[]> from, String prefix, Map<String, WeightArray> to) {
    from.forEach((name, values) ->
        to.put(prefix + name, new WeightArray(parameters.get(name).shape(), values)));
  }

  /**
   * Goes back to a state.
   *
   * @param where the checkpoint's file, for messages
   * @throws MismatchException where it is another network's
   */
  void restore(Checkpoint checkpoint, Object where) {
    Map<String, WeightArray> arrays = checkpoint.arrays();
    for (int p = 0; p < trained.size(); p++) {
      for (Map.Entry<String, List<float[]>> part : optimiser.memory().entrySet()) {
        copy(arrays, part.getKey() + "." + trained.get(p).name(), part.getValue().get(p), where);
      }
    }
    for (Tensor tensor : parameters.all()) {
      copy(arrays, WEIGHTS + tensor.name(), tensor.values(), where);
    }
    best = checkpoint.history().isEmpty() ? Map.of() : copies(arrays, BEST_WEIGHTS, where);
    mean =
        arrays.keySet().stream().noneMatch(name -> name.startsWith(MEAN_WEIGHTS))
            ? Map.of()
            : copies(arrays, MEAN_WEIGHTS, where);
    bestScores = checkpoint.bestScores();
    optimiser.resume(checkpoint.steps());
    history.clear();
    history.addAll(checkpoint.history());
    position = checkpoint.position();
  }

  private Map<String, float[]> copies(
      Map<String, WeightArray> arrays, String prefix, Object where) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    for (Tensor tensor : parameters.all()) {
      float[] values = new float[tensor.values().length];
      copy(arrays, prefix + tensor.name(), values, where);
      copies.put(tensor.name(), values);
    }
    return copies;
  }

  private static void copy(Map<String, WeightArray> arrays, String name, float[] to, Object where) {
    WeightArray array = arrays.get(name);
    if (array == null || array.values().length != to.length) {
      throw new MismatchException(
          where
              + ": tensor "
              + name
              + (array == null ? " is missing" : " has " + array.values().length + " values")
              + ", expected "
              + to.length
              + " values");
    }
    System.arraycopy(array.values(), 0, to, 0, to.length);
  }
}
