package org.lorentznet.app.command;

import java.util.Locale;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.JetSource;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.training.RunFolder;
import org.lorentznet.training.Trainer;
import org.lorentznet.training.TrainingConfiguration;
import org.lorentznet.training.TrainingData;
import org.lorentznet.training.TrainingOutcome;

/** A training that a person watches and may interrupt. */
final class WatchedTraining {
  private WatchedTraining() {}

  /**
   * Reads jets into memory.
   *
   * @param what e.g. {@code "reading training jets"}
   * @param most at most this many
   */
  static JetSet read(Console console, String what, JetSource source, long most) {
    long jets = Math.min(most, source.schema().jets().orElse(0));
    try (JetProgress progress = console.progress(what, jets)) {
      return JetSet.read(new WatchedJets(source, progress), most);
    }
  }

  /** Mean number of particles that a network sees of a jet. */
  static double meanMultiplicity(JetSet jets, int referenceVectors) {
    return (double) jets.constituents() / jets.size() + referenceVectors;
  }

  /** Trains to the end, or to the signal that ends the process. */
  static TrainingOutcome run(
      Console console,
      JetNetwork network,
      TrainingConfiguration configuration,
      TrainingData data,
      RunFolder folder,
      ThreadsOption threads) {
    int jets = data.training().size();
    console
        .err()
        .printf(
            Locale.ROOT,
            "training %s (%d parameters) on %d jets, %d epochs, %d threads, kernel %s%n",
            network.architecture(),
            network.parameters().count(),
            jets,
            configuration.epochs(),
            threads.count(),
            KernelChoice.current().kernels().name());
    if (!folder.history().isEmpty()) {
      console.err().println("going on behind epoch " + folder.history().size());
    }
    try (Workers workers = threads.workers();
        TrainingReport report =
            new TrainingReport(console, folder, configuration.epochs(), jets, folder.history())) {
      Trainer trainer = new Trainer(network, configuration, data, folder, workers, report);
      try (Ending.Signal signal = Ending.onSignal(trainer::requestStop)) {
        return trainer.run();
      }
    }
  }
}
