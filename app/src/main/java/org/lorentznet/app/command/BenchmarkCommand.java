package org.lorentznet.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.lorentz.LorentzNet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmark}: how fast this machine scores and trains, and what it could do at most. */
@Command(
    name = "benchmark",
    description = {
      "Measures scoring, training and the latency of single jets on this machine, beside its own"
          + " peak of fused multiply-adds.",
      "Without a model it takes the published network with random weights, without data the"
          + " bundled jets. Leave the machine alone meanwhile."
    })
public final class BenchmarkCommand implements Callable<Integer> {
  private static final int JETS = 512;
  private static final int SINGLE_JETS = 200;

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "MODEL", description = "A model file.")
  private Path model;

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Labelled jets; the first " + JETS + " are used.")
  private List<Path> data;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Jets a batch (default: ${DEFAULT-VALUE}).")
  private int batchSize = 128;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of which medians are taken (default: ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Mixin private JsonOption json;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public BenchmarkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (batchSize < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--batch-size and --rounds are whole numbers from 1 on");
    }
    json.requireWritable();
    JetNetwork network =
        model == null
            ? LorentzNet.initialised(PublishedTask.TOP.configuration(), 1)
            : ModelFile.read(model).network();
    JetSource source =
        data == null ? BundledJets.open(PublishedTask.TOP, "test") : preset.open(data, console);
    network.encoding().requireColumns(source.schema());
    if (!source.schema().labelled()) {
      throw new MismatchException(
          source.schema().source() + ": jets to train on need their class, which is not there");
    }
    JetSet jets = JetSet.read(source, JETS);
    PrintWriter words = json.words(console);
    words.printf(
        Locale.ROOT,
        "%s, %d parameters; %d jets of %.1f constituents in the mean; %d threads%n",
        network.architecture(),
        network.parameters().count(),
        jets.size(),
        (double) jets.constituents() / jets.size(),
        threads.count());
    words.printf(
        "kernel %s: %s%n",
        KernelChoice.current().kernels().name(), KernelChoice.current().reason());
    words.flush();
    Map<String, Object> results;
    try (Workers workers = threads.workers()) {
      SpeedMeasurement measurement =
          new SpeedMeasurement(
              network,
              batches(jets, network.encoding(), batchSize, jets.size()),
              batches(jets, network.encoding(), batchSize, batchSize),
              batches(jets, network.encoding(), 1, SINGLE_JETS),
              workers);
      measurement.run(rounds);
      results = measurement.results();
    }
    results.put("peak_memory_mb", peakMemoryMegabytes());
    results.put("batch_size", batchSize);
    results.forEach((key, value) -> words.printf(Locale.ROOT, "%-24s %s%n", key, shown(value)));
    json.write(console, results);
    return 0;
  }

  private static Object shown(Object value) {
    return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value;
  }

  /** Whole batches of the first jets. */
  private static List<JetBatch> batches(
      JetSet jets, ParticleEncoding encoding, int size, int most) {
    List<JetBatch> batches = new ArrayList<>();
    int count = Math.min(most, jets.size());
    for (int from = 0; from < count; from += size) {
      int[] numbers = new int[Math.min(size, count - from)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = from + i;
      }
      batches.add(encoding.encode(jets, numbers));
    }
    return batches;
  }

  /** The most memory the process has held: as the system counts it, or else the heap's pools. */
  private static double peakMemoryMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / (1024.0 * 1024);
  }
}
