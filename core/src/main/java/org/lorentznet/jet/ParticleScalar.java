package org.lorentznet.jet;

import java.util.List;

/** How one or several of the numbers s_i of a constituent are made; most are Lorentz invariant. */
public sealed interface ParticleScalar {
  /** {@return how many numbers this makes} */
  int size();

  /** psi(m) of the mass m = sqrt(|E^2 - p^2|), psi(z) = sgn(z) ln(|z| + 1). */
  record Mass() implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * The same value for every constituent: the slot in which only reference vectors differ.
   *
   * @param value of a constituent
   */
  record Constant(double value) implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * A constituent column as it is.
   *
   * @param column its name
   */
  record Feature(String column) implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * One 0/1 number a listed value: 1 where the column's absolute value equals it; all zero for any
   * other.
   *
   * @param column the column's name
   * @param values in order
   */
  record OneHot(String column, List<Integer> values) implements ParticleScalar {
    /** Keeps a copy of the list. */
    public OneHot {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return values.size();
    }
  }

  /** psi(M) of the jet's mass M, from the sum of its constituents; the same for all of them. */
  record JetMass() implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /** psi(&lt;p, P&gt;) of the constituent's four-momentum p and the jet's, P. */
  record JetProduct() implements ParticleScalar {
    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * A quantity that depends on the frame: with it, a network is no longer Lorentz invariant.
   *
   * @param quantity which one
   */
  record Kinematic(Quantity quantity) implements ParticleScalar {
    /** Quantities, momenta in GeV; differences are to the sum of the jet's constituents. */
    public enum Quantity {
      /** ln pT. */
      LOG_PT("log_pt"),
      /** ln E. */
      LOG_ENERGY("log_energy"),
      /** ln (pT / pT of the jet). */
      LOG_PT_FRACTION("log_pt_fraction"),
      /** Pseudorapidity less the jet's. */
      DELTA_ETA("delta_eta"),
      /** Azimuth less the jet's, from -pi to pi. */
      DELTA_PHI("delta_phi"),
      /** The length of both differences. */
      DELTA_R("delta_r");

      private final String key;

      Quantity(String key) {
        this.key = key;
      }

      /** {@return the name in model files} */
      public String key() {
        return key;
      }
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
