package org.lorentznet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.model.WeightArray;
import org.lorentznet.network.Parameters;
import org.lorentznet.network.Tensor;
import org.lorentznet.training.Checkpoint.Position;

/** What a training changes as it goes on; the content of its checkpoints. */
final class TrainingState {
  private static final String WEIGHTS = "network.";
  private static final String FIRST_MOMENTS = "first_moment.";
  private static final String SECOND_MOMENTS = "second_moment.";
  private static final String BEST_WEIGHTS = "best.";

  private final Parameters parameters;
  private final AdamW optimiser;
  private final List<EpochResult> history = new ArrayList<>();
  private Map<String, float[]> best = Map.of();
  private Position position = Position.startOf(0);

  TrainingState(Parameters parameters, TrainingConfiguration configuration) {
    this.parameters = parameters;
    optimiser =
        new AdamW(
            parameters.trained().stream().map(Tensor::values).toList(),
            configuration.weightDecay(),
            configuration.beta1(),
            configuration.beta2(),
            configuration.epsilon());
  }

  AdamW optimiser() {
    return optimiser;
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

  /**
   * Ends the current epoch.
   *
   * @return whether its weights are the best so far
   */
  boolean finishEpoch(EpochResult result) {
    Optional<EpochResult> before = EpochResult.best(history);
    boolean better = before.isEmpty() || result.isBetterThan(before.get());
    if (better) {
      best = new LinkedHashMap<>();
      for (Tensor tensor : parameters.all()) {
        best.put(tensor.name(), tensor.values().clone());
      }
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
    List<Tensor> trained = parameters.trained();
    for (int p = 0; p < trained.size(); p++) {
      Tensor tensor = trained.get(p);
      arrays.put(
          FIRST_MOMENTS + tensor.name(),
          new WeightArray(tensor.shape(), optimiser.firstMoments().get(p)));
      arrays.put(
          SECOND_MOMENTS + tensor.name(),
          new WeightArray(tensor.shape(), optimiser.secondMoments().get(p)));
    }
    best.forEach((name, values) ->
        arrays.put(BEST_WEIGHTS + name, new WeightArray(parameters.get(name).shape(), values)));
    return new Checkpoint(run, optimiser.steps(), position, List.copyOf(history), arrays);
  }

  /**
   * Goes back to a state.
   *
   * @param where the checkpoint's file, for messages
   * @throws MismatchException where it is another network's
   */
  void restore(Checkpoint checkpoint, Object where) {
    Map<String, WeightArray> arrays = checkpoint.arrays();
    List<Tensor> trained = parameters.trained();
    for (int p = 0; p < trained.size(); p++) {
      String name = trained.get(p).name();
      copy(arrays, FIRST_MOMENTS + name, optimiser.firstMoments().get(p), where);
      copy(arrays, SECOND_MOMENTS + name, optimiser.secondMoments().get(p), where);
    }
    Map<String, float[]> kept = new LinkedHashMap<>();
    for (Tensor tensor : parameters.all()) {
      copy(arrays, WEIGHTS + tensor.name(), tensor.values(), where);
      if (!checkpoint.history().isEmpty()) {
        float[] values = new float[tensor.values().length];
        copy(arrays, BEST_WEIGHTS + tensor.name(), values, where);
        kept.put(tensor.name(), values);
      }
    }
    best = kept;
    optimiser.resume(checkpoint.steps());
    history.clear();
    history.addAll(checkpoint.history());
    position = checkpoint.position();
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
