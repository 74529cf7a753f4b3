package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import org.lorentznet.data.fetch.Catalogue;
import org.lorentznet.data.fetch.DatasetCache;
import org.lorentznet.data.fetch.DatasetPart;
import org.lorentznet.data.fetch.PublicDataset;
import org.lorentznet.errors.UserException;
import picocli.CommandLine.Option;

/** Where public data sets lie that {@code fetch} has brought in, and which there are. */
final class DatasetOption {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder of the public data sets, named as dataset:NAME/PART, that 'fetch' brings in"
              + " (default: lorentznet in $XDG_CACHE_HOME or ~/.cache).")
  private Path folder;

  @Option(names = "--catalogue", hidden = true, description = "Data sets other than the built-in.")
  private Path catalogue;

  DatasetCache cache() {
    return folder == null ? DatasetCache.ofUser() : new DatasetCache(folder);
  }

  Catalogue catalogue() {
    return catalogue == null ? Catalogue.builtIn() : Catalogue.read(catalogue);
  }

  /**
   * Files as a user named them, the parts of data sets among them replaced by their files.
   *
   * @throws UserException where a data set is unknown or has not been fetched
   */
  List<Path> files(List<Path> named) {
    return named.stream()
        .flatMap(path -> DatasetPart.of(path).map(this::files).orElse(List.of(path)).stream())
        .toList();
  }

  private List<Path> files(DatasetPart part) {
    PublicDataset dataset = catalogue().named(part.dataset());
    return cache()
        .files(dataset, part.part())
        .orElseThrow(() ->
            new UserException(
                part
                    + ": is not in "
                    + cache().folder(dataset)
                    + " yet; 'lorentznet fetch "
                    + part.dataset()
                    + (folder == null ? "" : " --cache " + folder)
                    + "' brings it in"));
  }
}
