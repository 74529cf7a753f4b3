package org.lorentznet.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs}: the runs in a folder, side by side. */
@Command(
    name = "runs",
    description = {
      "Lists the runs in a folder and in folders below it, the best first: how far they are, what"
          + " they reached on their validation jets, and in what they differ."
    })
public final class RunsCommand implements Callable<Integer> {
  private static final int DEPTH = 4;

  /** Of the configuration, what tells nothing in a table. */
  private static final String IDLE = "(version|.*\\.digest|.*\\.names|.*\\.constituents)";

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description = "Run folders, or folders that hold some (default: runs).")
  private List<Path> folders = List.of(Path.of("runs"));

  @Option(names = "--all", description = "Show all of the configuration, not differences only.")
  private boolean all;

  @Mixin private JsonOption json;

  public RunsCommand(Console console) {
    this.console = console;
  }

  /** A run: its configuration by flat keys, and its epochs. */
  private record Run(Path folder, Map<String, String> settings, List<EpochResult> history) {
    EpochResult best() {
      return history.stream()
          .reduce((a, b) -> b.validationAccuracy() > a.validationAccuracy() ? b : a)
          .orElse(null);
    }

    String state() {
      String epochs = settings.getOrDefault("training.epochs", "?");
      return history.size() + "/" + epochs;
    }
  }

  @Override
  public Integer call() {
    json.requireWritable();
    List<Run> runs = new ArrayList<>();
    for (Path folder : folders) {
      find(folder).forEach(path -> runs.add(read(path)));
    }
    if (runs.isEmpty()) {
      throw new UserException(folders.getFirst() + ": there is no run in this folder");
    }
    runs.sort((a, b) -> Double.compare(accuracy(b), accuracy(a)));
    table(runs).lines().forEach(json.words(console)::println);
    json.write(console, Map.of("runs", runs.stream().map(RunsCommand::toJson).toList()));
    return 0;
  }

  private static double accuracy(Run run) {
    return run.best() == null ? -1 : run.best().validationAccuracy();
  }

  private static List<Path> find(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(folder + ": there is no such folder");
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.getFileName().toString().equals(RunFolder.CONFIGURATION))
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }

  private static Run read(Path folder) {
    Path file = folder.resolve(RunFolder.CONFIGURATION);
    try {
      Map<String, String> settings = new TreeMap<>();
      flatten("", Json.parseObject(Files.readString(file)), settings);
      List<EpochResult> history = new ArrayList<>();
      Path log = folder.resolve(RunFolder.LOG_JSON_LINES);
      if (Files.exists(log)) {
        for (String line : Files.readAllLines(log)) {
          history.add(EpochResult.fromJson(new JsonObject(log.toString(), Json.parseObject(line))));
        }
      }
      return new Run(folder, settings, history);
    } catch (Json.SyntaxException e) {
      throw new FileFormatException(file, "or the log beside it is " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }

  private static void flatten(String prefix, Map<?, ?> values, Map<String, String> flat) {
    values.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) {
        flatten(prefix + key + ".", inner, flat);
      } else {
        flat.put(prefix + key, value instanceof String text ? text : Json.write(value));
      }
    });
  }

  private FigureTable table(List<Run> runs) {
    List<String> keys = keys(runs);
    List<String> heading =
        new ArrayList<>(List.of("run", "epochs", "best", "accuracy", "AUC", "loss", "minutes"));
    keys.forEach(key -> heading.add(key.substring(key.indexOf('.') + 1)));
    List<List<String>> rows = new ArrayList<>();
    for (Run run : runs) {
      EpochResult best = run.best();
      List<String> row = new ArrayList<>(List.of(run.folder().toString(), run.state()));
      if (best == null) {
        row.addAll(List.of("", "", "", "", ""));
      } else {
        row.add(Integer.toString(best.epoch()));
        row.add(text("%.4f", best.validationAccuracy()));
        row.add(
            best.validationAuc().isPresent()
                ? text("%.5f", best.validationAuc().getAsDouble())
                : "");
        row.add(text("%.4f", best.validationLoss()));
        row.add(text("%.1f", run.history().stream().mapToDouble(EpochResult::seconds).sum() / 60));
      }
      keys.forEach(key -> row.add(run.settings().getOrDefault(key, "")));
      rows.add(row);
    }
    return new FigureTable(heading, rows, Set.of());
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The settings to be shown: those in which the runs differ. */
  private List<String> keys(List<Run> runs) {
    Map<String, String> union = new TreeMap<>();
    runs.forEach(run -> union.putAll(run.settings()));
    return union.keySet().stream()
        .filter(key -> !key.matches(IDLE))
        .filter(key ->
            all
                || runs.stream()
                        .map(run -> run.settings().get(key))
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .distinct()
                        .count()
                    > 1)
        .toList();
  }

  private static Map<String, Object> toJson(Run run) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("folder", run.folder().toString());
    values.put("epochs_done", run.history().size());
    values.put("best", run.best() == null ? null : run.best().toJson());
    values.put("configuration", new LinkedHashMap<String, Object>(run.settings()));
    return values;
  }
}
