package org.lorentznet.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.lorentznet.data.assembly.DescribedJets;
import org.lorentznet.data.assembly.SkippedJets;
import org.lorentznet.data.description.Description;
import org.lorentznet.data.description.DescriptionFile;
import org.lorentznet.data.description.Part;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.jet.JetSource;

/**
 * A layout as a user describes it.
 *
 * @param part the part of the jets to take; empty for all
 * @param skipped is told at the end of each pass over a file which jets were left out
 */
public record DescribedLayout(
    Description description, Optional<Part> part, Consumer<SkippedJets> skipped)
    implements JetLayout {
  /**
   * The layout that a YAML file describes.
   *
   * @throws org.lorentznet.errors.FileFormatException saying what is wrong with it
   */
  public static DescribedLayout read(Path yaml) {
    return of(DescriptionFile.read(yaml));
  }

  static DescribedLayout of(Description description) {
    return new DescribedLayout(description, Optional.empty(), jets -> {});
  }

  /** The same layout with a part of its jets, reporting what is left out. */
  public DescribedLayout with(Optional<Part> wanted, Consumer<SkippedJets> listener) {
    return new DescribedLayout(description, wanted, listener);
  }

  @Override
  public String preset() {
    return description.name();
  }

  @Override
  public JetSource open(ReadableFile file) {
    return new DescribedJets(
        ColumnFiles.open(file, description.table()), description, part, skipped);
  }
}
