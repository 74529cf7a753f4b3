package org.lorentznet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.lorentznet.dataset.Bookmark;
import org.lorentznet.dataset.JetBatches;
import org.lorentznet.dataset.JetWeights;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.numeric.RandomStream;

/**
 * How the loss goes as the learning rate rises from step to step by the same factor (L. N. Smith,
 * arXiv 1506.01186, section 3.3). The network's weights are spoilt by it.
 */
public final class LearningRateFinder {
  /** Rates that are tried. */
  private static final double LOWEST = 1e-6;

  private static final double HIGHEST = 1;

  /** What the smoothed loss keeps of itself at a step. */
  private static final double KEPT = 0.9;

  /** So many times its lowest value the loss must rise for the search to end. */
  private static final double RISE = 3;

  /** A rate well below the one at which the loss turns is safe. */
  private static final double SAFETY = 10;

  private LearningRateFinder() {}

  /**
   * A step.
   *
   * @param learningRate of the step
   * @param loss of its batch, before it
   * @param smoothed exponential mean of the losses up to it
   */
  public record Point(double learningRate, double loss, double smoothed) {}

  /**
   * What was found.
   *
   * @param points the steps in order
   * @param suggested a tenth of the rate with the lowest smoothed loss
   */
  public record Result(List<Point> points, double suggested) {}

  /**
   * Tries rates from 1e-6 to 1.
   *
   * @param network initialised; its weights are changed
   * @param steps how many at most
   * @param progress told the number of steps so far
   */
  public static Result find(
      JetNetwork network,
      TrainingConfiguration configuration,
      TrainingData data,
      int steps,
      Workers workers,
      IntConsumer progress) {
    JetWeights weights = new JetWeights(configuration.reweighting(), data.training());
    TrainingState state = new TrainingState(network.parameters(), configuration);
    NetworkTraining training = network.training();
    // Teachers pull in the same direction, and would only cost time.
    Objective labels = new Objective(configuration.objective().labelSmoothing(), Optional.empty());
    List<Point> points = new ArrayList<>();
    double mean = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double best = LOWEST;
    try (JetBatches batches =
        new JetBatches(
            data.training(),
            weights,
            configuration.seed(),
            steps,
            configuration.batchSize(),
            Bookmark.startOf(0))) {
      for (int step = 0; step < steps; step++) {
        double rate = LOWEST * StrictMath.pow(HIGHEST / LOWEST, (double) step / (steps - 1));
        JetBatches.Batch jets = batches.next();
        // Behind the last batch of an epoch comes none, and then the next epoch's first.
        jets = jets == null ? batches.next() : jets;
        JetBatch batch = network.encoding().encode(jets.blocks(), jets.places());
        double loss =
            training.step(
                batch, labels.loss(null), RandomStream.key(configuration.seed(), step), workers);
        mean = KEPT * mean + (1 - KEPT) * loss;
        double smoothed = mean / (1 - StrictMath.pow(KEPT, step + 1.0));
        if (!Double.isFinite(loss) || smoothed > RISE * lowest) {
          break;
        }
        points.add(new Point(rate, loss, smoothed));
        if (smoothed < lowest) {
          lowest = smoothed;
          best = rate;
        }
        state.step(training.gradients(), rate);
        progress.accept(step + 1);
      }
    }
    return new Result(points, best / SAFETY);
  }
}
