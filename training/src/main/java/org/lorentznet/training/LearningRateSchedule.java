package org.lorentznet.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lorentznet.errors.MismatchException;

/** The learning rate over a training, as a fraction of the highest. */
public sealed interface LearningRateSchedule {
  /**
   * A moment of a training.
   *
   * @param epoch from 0
   * @param epochs number of epochs of the whole training
   * @param within how much of the epoch is behind, from 0 to 1
   * @param history of the epochs that are done
   */
  record Moment(int epoch, int epochs, double within, List<EpochResult> history) {
    /** How much of the whole training is behind, from 0 to 1. */
    double part() {
      return (epoch + within) / epochs;
    }
  }

  /** The schedule's name in configurations. */
  String name();

  /** The fraction of the highest rate at which a step is taken. */
  double fraction(Moment moment);

  /**
   * The schedule of that name.
   *
   * @throws MismatchException where there is none
   */
  static LearningRateSchedule of(String name) {
    Map<String, LearningRateSchedule> known = new TreeMap<>();
    for (LearningRateSchedule schedule :
        List.of(new Published(), new Constant(), new Cosine(), new OneCycle(), new Plateau())) {
      known.put(schedule.name(), schedule);
    }
    if (!known.containsKey(name)) {
      throw new MismatchException(
          "unknown learning-rate schedule '"
              + name
              + "'; known: "
              + String.join(", ", known.keySet()));
    }
    return known.get(name);
  }

  /** A half cosine from 1 to 0 as {@code place} goes from 0 to 1. */
  private static double fall(double place) {
    return (1 + StrictMath.cos(Math.PI * place)) / 2;
  }

  /** The same rate in every epoch. */
  record Constant() implements LearningRateSchedule {
    @Override
    public String name() {
      return "constant";
    }

    @Override
    public double fraction(Moment moment) {
      return 1;
    }
  }

  /**
   * A linear rise over the first twentieth of the training, then half a cosine down to 0 (I.
   * Loshchilov, F. Hutter, arXiv 1608.03983, without restarts), step by step.
   */
  record Cosine() implements LearningRateSchedule {
    private static final double WARM_UP = 0.05;

    @Override
    public String name() {
      return "cosine";
    }

    @Override
    public double fraction(Moment moment) {
      double part = moment.part();
      // The first step is taken at a hundredth, not at 0.
      return part < WARM_UP ? 0.01 + 0.99 * part / WARM_UP : fall((part - WARM_UP) / (1 - WARM_UP));
    }
  }

  /**
   * Half a cosine up from 1/25 over the first three tenths of the training, then half a cosine down
   * to 1/250000 (L. N. Smith, N. Topin, arXiv 1708.07120, in the shape that PyTorch gives it), step
   * by step. The optimiser's betas stay as they are.
   */
  record OneCycle() implements LearningRateSchedule {
    private static final double RISE = 0.3;
    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST / 1e4;

    @Override
    public String name() {
      return "one-cycle";
    }

    @Override
    public double fraction(Moment moment) {
      double part = moment.part();
      return part < RISE
          ? 1 - (1 - FIRST) * fall(part / RISE)
          : LAST + (1 - LAST) * fall((part - RISE) / (1 - RISE));
    }
  }

  /** Half the rate whenever two epochs in a row have not brought the validation loss lower. */
  record Plateau() implements LearningRateSchedule {
    private static final int PATIENCE = 2;

    @Override
    public String name() {
      return "plateau";
    }

    @Override
    public double fraction(Moment moment) {
      double lowest = Double.POSITIVE_INFINITY;
      int waited = 0;
      double fraction = 1;
      for (EpochResult result : moment.history()) {
        waited = result.validationLoss() < lowest ? 0 : waited + 1;
        lowest = Math.min(lowest, result.validationLoss());
        if (waited == PATIENCE) {
          waited = 0;
          fraction /= 2;
        }
      }
      return fraction;
    }
  }

  /**
   * The published recipe (arXiv 2201.08187, section 4), for any number of epochs: a linear warm-up
   * over the first seventh, cosine annealing with two warm restarts, each cycle twice as long as
   * the one before, and halving in each of the last three epochs. With 35 epochs these are the
   * published rates; otherwise the warm-up is rounded to at least one epoch, the cosine cycles are
   * stretched over what lies between, and fewer than four epochs halve from the second on.
   */
  record Published() implements LearningRateSchedule {
    private static final int WARM_UP_PART = 7;
    private static final int HALVINGS = 3;

    /** Lengths of the cosine cycles in epochs, where there are 35. */
    private static final int[] CYCLES = {4, 8, 16};

    @Override
    public String name() {
      return "published";
    }

    @Override
    public double fraction(Moment moment) {
      int epoch = moment.epoch();
      int epochs = moment.epochs();
      int warmUp = Math.max(1, (int) Math.round((double) epochs / WARM_UP_PART));
      if (epoch < warmUp) {
        return (double) (epoch + 1) / warmUp;
      }
      int halved = Math.min(HALVINGS, epochs - warmUp);
      int last = epochs - halved - 1;
      double cosine = annealed(Math.min(epoch, last) - (warmUp - 1), last + 1 - (warmUp - 1));
      return epoch <= last ? cosine : Math.scalb(cosine, last - epoch);
    }

    /** The cosine's value {@code at} epochs behind the end of the warm-up, of {@code span}. */
    private static double annealed(int at, int span) {
      int total = 0;
      for (int cycle : CYCLES) {
        total += cycle;
      }
      double place = (double) at * total / span;
      int cycle = 0;
      while (place >= CYCLES[cycle]) {
        place -= CYCLES[cycle];
        cycle++;
      }
      return (1 + StrictMath.cos(Math.PI * place / CYCLES[cycle])) / 2;
    }
  }
}
