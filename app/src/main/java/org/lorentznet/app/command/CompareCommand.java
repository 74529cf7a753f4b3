package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.Comparison;
import org.lorentznet.app.report.ComparisonTable;
import org.lorentznet.app.report.Published;
import org.lorentznet.app.report.TaggerFigures;
import org.lorentznet.app.report.TaggerReport;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.metrics.PairedComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: taggers side by side on the same jets, and how sure their differences are. */
@Command(
    name = "compare",
    description = {
      "Sets taggers side by side on the same jets, with published ones where there are any, and"
          + " tells how sure their differences are.",
      "A tagger is a model, which scores the jets of --data, or a file of scores in their order."
    })
public final class CompareCommand implements Callable<Integer> {
  /** Of more taggers each is compared with the first only. */
  private static final int ALL_PAIRS = 4;

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "TAGGER",
      description =
          "Models (files, or pretrained:NAME) and score files; a single one stands beside"
              + " published ones.")
  private List<Path> files;

  @Option(
      names = "--names",
      split = ",",
      paramLabel = "NAME",
      description = "What to call them (default: their files, or runs).")
  private List<String> names;

  @Mixin private TaggerInput input;
  @Mixin private EfficienciesOption efficiencies;
  @Mixin private ReportOptions report;
  @Mixin private JsonOption json;

  public CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (names != null && names.size() != files.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--names has " + names.size() + " names for " + files.size() + " taggers");
    }
    if (names != null && !distinct(names)) {
      throw new ParameterException(spec.commandLine(), "--names has a name twice");
    }
    if (input.hasLabels() && input.hasData()) {
      throw new ParameterException(
          spec.commandLine(), "give the classes by --data or by --labels, not by both");
    }
    json.requireWritable();
    report.requireWritable();
    List<TaggerInput.Tagged> tagged = new ArrayList<>();
    for (Path file : files) {
      tagged.add(input.read(file, console));
    }
    List<String> called = distinctNames();
    List<TaggerFigures> figures = new ArrayList<>();
    for (int k = 0; k < tagged.size(); k++) {
      figures.add(EvaluateCommand.figures(called.get(k), tagged.get(k), efficiencies));
    }
    TaggerReport results =
        new TaggerReport(
            figures,
            comparisons(figures, tagged),
            report.publishedOr(published(tagged)),
            List.of());
    tell(results);
    json.write(console, toJson(results));
    report.write(results, "Comparison of " + String.join(", ", called), json.words(console));
    return 0;
  }

  /** Names of files without their folders; with these, or numbers, where they are not distinct. */
  private List<String> distinctNames() {
    if (names != null) {
      return names;
    }
    List<String> plain = files.stream().map(EvaluateCommand::name).toList();
    if (distinct(plain)) {
      return plain;
    }
    List<String> paths = files.stream().map(Path::toString).toList();
    return distinct(paths)
        ? paths
        : IntStream.range(0, files.size()).mapToObj(k -> k + 1 + ": " + paths.get(k)).toList();
  }

  private static boolean distinct(List<String> names) {
    return names.stream().distinct().count() == names.size();
  }

  private static Published published(List<TaggerInput.Tagged> tagged) {
    return tagged.stream()
        .map(TaggerInput.Tagged::published)
        .filter(published -> published != Published.NONE)
        .findFirst()
        .orElse(Published.NONE);
  }

  private static List<Comparison> comparisons(
      List<TaggerFigures> figures, List<TaggerInput.Tagged> tagged) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      for (int j = i + 1; j < figures.size(); j++) {
        if (i == 0 || figures.size() <= ALL_PAIRS) {
          comparisons.add(
              new Comparison(
                  figures.get(i).name(),
                  figures.get(j).name(),
                  paired(tagged.get(i), figures.get(i), tagged.get(j), figures.get(j))));
        }
      }
    }
    return comparisons;
  }

  private static PairedComparison paired(
      TaggerInput.Tagged one,
      TaggerFigures figures,
      TaggerInput.Tagged other,
      TaggerFigures otherFigures) {
    try {
      return PairedComparison.of(
          one.sample(), figures.evaluation(), other.sample(), otherFigures.evaluation());
    } catch (MismatchException e) {
      throw new MismatchException(one.file() + " and " + other.file() + ": " + e.getMessage());
    }
  }

  private void tell(TaggerReport results) {
    PrintWriter words = json.words(console);
    words.println(TaggerReport.counts(results.taggers().getFirst().evaluation()));
    new ComparisonTable(results.taggers(), results.published())
        .table()
        .lines()
        .forEach(words::println);
    if (!results.comparisons().isEmpty()) {
      words.println();
      ComparisonTable.differences(results.comparisons()).lines().forEach(words::println);
    }
  }

  private static Map<String, Object> toJson(TaggerReport results) {
    List<Object> taggers = new ArrayList<>();
    for (TaggerFigures figures : results.taggers()) {
      Map<String, Object> tagger = new LinkedHashMap<>();
      tagger.put("name", figures.name());
      tagger.putAll(EvaluateCommand.toJson(figures));
      taggers.add(tagger);
    }
    List<Object> comparisons = new ArrayList<>();
    for (Comparison comparison : results.comparisons()) {
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("first", comparison.first());
      pair.put("second", comparison.second());
      pair.putAll(comparison.paired().toJson());
      comparisons.add(pair);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jets", results.taggers().getFirst().evaluation().jets());
    values.put("taggers", taggers);
    values.put("comparisons", comparisons);
    return values;
  }
}
