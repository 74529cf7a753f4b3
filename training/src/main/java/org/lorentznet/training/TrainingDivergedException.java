package org.lorentznet.training;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lorentznet.errors.UserException;

/**
 * A loss or gradient that is not finite. Neither weights nor checkpoints have taken harm: the run
 * folder holds the last checkpoint, and the models of the epochs that were done.
 */
public final class TrainingDivergedException extends UserException {
  private static final long serialVersionUID = 1L;
  private static final int JETS_NAMED = 8;

  private final int epoch;
  private final int batch;
  private final long[] jets;

  /**
   * @param epoch from 1
   * @param batch from 1; 0 in the validation behind the epoch
   * @param jets numbers of the suspected jets in their data, from 0
   * @param what e.g. {@code "the loss is NaN"}
   */
  TrainingDivergedException(int epoch, int batch, long[] jets, String what) {
    super(
        "training diverged in epoch "
            + epoch
            + (batch > 0 ? ", batch " + batch : ", at its validation")
            + ": "
            + what
            + (batch > 0 ? "; training jets " : "; validation jets ")
            + named(jets)
            + ". A lower learning rate may help, if these jets are sound");
    this.epoch = epoch;
    this.batch = batch;
    this.jets = jets.clone();
  }

  private static String named(long[] jets) {
    String first =
        Arrays.stream(jets)
            .limit(JETS_NAMED)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", "));
    return jets.length <= JETS_NAMED
        ? first
        : first + " and " + (jets.length - JETS_NAMED) + " more";
  }

  /** The epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** The batch within the epoch, from 1; 0 in the validation behind it. */
  public int batch() {
    return batch;
  }

  /** Numbers of the suspected jets in the training (validation) data, from 0. */
  public long[] jets() {
    return jets.clone();
  }
}
