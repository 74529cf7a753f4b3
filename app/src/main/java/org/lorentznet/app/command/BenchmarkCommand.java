package org.lorentznet.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lorentznet.app.console.Console;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Workers;
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
  private static final int WARM_UP_ROUNDS = 2;

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model file, or pretrained:NAME.")
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

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each part of a round takes at the least (default: ${DEFAULT-VALUE}).")
  private double seconds = 0.6;

  @Option(
      names = "--sweep",
      paramLabel = "PICTURE",
      description =
          "Also measure against multiplicity, threads and batch size, two minutes more, and draw it"
              + " as a PNG picture.")
  private Path sweep;

  @Mixin private JsonOption json;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public BenchmarkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (batchSize < 1 || rounds < 1 || !(seconds > 0 && seconds < 3600)) {
      throw new ParameterException(
          spec.commandLine(),
          "--batch-size and --rounds are whole numbers from 1 on, --seconds is above 0 and below"
              + " 3600");
    }
    json.requireWritable();
    Outputs.requireWritable(sweep);
    JetNetwork network =
        model == null
            ? LorentzNet.initialised(PublishedTask.TOP.configuration(), 1)
            : Models.read(model).network();
    JetSource source =
        data == null ? BundledJets.open(PublishedTask.TOP, "test") : preset.open(data, console);
    network.encoding().requireColumns(source.schema());
    if (!source.schema().labelled()) {
      throw new MismatchException(
          source.schema().source() + ": jets to train on need their class, which is not there");
    }
    BenchmarkJets jets =
        new BenchmarkJets(Jets.join(JetSet.read(source, JETS).blocks()), network.encoding());
    PrintWriter words = json.words(console);
    words.printf(
        Locale.ROOT,
        "%s, %d parameters; %d jets of %.1f constituents in the mean; %d threads%n",
        network.architecture(),
        network.parameters().count(),
        jets.jets().size(),
        (double) jets.jets().constituents() / jets.jets().size(),
        threads.count());
    words.printf(
        "kernel %s: %s%n",
        KernelChoice.current().kernels().name(), KernelChoice.current().reason());
    words.flush();
    NetworkAtWork work = new NetworkAtWork(network);
    Map<String, Object> results = measure(work, jets);
    results.put("peak_memory_mb", peakMemoryMegabytes());
    results.forEach((key, value) -> words.printf(Locale.ROOT, "%-24s %s%n", key, shown(value)));
    words.flush();
    if (sweep != null) {
      SpeedSweep measured = SpeedSweep.measured(work, jets, threads.count(), seconds);
      results.put("sweep", measured.json());
      FileReplacement.write(sweep, out -> out.write(measured.png()));
      words.printf("%s: speed against multiplicity, threads and batch size%n", sweep);
    }
    json.write(console, results);
    return 0;
  }

  private Map<String, Object> measure(NetworkAtWork work, BenchmarkJets jets) {
    Map<String, Object> results = new LinkedHashMap<>();
    KernelWarmUp.beginAll().await();
    try (Workers workers = threads.workers()) {
      Throughput throughput =
          new Throughput(
              work,
              jets.batches(batchSize, JETS),
              jets.batches(batchSize, batchSize),
              work.network()::multiplyAdds,
              workers,
              seconds);
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        throughput.round(round >= 0);
      }
      results.put("score_jets_per_s", throughput.scoredPerSecond());
      results.put("train_jets_per_s", throughput.trainedPerSecond());
      List<JetBatch> median = jets.ofMedianMultiplicity();
      results.put("latency_ms", SingleJetLatency.percentiles(work, median, workers));
      results.put(
          "latency_one_thread_ms", SingleJetLatency.percentiles(work, median, Workers.CALLER));
      results.put("latency_particles", median.get(0).particles());
      results.put(
          "latency_all_jets_ms",
          SingleJetLatency.percentiles(work, jets.batches(1, SINGLE_JETS), workers));
      results.put("score_gflops", throughput.scoringGflops());
      results.put("train_gflops", throughput.trainingGflops());
      results.put("peak_fma_gflops", throughput.peakGflops());
      results.put("score_fraction_of_peak", throughput.scoringFractionOfPeak());
      results.put("train_fraction_of_peak", throughput.trainingFractionOfPeak());
      results.put("threads", workers.size());
    }
    results.put("kernel", KernelChoice.current().kernels().name());
    results.put("batch_size", batchSize);
    return results;
  }

  private static Object shown(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + " " + shown(entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value;
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
