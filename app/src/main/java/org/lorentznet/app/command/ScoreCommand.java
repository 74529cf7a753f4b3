package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
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
import org.lorentznet.network.Softmax;
import org.lorentznet.tagger.JetTagger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: a row of scores for each jet, in the data's order. */
@Command(
    name = "score",
    description = {
      "Scores jets with a model, a row a jet in the data's order.",
      "Columns: index, label where the data has one, logit_0 ..., probability_0 ..., what is kept,"
          + " and weight where the data has it."
    })
public final class ScoreCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "A model file, or pretrained:NAME.")
  private Path model;

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
    KernelWarmUp warmUp = KernelWarmUp.begin();
    long begin;
    long[] jets = {0};
    try (JetTagger tagger = Models.open(model, threads.count())) {
      JetSource source = preset.open(data, console);
      List<String> kept = kept(source.schema());
      warmUp.await();
      begin = System.nanoTime();
      score(tagger, source, kept, jets);
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

  private void score(JetTagger tagger, JetSource source, List<String> kept, long[] jets) {
    int classes = tagger.classes().size();
    try (ScoreWriter writer = ScoreWriter.create(out, classes, kept)) {
      try (JetProgress progress = console.progress("scoring", source.schema().jets().orElse(0));
          Workers workers = threads.workers()) {
        Scoring.run(
            tagger,
            source,
            workers,
            progress,
            (block, logits) -> {
              writer.write(rows(block, logits, classes, kept));
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

  private static ScoreBlock rows(Jets block, float[] logits, int classes, List<String> columns) {
    Map<String, Column> kept = new LinkedHashMap<>();
    columns.forEach(name -> kept.put(name, block.jetFeatures().get(name)));
    return new ScoreBlock(
        block.index(0), block.labels(), logits, Softmax.probabilities(logits, classes), kept);
  }
}
