package org.lorentznet.jet;

import java.util.List;

/** How one or several of the Lorentz-invariant numbers s_i of a constituent are made. */
public sealed interface ParticleScalar {
  /** How many numbers this makes. */
  int size();

  /** psi(m) of the mass m = sqrt(|E^2 - p^2|), psi(z) = sgn(z) ln(|z| + 1). */
  record Mass() implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /** The same value for every constituent: the slot in which only reference vectors differ. */
  record Constant(double value) implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /** A constituent column as it is. */
  record Feature(String column) implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * One 0/1 number a listed value: 1 where the column's absolute value equals it; all zero for any
   * other.
   */
  record OneHot(String column, List<Integer> values) implements ParticleScalar {
    public OneHot {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return values.size();
    }
  }
}
