package org.lorentznet.data;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** The small files of {@code src/test/resources/samples}, made by {@code make_samples.py}. */
public final class Samples {
  /** Every sample that holds jets which can be read. */
  public static final List<String> READABLE =
      List.of(
          "top-reference.h5",
          "top-reference-contiguous.h5",
          "top-reference-columns.h5",
          "top-reference-blosc.h5",
          "lgn.h5",
          "energyflow.npz",
          "energyflow-fortran.npz",
          "npz-fourmomenta.npz",
          "jets.parquet",
          "jets-zstd.parquet",
          "jets-index.parquet");

  private Samples() {}

  /** A sample by its name. */
  public static Path file(String name) {
    try {
      return Path.of(Samples.class.getResource("/samples/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All blocks of a source. */
  public static List<Jets> blocks(JetSource source) {
    List<Jets> blocks = new ArrayList<>();
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** The only block of a small source. */
  public static Jets jets(Path file) {
    List<Jets> blocks = blocks(JetFiles.open(file));
    if (blocks.size() != 1) {
      throw new IllegalStateException(blocks.size() + " blocks");
    }
    return blocks.getFirst();
  }
}
