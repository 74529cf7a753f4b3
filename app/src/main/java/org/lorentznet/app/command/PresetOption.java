package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.Layout;
import org.lorentznet.jet.JetSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How jets lie in files, where that is not to be found out. */
final class PresetOption {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      converter = LayoutConverter.class,
      completionCandidates = LayoutConverter.Names.class,
      description =
          "Layout of the data: ${COMPLETION-CANDIDATES}. Found out from the file's content unless"
              + " given.")
  private Layout layout;

  @Mixin private DatasetOption datasets;

  /** The jets of several files, or of parts of public data sets, one after the other. */
  JetSource open(List<Path> files) {
    return JetFiles.open(datasets.files(files), Optional.ofNullable(layout));
  }
}
