package org.lorentznet.equivariance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.numeric.RandomStream;

/**
 * What the strong interaction does to jets all the time and what an infrared and collinear safe
 * observable must not notice: a constituent more in each jet.
 */
public final class Emission {
  /** Soft particles are added within this distance of the jet's axis. */
  private static final double RADIUS = 0.4;

  private Emission() {}

  /**
   * The same jets, each with a massless particle more, at a random place within 0.4 of its axis in
   * pseudorapidity and azimuth. What else is known of constituents it has from the softest one.
   *
   * @param fraction of the jet's transverse momentum that the particle has
   * @param seed the places are a function of it and of the jets' numbers
   */
  public static Jets soft(Jets jets, double fraction, long seed) {
    Builder builder = new Builder(jets);
    for (int jet = 0; jet < jets.size(); jet++) {
      FourMomentum axis = jets.momentum(jet);
      RandomStream random = new RandomStream(RandomStream.key(seed, jets.index(jet)));
      double distance = RADIUS * Math.sqrt(random.nextDouble());
      double direction = 2 * Math.PI * random.nextDouble();
      // The rapidity of a massless particle is its pseudorapidity.
      FourMomentum particle =
          FourMomentum.ofRapidity(
              fraction * axis.pt(),
              axis.rapidity() + distance * StrictMath.cos(direction),
              axis.phi() + distance * StrictMath.sin(direction),
              0);
      builder.add(jet, particle, builder.extreme(jet, -1), 0);
    }
    return builder.jets();
  }

  /**
   * The same jets, in each of which the constituent of most transverse momentum is two in the same
   * direction, which share its four-momentum. What else is known of it, both have.
   *
   * @param fraction that one of the two has
   */
  public static Jets collinear(Jets jets, double fraction) {
    Builder builder = new Builder(jets);
    for (int jet = 0; jet < jets.size(); jet++) {
      int hardest = builder.extreme(jet, 1);
      FourMomentum whole = builder.momentum(hardest);
      builder.add(jet, scaled(whole, fraction), hardest, fraction);
    }
    return builder.jets();
  }

  private static FourMomentum scaled(FourMomentum p, double factor) {
    return new FourMomentum(factor * p.e(), factor * p.px(), factor * p.py(), factor * p.pz());
  }

  /** Jets with a constituent more each. */
  private static final class Builder {
    private final Jets jets;
    private final int[] offsets;
    private final double[] momenta;
    private final Map<String, List<Column>> features = new LinkedHashMap<>();

    Builder(Jets jets) {
      this.jets = jets;
      offsets = new int[jets.size() + 1];
      momenta = new double[4 * (jets.constituents() + jets.size())];
      jets.constituentFeatures().keySet().forEach(name -> features.put(name, new ArrayList<>()));
    }

    FourMomentum momentum(int row) {
      double[] p = jets.fourMomenta();
      return new FourMomentum(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]);
    }

    /** The row of the constituent with the largest transverse momentum, or with -1 the smallest. */
    int extreme(int jet, int sign) {
      int found = jets.offset(jet);
      for (int row = found + 1; row < jets.offset(jet + 1); row++) {
        found = sign * momentum(row).pt() > sign * momentum(found).pt() ? row : found;
      }
      return found;
    }

    /**
     * Copies a jet and adds a constituent.
     *
     * @param model the row whose further columns the new one has
     * @param taken the fraction of the model's four-momentum that it loses
     */
    void add(int jet, FourMomentum particle, int model, double taken) {
      int from = jets.offset(jet);
      int to = jets.offset(jet + 1);
      int at = 4 * offsets[jet];
      System.arraycopy(jets.fourMomenta(), 4 * from, momenta, at, 4 * (to - from));
      for (int c = 0; c < 4; c++) {
        momenta[at + 4 * (model - from) + c] *= 1 - taken;
      }
      int end = at + 4 * (to - from);
      momenta[end] = particle.e();
      momenta[end + 1] = particle.px();
      momenta[end + 2] = particle.py();
      momenta[end + 3] = particle.pz();
      offsets[jet + 1] = offsets[jet] + to - from + 1;
      features.forEach((name, parts) -> {
        Column column = jets.constituentFeatures().get(name);
        parts.add(column.slice(from, to));
        parts.add(column.slice(model, model + 1));
      });
    }

    Jets jets() {
      Map<String, Column> columns = new LinkedHashMap<>();
      features.forEach((name, parts) ->
          columns.put(
              name, parts.isEmpty() ? jets.constituentFeatures().get(name) : Column.join(parts)));
      return new Jets(
          jets.index(0),
          offsets,
          momenta,
          jets.precision(),
          columns,
          jets.jetFeatures(),
          jets.labels().orElse(null));
    }
  }
}
