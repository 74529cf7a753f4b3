package org.lorentznet.data.npz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.BlockStream;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.data.jets.RaggedMomenta;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * The layout of the quark and gluon jets of EnergyFlow: {@code X} (jets, particles, 4: pt in GeV,
 * rapidity y, azimuth phi, particle code), rows with pt = 0 being padding, and {@code y} (1 =
 * quark). A particle's mass is the one of its code: mT = sqrt(pt^2 + m^2), E = mT cosh y, pz = mT
 * sinh y, px = pt cos phi, py = pt sin phi. Codes become the constituent column {@code pid}.
 */
public final class EnergyFlowFile implements JetSource {
  /** The layout's name. */
  public static final String LAYOUT = "energyflow";

  private static final String PARTICLES = "X";
  private static final String LABEL = "y";
  private static final String CODE = "pid";
  private static final List<String> CLASSES = List.of("gluon", "quark");

  private final ReadableFile file;
  private final JetSchema schema;

  /**
   * Reads what the file holds.
   *
   * @throws FileFormatException where it is not of this layout, or damaged
   */
  public EnergyFlowFile(ReadableFile file) {
    this.file = file;
    try (NpzFile npz = NpzFile.open(file, PARTICLES)) {
      NpyHeader header = npz.header(PARTICLES);
      List<Long> shape = header.shape();
      header.requirePadded(file, PARTICLES, "pt y phi pid");
      boolean labelled = npz.has(LABEL);
      if (labelled && !npz.header(LABEL).shape().equals(List.of(shape.get(0)))) {
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
      schema =
          new JetSchema(
              file.toString(),
              LAYOUT,
              OptionalLong.of(shape.get(0)),
              labelled ? CLASSES : List.of(),
              List.of(CODE),
              List.of(),
              // Computed here in double precision, whatever pt, y and phi are held in.
              Jets.Precision.FLOAT64);
    }
  }

  /** Whether a file is of this layout. */
  public static boolean matches(NpzFile npz) {
    return npz.has(PARTICLES);
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
    NpzFile npz = NpzFile.open(file, PARTICLES);
    boolean good = false;
    try {
      JetArray particles = npz.array(PARTICLES);
      Optional<JetArray> labels =
          schema.labelled() ? Optional.of(npz.array(LABEL)) : Optional.empty();
      BlockStream stream = new Stream(npz, schema.jets().getAsLong(), particles, labels);
      good = true;
      return stream;
    } finally {
      if (!good) {
        npz.close();
      }
    }
  }

  private static final class Stream extends BlockStream {
    private final NpzFile npz;
    private final JetArray particles;
    private final Optional<JetArray> labels;

    Stream(NpzFile npz, long jets, JetArray particles, Optional<JetArray> labels) {
      super(npz.file(), NpzFile.FORMAT, jets, particles.bytesPerJet());
      this.npz = npz;
      this.particles = particles;
      this.labels = labels;
    }

    @Override
    protected Jets readNext(long first, int count) {
      ElementType type = particles.type();
      ByteBuffer rows = type.view(particles.rows().next(count));
      RaggedMomenta kept =
          new RapidityParticles(npz.file(), type, particles.perJet() / 4, first).read(rows, count);
      long[] codes = new long[kept.places().length];
      Arrays.setAll(
          codes, i -> (long) type.asDouble(rows, (4 * kept.places()[i] + 3) * type.bytes()));
      int[] classes =
          labels
              .map(array -> ClassLabels.check(npz.file(), first, array.next(count), CLASSES.size()))
              .orElse(null);
      return new Jets(
          first,
          kept.offsets(),
          kept.fourMomenta(),
          Jets.Precision.FLOAT64,
          Map.of(CODE, new Column.Longs(codes)),
          Map.of(),
          classes);
    }

    @Override
    protected boolean seekable() {
      return particles.rows().seekable()
          && labels.map(array -> array.rows().seekable()).orElse(true);
    }

    @Override
    protected void seek(long jet) {
      particles.rows().seek(jet);
      labels.ifPresent(array -> array.rows().seek(jet));
    }

    @Override
    public void close() {
      npz.close();
    }
  }
}
