package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.Arrays;
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
        for (int i = 0; i < count; i++) {
          write(scalar, jets, from + i, perParticle * (row + i) + slot);
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
