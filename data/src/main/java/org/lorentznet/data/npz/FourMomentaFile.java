package org.lorentznet.data.npz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.BlockStream;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.data.jets.PaddedJets;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;

/**
 * An npz with {@code p4} (jets, particles, 4: E px py pz in GeV, zero padded) and, where jets are
 * labelled, {@code y}. Further arrays of the shape (jets) are jet features, of the shape (jets,
 * particles) constituent features; {@code classes}, where there is one, names the classes.
 */
public final class FourMomentaFile implements JetSource {
  /** The layout's name. */
  public static final String LAYOUT = "npz-fourmomenta";

  static final String MOMENTA = "p4";
  static final String LABEL = "y";
  static final String CLASSES = "classes";

  private final ReadableFile file;
  private final JetSchema schema;

  /**
   * Reads what the file holds, and where it does not name its classes, all labels.
   *
   * @throws FileFormatException where it is not of this layout, or damaged
   */
  public FourMomentaFile(ReadableFile file) {
    this.file = file;
    try (NpzFile npz = NpzFile.open(file, MOMENTA)) {
      NpyHeader header = npz.header(MOMENTA);
      List<Long> shape = header.shape();
      header.requirePadded(file, MOMENTA, "E px py pz");
      PaddedJets.Arrays arrays = arrays(npz);
      schema =
          new JetSchema(
              file.toString(),
              LAYOUT,
              OptionalLong.of(shape.get(0)),
              npz.has(LABEL) ? classes(npz) : List.of(),
              arrays.constituentColumns().stream().map(JetArray::name).toList(),
              arrays.jetColumns().stream().map(JetArray::name).toList(),
              header.type().precision());
    }
  }

  private List<String> classes(NpzFile npz) {
    if (npz.has(CLASSES)) {
      return npz.strings(CLASSES);
    }
    int largest = 0;
    for (int label : ClassLabels.check(file, 0, npz.vector(LABEL), ClassLabels.MOST_CLASSES)) {
      largest = Math.max(largest, label);
    }
    return ClassLabels.numbered(largest);
  }

  /** Whether a file is of this layout. */
  public static boolean matches(NpzFile npz) {
    return npz.has(MOMENTA);
  }

  @Override
  public JetSchema schema() {
    return schema;
  }

  @Override
  public JetStream open() {
    return stream();
  }

  @Override
  public Optional<JetAccess> access() {
    return BlockStream.access(stream());
  }

  private BlockStream stream() {
    NpzFile npz = NpzFile.open(file, MOMENTA);
    boolean good = false;
    try {
      BlockStream stream =
          new PaddedJets(
              file,
              NpzFile.FORMAT,
              schema.jets().getAsLong(),
              schema.classes().size(),
              arrays(npz));
      good = true;
      return stream;
    } finally {
      if (!good) {
        npz.close();
      }
    }
  }

  private PaddedJets.Arrays arrays(NpzFile npz) {
    List<Long> shape = npz.header(MOMENTA).shape();
    List<JetArray> constituentColumns = new ArrayList<>();
    List<JetArray> jetColumns = new ArrayList<>();
    for (String name : npz.names()) {
      List<Long> other = npz.header(name).shape();
      boolean numbers = npz.header(name).charactersPerElement() == 0;
      if (!numbers || name.equals(MOMENTA) || name.equals(LABEL)) {
        continue;
      }
      if (other.equals(shape.subList(0, 1))) {
        jetColumns.add(npz.array(name));
      } else if (other.equals(shape.subList(0, 2))) {
        constituentColumns.add(npz.array(name));
      }
    }
    Optional<JetArray> labels = Optional.empty();
    if (npz.has(LABEL)) {
      if (!npz.header(LABEL).shape().equals(List.of(shape.get(0)))) {
        throw new FileFormatException(
            file,
            "array '"
                + LABEL
                + "' has the shape "
                + npz.header(LABEL).shapeText()
                + ", ("
                + shape.get(0)
                + ") expected");
      }
      labels = Optional.of(npz.array(LABEL));
    }
    return new PaddedJets.Arrays(
        npz.array(MOMENTA), constituentColumns, jetColumns, labels, npz::close);
  }
}
