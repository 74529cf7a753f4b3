package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

  /** Top tagging as published: two beams, scalars (psi(m), 0), a beam's (0, psi(1)). */
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

  /** Quark-gluon tagging as published: one-hot particle codes, no reference vectors. */
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

    /** The name in commands. */
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
   * The same with other reference vectors. What tells them from constituents is the scalar that is
   * constant for these; one is added where there is none.
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

  /** The same with further scalars behind those it has; reference vectors have 0 there. */
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

  /** Scalars a particle. */
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
   * @throws MismatchException naming the missing column
   */
  public void requireColumns(JetSchema schema) {
    for (String column : columns()) {
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

  /** Names of the constituent columns that the scalars are made of. */
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

  /** All jets of a block. */
  public JetBatch encode(Jets jets) {
    return encode(jets, 0, jets.size());
  }

  /** The jets {@code from} to {@code to - 1} of a block. */
  public JetBatch encode(Jets jets, int from, int to) {
    Writer writer = new Writer(to - from, jets.offset(to) - jets.offset(from));
    for (int j = from; j < to; j++) {
      writer.add(jets, j);
    }
    return writer.batch();
  }

  /** The jets of a set with the given numbers, in that order. */
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
    private final int perParticle = size();
    private int jet;
    private int row;

    Writer(int jets, int constituents) {
      int particles = constituents + jets * referenceVectors.size();
      offsets = new int[jets + 1];
      fourMomenta = new double[4 * particles];
      scalarValues = new float[perParticle * particles];
      labels = new int[jets];
      weights = new double[jets];
    }

    void add(Jets jets, int place) {
      for (ReferenceVector reference : referenceVectors) {
        for (int c = 0; c < 4; c++) {
          fourMomenta[4 * row + c] = reference.fourMomentum().get(c);
        }
        for (int s = 0; s < perParticle; s++) {
          scalarValues[perParticle * row + s] = reference.scalars().get(s).floatValue();
        }
        row++;
      }
      int from = jets.offset(place);
      int count = jets.multiplicity(place);
      System.arraycopy(jets.fourMomenta(), 4 * from, fourMomenta, 4 * row, 4 * count);
      int slot = 0;
      for (ParticleScalar scalar : scalars) {
        JetFrame frame = JetFrame.needed(scalar) ? JetFrame.of(jets, place) : null;
        for (int i = 0; i < count; i++) {
          int at = perParticle * (row + i) + slot;
          if (frame == null) {
            write(scalar, jets, from + i, at);
          } else {
            scalarValues[at] = (float) frame.value(scalar, jets.fourMomenta(), 4 * (from + i));
          }
        }
        slot += scalar.size();
      }
      row += count;
      weights[jet] = jets.weight(place);
      labels[jet++] = jets.labels().isPresent() ? jets.labels().get()[place] : -1;
      offsets[jet] = row;
    }

    private void write(ParticleScalar scalar, Jets jets, int constituent, int at) {
      if (scalar instanceof ParticleScalar.Mass) {
        double[] p = jets.fourMomenta();
        int k = 4 * constituent;
        double square =
            p[k] * p[k] - p[k + 1] * p[k + 1] - p[k + 2] * p[k + 2] - p[k + 3] * p[k + 3];
        scalarValues[at] = (float) psi(Math.sqrt(Math.abs(square)));
      } else if (scalar instanceof ParticleScalar.Constant constant) {
        scalarValues[at] = (float) constant.value();
      } else if (scalar instanceof ParticleScalar.Feature) {
        scalarValues[at] = (float) column(jets, scalar).asDouble(constituent);
      } else if (scalar instanceof ParticleScalar.OneHot oneHot) {
        double code = Math.abs(column(jets, scalar).asDouble(constituent));
        int hot = -1;
        List<Integer> values = oneHot.values();
        for (int v = 0; v < values.size(); v++) {
          if (values.get(v) == code) {
            hot = v;
          }
        }
        if (hot >= 0) {
          scalarValues[at + hot] = 1;
        }
      }
    }

    private Column column(Jets jets, ParticleScalar scalar) {
      Column column = jets.constituentFeatures().get(columnOf(scalar));
      if (column == null) {
        throw new MismatchException(
            "the network needs the constituent column '" + columnOf(scalar) + "'");
      }
      return column;
    }

    JetBatch batch() {
      return new JetBatch(offsets, fourMomenta, scalarValues, labels, weights);
    }
  }
}
