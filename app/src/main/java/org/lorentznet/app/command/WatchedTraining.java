package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.live.Watchers;
import org.lorentznet.dataset.JetWeights;
import org.lorentznet.dataset.JetsWanted;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.dataset.Reweighting;
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

  /** Reads jets, into memory where they fit. */
  static LabelledJets read(Console console, JetSource source, JetsWanted wanted) {
    long jets = Math.min(wanted.limit(), source.schema().jets().orElse(0));
    try (JetProgress progress = console.progress("reading " + wanted.purpose() + " jets", jets)) {
      return LabelledJets.read(source, wanted, progress::to);
    }
  }

  /** Mean number of particles that a network sees of a jet. */
  static double meanMultiplicity(LabelledJets jets, int referenceVectors) {
    return (double) jets.constituents() / jets.size() + referenceVectors;
  }

  private static void tellOfWeights(
      Console console, Reweighting reweighting, LabelledJets training) {
    if (reweighting.equals(Reweighting.NONE)) {
      return;
    }
    JetWeights weights = new JetWeights(reweighting, training);
    console
        .err()
        .printf(
            Locale.ROOT,
            "reweighted: as good as %.0f jets of equal weight%s%s%n",
            weights.effectiveJets(),
            training.spectrum().outside() == 0
                ? ""
                : "; " + training.spectrum().outside() + " jets outside of the bins are left out",
            weights.cutBins() == 0
                ? ""
                : "; " + weights.cutBins() + " bins stay low at the largest factor");
  }

  /**
   * Trains to the end, or to the signal that ends the process.
   *
   * @param teachers the networks that the configuration names
   * @param adopted folders from which a finished run may be taken over
   * @param watching how else than on the terminal it is told of
   */
  static TrainingOutcome run(
      Console console,
      JetNetwork network,
      TrainingConfiguration configuration,
      TrainingData data,
      List<JetNetwork> teachers,
      List<Path> adopted,
      RunFolder folder,
      WatchOptions watching,
      ThreadsOption threads) {
    long jets = data.training().size();
    console
        .err()
        .printf(
            Locale.ROOT,
            "training %s (%d parameters) on %d jets %s, %d epochs, %d threads, kernel %s%n",
            network.architecture(),
            network.parameters().count(),
            jets,
            data.training().inMemory() ? "in memory" : "from files",
            configuration.epochs(),
            threads.count(),
            KernelChoice.current().kernels().name());
    tellOfWeights(console, configuration.reweighting(), data.training());
    if (!folder.history().isEmpty()) {
      console.err().println("going on behind epoch " + folder.history().size());
    }
    KernelWarmUp.beginAll().await();
    try (Workers workers = threads.workers();
        Watchers watchers = new Watchers()) {
      watchers.add(
          new TrainingReport(
              console, folder, data.classes(), configuration.epochs(), jets, folder.history()));
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("task", data.task());
      told.put("network", network.configuration());
      told.put("training", configuration.toJson());
      watching.open(watchers, folder, told, console);
      Trainer trainer =
          new Trainer(
              network,
              configuration,
              data,
              teachers,
              folder,
              workers,
              watchers,
              Trainer.CHECKPOINT_INTERVAL);
      trainer
          .adopt(adopted)
          .ifPresent(from -> console.err().println("the run is taken over from " + from));
      try (Ending.Signal signal = Ending.onSignal(trainer::requestStop)) {
        return trainer.run();
      }
    }
  }
}
