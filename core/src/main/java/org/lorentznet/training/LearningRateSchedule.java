package org.lorentznet.training;

import org.lorentznet.errors.MismatchException;

/** The learning rate of each epoch, as a fraction of the highest. */
public sealed interface LearningRateSchedule {
  /** The schedule's name in configurations. */
  String name();

  /**
   * The fraction of the highest rate at which an epoch is trained.
   *
   * @param epoch from 0
   * @param epochs number of epochs of the whole training
   */
  double fraction(int epoch, int epochs);

  /**
   * The schedule of that name.
   *
   * @throws MismatchException where there is none
   */
  static LearningRateSchedule of(String name) {
    return switch (name) {
      case "published" -> new Published();
      case "constant" -> new Constant();
      default ->
          throw new MismatchException(
              "unknown learning-rate schedule '" + name + "'; known: constant, published");
    };
  }

  /** The same rate in every epoch. */
  record Constant() implements LearningRateSchedule {
    @Override
    public String name() {
      return "constant";
    }

    @Override
    public double fraction(int epoch, int epochs) {
      return 1;
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
    public double fraction(int epoch, int epochs) {
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
