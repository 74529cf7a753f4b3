package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.fetch.DatasetCache;
import org.lorentznet.data.fetch.Patience;
import org.lorentznet.data.fetch.PublicDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fetch}: public data sets by name. */
@Command(
    name = "fetch",
    description = {
      "Brings public data sets in from their archive, or lists them where no name is given.",
      "What was interrupted goes on with the same command. Afterwards dataset:NAME/PART stands for"
          + " the files wherever a command takes files of jets."
    })
public final class FetchCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME[/PART]",
      description = "A data set, or one part of it alone: train, validation, test.")
  private List<String> names = List.of();

  @Mixin private DatasetOption datasets;

  public FetchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (names.isEmpty()) {
      datasets.catalogue().datasets().forEach(this::describe);
      return 0;
    }
    // All names before the first file: a misspelt one is told at once.
    names.forEach(name -> parts(dataset(name), name));
    names.forEach(this::fetch);
    return 0;
  }

  private PublicDataset dataset(String name) {
    return datasets.catalogue().named(name.replaceFirst("/.*", ""));
  }

  private static List<String> parts(PublicDataset dataset, String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return List.copyOf(dataset.parts().keySet());
    }
    String part = name.substring(slash + 1);
    dataset.part(part);
    return List.of(part);
  }

  private void describe(PublicDataset dataset) {
    List<String> all = List.copyOf(dataset.parts().keySet());
    DatasetCache cache = datasets.cache();
    List<String> here =
        all.stream().filter(part -> cache.files(dataset, part).isPresent()).toList();
    PrintWriter out = console.out();
    out.println(dataset.name());
    out.println("  " + dataset.title());
    out.println("  parts: " + String.join(", ", all) + size(DatasetCache.bytes(dataset, all)));
    out.println("  from " + dataset.record() + ", " + dataset.licence());
    out.println(
        here.isEmpty()
            ? "  not fetched yet"
            : "  fetched: " + String.join(", ", here) + " in " + cache.folder(dataset));
  }

  private static String size(OptionalLong bytes) {
    return bytes.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "; %.1f GB together", bytes.getAsLong() / 1e9);
  }

  private void fetch(String name) {
    PublicDataset dataset = dataset(name);
    List<String> parts = parts(dataset, name);
    try (FetchProgress progress = new FetchProgress(console)) {
      datasets.cache().fetch(dataset, parts, Patience.USUAL, progress);
    }
    PrintWriter out = console.out();
    out.println(name + ": is in " + datasets.cache().folder(dataset) + ", checksums right");
    out.println("  to be named as " + String.join(", ", named(dataset, parts)));
    out.println("  licence " + dataset.licence() + "; please cite " + dataset.citation());
  }

  private static List<String> named(PublicDataset dataset, List<String> parts) {
    return parts.stream().map(part -> "dataset:" + dataset.name() + "/" + part).toList();
  }
}
