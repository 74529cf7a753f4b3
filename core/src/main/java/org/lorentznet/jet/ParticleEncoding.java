package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.errors.MismatchException;

/**
 * From jets to what a network sees: reference vectors go first in every jet, then the constituents,
 * each with its scalars in the listed order.
 *
 * @param scalars what the scalars of a constituent are, in order
 * @param referenceVectors added to every jet, in order
 */
public record ParticleEncoding(
    List<ParticleScalar> scalars, List<ReferenceVector> referenceVectors) {
  /** Codes of the particles that the quark-gluon one-hot distinguishes, in its order. */
  private static final List<Integer> PARTICLE_CODES =
      List.of(11, 13, 22, 130, 211, 321, 2112, 2212);

  /**
   * Checks that there are as many scalars of each particle.
   *
   * @throws IllegalArgumentException where a reference vector has another number of them
   */
  public ParticleEncoding {
    scalars = List.copyOf(scalars);
    referenceVectors = List.copyOf(referenceVectors);
    int size = scalars.stream().mapToInt(ParticleScalar::size).sum();
    for (ReferenceVector reference : referenceVectors) {
      if (reference.scalars().size() != size) {
        throw new IllegalArgumentException(
            "a reference vector has "
                + reference.scalars().size()
                + " scalars, a constituent "
                + size);
      }
    }
  }

  /** {@return top tagging as published: two beams, scalars (psi(m), 0), a beam's (0, psi(1))} */
  public static ParticleEncoding topTagging() {
    List<ReferenceVector> beams = new ArrayList<>();
    for (double pz : new double[] {1, -1}) {
      beams.add(
          new ReferenceVector(
              List.of(StrictMath.sqrt(2), 0.0, 0.0, pz), List.of(0.0, StrictMath.log(2))));
    }
    return new ParticleEncoding(
        List.of(new ParticleScalar.Mass(), new ParticleScalar.Constant(0)), beams);
  }

  /** {@return quark-gluon tagging as published: one-hot particle codes, no reference vectors} */
  public static ParticleEncoding quarkGluon() {
    return new ParticleEncoding(
        List.of(new ParticleScalar.OneHot("pid", PARTICLE_CODES)), List.of());
  }

  /** Vectors that can be put before the constituents of every jet. */
  public enum Reference {
    /** Both beams, (sqrt 2, 0, 0, +-1) GeV. */
    BEAMS("beams"),
    /** The direction of time, (1, 0, 0, 0) GeV. */
    TIME("time");

    private final String key;

    Reference(String key) {
      this.key = key;
    }

    /** {@return the name in commands} */
    public String key() {
      return key;
    }

    private List<List<Double>> fourMomenta() {
      double energy = StrictMath.sqrt(2);
      return this == BEAMS
          ? List.of(List.of(energy, 0.0, 0.0, 1.0), List.of(energy, 0.0, 0.0, -1.0))
          : List.of(List.of(1.0, 0.0, 0.0, 0.0));
    }

    /** What a vector has where a constituent has 0. */
    private double label() {
      return this == BEAMS ? StrictMath.log(2) : -StrictMath.log(2);
    }
  }

  /**
   * {@return the same with other reference vectors} What tells them from constituents is the scalar
   * that is constant for these; one is added where there is none.
   *
   * @param references in order
   */
  public ParticleEncoding withReferences(List<Reference> references) {
    List<ParticleScalar> kinds = new ArrayList<>(scalars);
    if (!references.isEmpty()
        && kinds.stream().noneMatch(kind -> kind instanceof ParticleScalar.Constant)) {
      kinds.add(new ParticleScalar.Constant(0));
    }
    int label = 0;
    int size = 0;
    for (ParticleScalar kind : kinds) {
      label = kind instanceof ParticleScalar.Constant ? size : label;
      size += kind.size();
    }
    List<ReferenceVector> vectors = new ArrayList<>();
    for (Reference reference : references) {
      List<Double> values = new ArrayList<>(Collections.nCopies(size, 0.0));
      values.set(label, reference.label());
      reference.fourMomenta().forEach(p -> vectors.add(new ReferenceVector(p, values)));
    }
    return new ParticleEncoding(kinds, vectors);
  }

  /**
   * {@return the same with further scalars behind those it has; reference vectors have 0 there}
   *
   * @param further in order
   */
  public ParticleEncoding plus(List<ParticleScalar> further) {
    List<ParticleScalar> kinds = new ArrayList<>(scalars);
    kinds.addAll(further);
    int size = further.stream().mapToInt(ParticleScalar::size).sum();
    List<ReferenceVector> vectors = new ArrayList<>();
    for (ReferenceVector reference : referenceVectors) {
      List<Double> values = new ArrayList<>(reference.scalars());
      values.addAll(Collections.nCopies(size, 0.0));
      vectors.add(new ReferenceVector(reference.fourMomentum(), values));
    }
    return new ParticleEncoding(kinds, vectors);
  }

  /** {@return the scalars a particle} */
  public int size() {
    int size = 0;
    for (int i = 0; i < scalars.size(); i++) { // asked for with every jet: nothing is allocated
      size += scalars.get(i).size();
    }
    return size;
  }

  /**
   * Checks that a source has the columns the scalars are made of.
   *
   * @param schema of the source
   * @throws MismatchException naming the missing column
   */
  public void requireColumns(JetSchema schema) {
    requireColumns(columns(), schema);
  }

  /**
   * Checks that a source has columns.
   *
   * @param columns names of constituent columns
   * @param schema of the source
   * @throws MismatchException naming the first that is missing
   */
  public static void requireColumns(Set<String> columns, JetSchema schema) {
    for (String column : columns) {
      if (!schema.constituentFeatures().contains(column)) {
        throw new MismatchException(
            schema.source()
                + ": the network needs the constituent column '"
                + column
                + "', which layout "
                + schema.layout()
                + " does not have here; found: "
                + (schema.constituentFeatures().isEmpty()
                    ? "four-momenta only"
                    : String.join(", ", new TreeSet<>(schema.constituentFeatures()))));
      }
    }
  }

  /** {@return the names of the constituent columns that the scalars are made of} */
  public Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    for (ParticleScalar scalar : scalars) {
      String column = columnOf(scalar);
      if (column != null) {
        columns.add(column);
      }
    }
    return columns;
  }

  private static String columnOf(ParticleScalar scalar) {
    if (scalar instanceof ParticleScalar.Feature feature) {
      return feature.column();
    }
    if (scalar instanceof ParticleScalar.OneHot oneHot) {
      return oneHot.column();
    }
    return null;
  }

  /**
   * All jets of a block.
   *
   * @param jets the jets
   * @return their batch
   */
  public JetBatch encode(Jets jets) {
    return encode(jets, 0, jets.size());
  }

  /**
   * The jets {@code from} to {@code to - 1} of a block.
   *
   * @param jets the jets
   * @param from first jet
   * @param to the jet behind the last
   * @return their batch
   */
  public JetBatch encode(Jets jets, int from, int to) {
    Writer writer = new Writer(to - from, jets.offset(to) - jets.offset(from));
    for (int j = from; j < to; j++) {
      writer.add(jets, j);
    }
    return writer.batch();
  }

  /**
   * The jets of a set with the given numbers, in that order.
   *
   * @param jets the set
   * @param numbers of jets, from 0
   * @return their batch
   */
  public JetBatch encode(JetSet jets, int[] numbers) {
    return encode(
        Arrays.stream(numbers).mapToObj(jets::block).toList(),
        Arrays.stream(numbers).map(jets::place).toArray());
  }

  /**
   * Jets from different blocks.
   *
   * @param blocks for each jet, the block that holds it
   * @param places for each jet, its place in its block
   * @return their batch
   */
  public JetBatch encode(List<Jets> blocks, int[] places) {
    int constituents = 0;
    for (int j = 0; j < places.length; j++) {
      constituents += blocks.get(j).multiplicity(places[j]);
    }
    Writer writer = new Writer(places.length, constituents);
    for (int j = 0; j < places.length; j++) {
      writer.add(blocks.get(j), places[j]);
    }
    return writer.batch();
  }

  /**
   * One jet; allocates nothing once {@code to} is large enough.
   *
   * @param jet with the columns of {@link #columns}
   * @param to overwritten
   */
  public void encode(Jet jet, EncodedJet to) {
    int count = jet.constituents();
    to.reserve(referenceVectors.size() + count, size());
    write(jet.fourMomenta(), 0, count, jet.columns(), to.fourMomenta, to.scalars, 0);
  }

  /**
   * Jet {@code jet} of a block; allocates nothing once {@code to} is large enough.
   *
   * @param jets with the columns of {@link #columns}
   * @param jet number of the jet, from 0
   * @param to overwritten
   */
  public void encode(Jets jets, int jet, EncodedJet to) {
    int count = jets.multiplicity(jet);
    to.reserve(referenceVectors.size() + count, size());
    write(
        jets.fourMomenta(),
        jets.offset(jet),
        count,
        jets.constituentFeatures(),
        to.fourMomenta,
        to.scalars,
        0);
  }

  /**
   * Writes a jet's particles.
   *
   * @param momenta of constituents, the jet's {@code count} from row {@code from} on
   * @param features columns with a value a constituent, in the same rows
   * @param row where the jet's particles go
   * @return the row behind them
   */
  private int write(
      double[] momenta,
      int from,
      int count,
      Map<String, Column> features,
      double[] toMomenta,
      float[] toScalars,
      int row) {
    int perParticle = size();
    int at = row;
    for (int v = 0; v < referenceVectors.size(); v++) { // as in size()
      ReferenceVector reference = referenceVectors.get(v);
      for (int c = 0; c < 4; c++) {
        toMomenta[4 * at + c] = reference.fourMomentum().get(c);
      }
      for (int s = 0; s < perParticle; s++) {
        toScalars[perParticle * at + s] = reference.scalars().get(s).floatValue();
      }
      at++;
    }
    System.arraycopy(momenta, 4 * from, toMomenta, 4 * at, 4 * count);
    int slot = perParticle * at;
    for (int s = 0; s < scalars.size(); s++) {
      ParticleScalar scalar = scalars.get(s);
      Column column = column(features, scalar);
      JetFrame frame = JetFrame.needed(scalar) ? JetFrame.of(momenta, from, from + count) : null;
      for (int i = 0; i < count; i++) {
        int to = slot + perParticle * i;
        if (frame == null) {
          write(scalar, column, momenta, from + i, toScalars, to);
        } else {
          toScalars[to] = (float) frame.value(scalar, momenta, 4 * (from + i));
        }
      }
      slot += scalar.size();
    }
    return at + count;
  }

  private static void write(
      ParticleScalar scalar, Column column, double[] p, int constituent, float[] to, int at) {
    if (scalar instanceof ParticleScalar.Mass) {
      int k = 4 * constituent;
      double square = p[k] * p[k] - p[k + 1] * p[k + 1] - p[k + 2] * p[k + 2] - p[k + 3] * p[k + 3];
      to[at] = (float) psi(Math.sqrt(Math.abs(square)));
    } else if (scalar instanceof ParticleScalar.Constant constant) {
      to[at] = (float) constant.value();
    } else if (scalar instanceof ParticleScalar.Feature) {
      to[at] = (float) column.asDouble(constituent);
    } else if (scalar instanceof ParticleScalar.OneHot oneHot) {
      double code = Math.abs(column.asDouble(constituent));
      List<Integer> values = oneHot.values();
      for (int v = 0; v < values.size(); v++) {
        to[at + v] = values.get(v) == code ? 1 : 0;
      }
    }
  }

  /** The column that a scalar is made of, or null where it is made of none. */
  private static Column column(Map<String, Column> features, ParticleScalar scalar) {
    String name = columnOf(scalar);
    if (name == null) {
      return null;
    }
    Column column = features.get(name);
    if (column == null) {
      throw new MismatchException("the network needs the constituent column '" + name + "'");
    }
    return column;
  }

  /** psi(z) = sgn(z) ln(|z| + 1) (arXiv 2201.08187, section 3.2). */
  static double psi(double z) {
    return Math.copySign(StrictMath.log(Math.abs(z) + 1), z);
  }

  private final class Writer {
    private final int[] offsets;
    private final double[] fourMomenta;
    private final float[] scalarValues;
    private final int[] labels;
    private final double[] weights;
    private int jet;
    private int row;

    Writer(int jets, int constituents) {
      int particles = constituents + jets * referenceVectors.size();
      offsets = new int[jets + 1];
      fourMomenta = new double[4 * particles];
      scalarValues = new float[size() * particles];
      labels = new int[jets];
      weights = new double[jets];
    }

    void add(Jets jets, int place) {
      row =
          write(
              jets.fourMomenta(),
              jets.offset(place),
              jets.multiplicity(place),
              jets.constituentFeatures(),
              fourMomenta,
              scalarValues,
              row);
      weights[jet] = jets.weight(place);
      labels[jet++] = jets.labels().isPresent() ? jets.labels().get()[place] : -1;
      offsets[jet] = row;
    }

    JetBatch batch() {
      return new JetBatch(offsets, fourMomenta, scalarValues, labels, weights);
    }
  }
}
