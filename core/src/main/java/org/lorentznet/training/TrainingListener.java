package org.lorentznet.training;

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
   */
  record Progress(
      int epoch,
      int epochs,
      long jets,
      long jetsTotal,
      double loss,
      double accuracy,
      double seconds) {}

  /** A batch has been trained on. */
  default void batchDone(Progress progress) {}

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
