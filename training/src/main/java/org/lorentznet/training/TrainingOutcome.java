package org.lorentznet.training;

import java.util.List;
import java.util.Optional;

/**
 * How a call of {@link Trainer#run} ended.
 *
 * @param status whether all epochs are done
 * @param history the epochs that are done, those before a resumption included
 */
public record TrainingOutcome(Status status, List<EpochResult> history) {
  /** Whether there is more to do. */
  public enum Status {
    /** All epochs are done. */
    FINISHED,
    /** A stop was requested; the run folder holds a checkpoint of the last batch. */
    STOPPED
  }

  public TrainingOutcome {
    history = List.copyOf(history);
  }

  /** The epoch whose weights are in {@code best.safetensors}; empty before the first is done. */
  public Optional<EpochResult> best() {
    return EpochResult.best(history);
  }
}
