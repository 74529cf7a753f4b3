package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.calibration.JointScores;
import org.lorentznet.data.score.ScoreBlock;
import org.lorentznet.data.score.ScoreWriter;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.Spelling;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.WeightedJets;
import org.lorentznet.kernel.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code score}: a row of scores for each jet, in the data's order. */
@Command(
    name = "score",
    description = {
      "Scores jets with a model, a row a jet in the data's order.",
      "Columns: index, label where the data has one, logit_0 ..., probability_0 ..., what is kept,"
          + " weight where the data has it, and, of several models or dropout samples, spread_0 ...,"
          + " the standard deviation of their probabilities."
    })
public final class ScoreCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      arity = "1..*",
      paramLabel = "MODEL",
      description =
          "A model file, or pretrained:NAME; several score together, by the mean of their"
              + " probabilities.")
  private List<Path> models;

  @Option(
      names = "--dropout-samples",
      paramLabel = "N",
      description = "Score N times with dropout left on: how sure a network is of each jet.")
  private Integer samples;

  @Option(
      names = "--calibrated",
      description = "Apply the calibration that 'calibrate' gave the model.")
  private boolean calibrated;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "The jets; several files are scored one after the other.")
  private List<Path> data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The scores, as the extension says: csv, parquet, npz or h5.")
  private Path out;

  @Option(
      names = "--keep",
      split = ",",
      paramLabel = "COLUMN",
      description = "Jet columns of the data to carry along, e.g. event numbers.")
  private List<String> keep = List.of();

  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public ScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Outputs.requireWritable(out);
    if (samples != null && samples < 2) {
      throw new ParameterException(
          spec.commandLine(), "--dropout-samples " + samples + " is not at least 2");
    }
    KernelWarmUp warmUp = KernelWarmUp.begin();
    long begin;
    long[] jets = {0};
    try (Members members =
        new Members(models, samples == null ? 0 : samples, calibrated, threads.count())) {
      JetSource source = preset.open(data, console);
      List<String> kept = kept(source.schema());
      warmUp.await();
      begin = System.nanoTime();
      score(members, source, kept, jets);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d jets scored in %s, %.0f jets/s%n",
            out,
            jets[0],
            JetProgress.duration(seconds),
            jets[0] / seconds);
    return 0;
  }

  private void score(Members members, JetSource source, List<String> kept, long[] jets) {
    List<String> columns = new ArrayList<>(kept);
    columns.addAll(spreadColumns(members));
    try (ScoreWriter writer = ScoreWriter.create(out, members.classes().size(), columns)) {
      try (JetProgress progress = console.progress("scoring", source.schema().jets().orElse(0));
          Workers workers = threads.workers()) {
        members.score(
            source,
            workers,
            progress,
            (block, scores) -> {
              writer.write(rows(block, scores, members, kept));
              jets[0] += block.size();
            });
      }
      writer.commit();
    }
  }

  /** The columns to carry along: without weights, an evaluation of the scores would differ. */
  private List<String> kept(JetSchema schema) {
    requireColumns(schema);
    boolean weights =
        schema.jetFeatures().contains(WeightedJets.COLUMN) && !keep.contains(WeightedJets.COLUMN);
    return Stream.concat(keep.stream(), weights ? Stream.of(WeightedJets.COLUMN) : Stream.empty())
        .toList();
  }

  private void requireColumns(JetSchema schema) {
    for (String column : keep) {
      if (!schema.jetFeatures().contains(column)) {
        throw new MismatchException(
            schema.source()
                + ": there is no jet column '"
                + column
                + "' to keep"
                + Spelling.hint(column, schema.jetFeatures())
                + "; found: "
                + (schema.jetFeatures().isEmpty()
                    ? "none"
                    : String.join(", ", schema.jetFeatures())));
      }
    }
  }

  /** Columns with how much several opinions of a jet differ, class by class. */
  private static List<String> spreadColumns(Members members) {
    return members.several()
        ? IntStream.range(0, members.classes().size()).mapToObj(k -> "spread_" + k).toList()
        : List.of();
  }

  private static ScoreBlock rows(
      Jets block, JointScores scores, Members members, List<String> columns) {
    Map<String, Column> kept = new LinkedHashMap<>();
    columns.forEach(name -> kept.put(name, block.jetFeatures().get(name)));
    List<String> spreads = spreadColumns(members);
    for (int k = 0; k < spreads.size(); k++) {
      float[] spread = new float[block.size()];
      for (int j = 0; j < spread.length; j++) {
        spread[j] = scores.spreads()[j * spreads.size() + k];
      }
      kept.put(spreads.get(k), new Column.Floats(spread));
    }
    return new ScoreBlock(
        block.index(0), block.labels(), scores.logits(), scores.probabilities(), kept);
  }
}
