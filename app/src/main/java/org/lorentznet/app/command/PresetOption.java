package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.DescribedLayout;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.JetLayout;
import org.lorentznet.data.description.Part;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How jets lie in files, where that is not to be found out. */
final class PresetOption {
  @Option(
      names = "--preset",
      paramLabel = "NAME|FILE.yaml",
      converter = LayoutConverter.class,
      completionCandidates = LayoutConverter.Names.class,
      description =
          "Layout of the data: ${COMPLETION-CANDIDATES}, or a YAML file that describes it. Found"
              + " out from the file's content unless given.")
  private JetLayout layout;

  @Option(
      names = "--part",
      paramLabel = "PART",
      converter = PartChoice.Converter.class,
      completionCandidates = PartChoice.Words.class,
      description =
          "Of a description with a split: ${COMPLETION-CANDIDATES}. 'train' trains on the parts"
              + " train and validation, 'evaluate' takes test, the others all.")
  private PartChoice part;

  @Mixin private DatasetOption datasets;

  private SkippedJetLines skipped;

  /** The jets of several files, or of parts of public data sets, one after the other. */
  JetSource open(List<Path> files, Console console) {
    return open(files, console, null);
  }

  /**
   * The jets of several files, or of parts of public data sets, one after the other.
   *
   * @param usual the part to take of a description with a split, unless another was asked for; null
   *     for all
   */
  JetSource open(List<Path> given, Console console, Part usual) {
    List<Path> files = datasets.files(given);
    if (!(layout instanceof DescribedLayout described)) {
      if (part != null) {
        throw new MismatchException("--part needs --preset with a YAML file that has a split");
      }
      return JetFiles.open(files, Optional.ofNullable(layout));
    }
    boolean split = described.description().split().isPresent();
    Optional<Part> wanted =
        part != null ? part.part() : Optional.ofNullable(usual).filter(any -> split);
    if (skipped == null) {
      skipped = new SkippedJetLines(console);
    }
    return JetFiles.open(files, Optional.of(described.with(wanted, skipped::tell)));
  }
}
