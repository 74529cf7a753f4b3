package org.lorentznet.training;

import java.util.List;
import org.lorentznet.jet.Jets;

/**
 * Told how a training goes on, in the training's own thread: what it does takes time from the
 * training, and what it throws ends it.
 */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Where a training stands within an epoch.
   *
   * @param epoch from 1
   * @param epochs of the whole training
   * @param jets of this epoch that are done
   * @param jetsTotal of an epoch
   * @param loss mean cross-entropy of the jets that are done
   * @param accuracy of the jets that are done, as the network stood at each
   * @param seconds of training in this epoch, those before a resumption included
   * @param learningRate of the last step
   */
  record Progress(
      int epoch,
      int epochs,
      long jets,
      long jetsTotal,
      double loss,
      double accuracy,
      double seconds,
      double learningRate) {}

  /** A batch has been trained on. */
  default void batchDone(Progress progress) {}

  /**
   * A loss or a gradient is not finite. Told before the step is left out or the training ends.
   *
   * @param what happened where
   * @param blocks for each jet of the batch, the block that holds it
   * @param places for each jet, its place in its block
   * @param skipped whether the step is left out; otherwise the training ends
   */
  default void notFinite(
      TrainingDivergedException what, List<Jets> blocks, int[] places, boolean skipped) {}

  /**
   * Validation jets have been scored.
   *
   * @param jets that are done
   * @param jetsTotal of the validation data
   */
  default void validated(long jets, long jetsTotal) {}

  /**
   * An epoch with its validation is over, and its checkpoint and models are written.
   *
   * @param best whether its weights are the best so far
   */
  default void epochDone(EpochResult result, boolean best) {}
}
