package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.Kernels;

/**
 * The first layer of phi_e over the pairs of one jet, before normalisation: z_ij = p_i + q_j + a
 * n_ij + b d_ij. It is linear, so its sums over pairs, and the corrections of the normalisation's
 * backward pass, follow from sums over one index, without a pass over pairs and channels. All sums
 * are in double precision.
 *
 * @param p receiver's part, C rows of particles from {@code at} on
 * @param q sender's part, likewise
 * @param a weight of n for each channel
 * @param b weight of d for each channel
 */
record EdgeTerms(
    int channels,
    float[] p,
    float[] q,
    int at,
    int stride,
    int particles,
    float[] a,
    float[] b,
    InvariantSums invariants) {

  /**
   * Sums over the pairs of z and of z^2 for each channel.
   *
   * @param sums added to from {@code to} on: C sums of z, then C sums of z^2
   */
  void sums(double[] sums, int to) {
    double others = particles - 1;
    for (int c = 0; c < channels; c++) {
      int row = at + c * stride;
      double sumP = 0;
      double sumQ = 0;
      double squares = 0;
      double both = 0;
      double withN = 0;
      double withD = 0;
      for (int i = 0; i < particles; i++) {
        double pi = p[row + i];
        double qi = q[row + i];
        sumP += pi;
        sumQ += qi;
        squares += pi * pi + qi * qi;
        both += pi * qi;
        withN += (pi + qi) * invariants.nOfParticle()[i];
        withD += (pi + qi) * invariants.dOfParticle()[i];
      }
      double ac = a[c];
      double bc = b[c];
      sums[to + c] += others * (sumP + sumQ) + ac * invariants.n() + bc * invariants.d();
      sums[to + channels + c] +=
          others * squares
              + 2 * (sumP * sumQ - both)
              + 2 * (ac * withN + bc * withD)
              + ac * ac * invariants.nn()
              + 2 * ac * bc * invariants.nd()
              + bc * bc * invariants.dd();
    }
  }

  /**
   * What {@link PairBackwardPass} gives of the gradient g behind the normalisation.
   *
   * @param receiver sums of g over senders, laid out as p
   * @param sender sums of g over receivers, laid out as q
   * @param n sums of g n, in lanes
   * @param d sums of g d, in lanes
   * @param dn sum over channels of g a gamma / sigma, a value a pair from {@code at} on
   * @param dd sum over channels of g b gamma / sigma
   */
  record Gradient(
      float[] receiver, float[] sender, float[] n, float[] d, float[] dn, float[] dd, int at) {}

  /**
   * Sums over the pairs of g and of g zhat for each channel.
   *
   * @param sums added to from {@code to} on: C sums of g, then C sums of g zhat
   */
  void gradientSums(Gradient g, BatchNormalisation.Statistics statistics, double[] sums, int to) {
    for (int c = 0; c < channels; c++) {
      int row = at + c * stride;
      double sum = 0;
      double product = 0;
      for (int i = 0; i < particles; i++) {
        sum += g.receiver[row + i];
        product += (double) g.receiver[row + i] * p[row + i];
        product += (double) g.sender[row + i] * q[row + i];
      }
      product += a[c] * lanes(g.n, c) + b[c] * lanes(g.d, c) - statistics.mean()[c] * sum;
      sums[to + c] += sum;
      sums[to + channels + c] += statistics.inverse()[c] * product;
    }
  }

  /** The sum of a channel's lanes. */
  static double lanes(float[] sums, int channel) {
    double sum = 0;
    for (int lane = 0; lane < Kernels.LANES; lane++) {
      sum += sums[channel * Kernels.LANES + lane];
    }
    return sum;
  }

  /**
   * Takes the gradient g through the normalisation: dz = kappa (g - mean g - zhat mean (g zhat)),
   * kappa = gamma / sigma.
   *
   * @param g its sums over senders and receivers hold those of dz afterwards
   * @param totals over the batch: C sums of g, then C sums of g zhat
   * @param weightSums added to from {@code to} on: C gradients of a, then C of b
   * @param n of each pair from {@code g.at()} on
   * @param d of each pair
   * @param dn written: gradient of n for each pair
   * @param dd written: gradient of d for each pair
   */
  void backward(
      Gradient g,
      BatchNormalisation.Statistics statistics,
      float[] gamma,
      double[] totals,
      double[] weightSums,
      int to,
      float[] n,
      float[] d,
      double[] dn,
      double[] dd) {
    double samples = statistics.ofBatch() ? statistics.samples() : Double.POSITIVE_INFINITY;
    // What is left to take from the gradients of n and d of a pair: sums over channels of a kappa
    // (mean g + slope (z - mean)), likewise with b, z taken apart into its terms.
    double[] nOfReceiver = new double[particles];
    double[] nOfSender = new double[particles];
    double[] dOfReceiver = new double[particles];
    double[] dOfSender = new double[particles];
    double nConstant = 0;
    double dConstant = 0;
    double aa = 0;
    double ab = 0;
    double bb = 0;
    for (int c = 0; c < channels; c++) {
      int row = at + c * stride;
      double inverse = statistics.inverse()[c];
      double mean = statistics.mean()[c];
      double kappa = gamma[c] * inverse;
      double meanG = totals[c] / samples;
      double slope = totals[channels + c] / samples * inverse;
      double sumP = 0;
      double sumQ = 0;
      double withN = 0;
      double withD = 0;
      double ofN = a[c] * kappa * slope;
      double ofD = b[c] * kappa * slope;
      for (int i = 0; i < particles; i++) {
        double pi = p[row + i];
        double qi = q[row + i];
        sumP += pi;
        sumQ += qi;
        withN += (pi + qi) * invariants.nOfParticle()[i];
        withD += (pi + qi) * invariants.dOfParticle()[i];
        nOfReceiver[i] += ofN * pi;
        nOfSender[i] += ofN * qi;
        dOfReceiver[i] += ofD * pi;
        dOfSender[i] += ofD * qi;
      }
      throughSums(g, row, c, kappa, meanG, slope, mean, sumP, sumQ);
      double zn = withN + a[c] * invariants.nn() + b[c] * invariants.nd() - mean * invariants.n();
      double zd = withD + a[c] * invariants.nd() + b[c] * invariants.dd() - mean * invariants.d();
      weightSums[to + c] += kappa * (lanes(g.n, c) - meanG * invariants.n() - slope * zn);
      weightSums[to + channels + c] +=
          kappa * (lanes(g.d, c) - meanG * invariants.d() - slope * zd);
      nConstant += a[c] * kappa * (meanG - slope * mean);
      dConstant += b[c] * kappa * (meanG - slope * mean);
      aa += ofN * a[c];
      ab += ofN * b[c];
      bb += ofD * b[c];
    }
    for (int k = 1; k < particles; k++) {
      for (int i = 0; i < particles; i++) {
        int j = i + k < particles ? i + k : i + k - particles;
        int e = (k - 1) * particles + i;
        double ne = n[g.at + e];
        double de = d[g.at + e];
        dn[e] = g.dn[g.at + e] - (nConstant + nOfReceiver[i] + nOfSender[j] + aa * ne + ab * de);
        dd[e] = g.dd[g.at + e] - (dConstant + dOfReceiver[i] + dOfSender[j] + ab * ne + bb * de);
      }
    }
  }

  /** From sums of g to sums of dz, over senders and over receivers, of one channel. */
  private void throughSums(
      Gradient g,
      int row,
      int c,
      double kappa,
      double meanG,
      double slope,
      double mean,
      double sumP,
      double sumQ) {
    double others = particles - 1;
    for (int i = 0; i < particles; i++) {
      double pi = p[row + i];
      double qi = q[row + i];
      double ofInvariants = a[c] * invariants.nOfParticle()[i] + b[c] * invariants.dOfParticle()[i];
      double zOfReceiver = others * (pi - mean) + (sumQ - qi) + ofInvariants;
      double zOfSender = others * (qi - mean) + (sumP - pi) + ofInvariants;
      g.receiver[row + i] =
          (float) (kappa * (g.receiver[row + i] - others * meanG - slope * zOfReceiver));
      g.sender[row + i] =
          (float) (kappa * (g.sender[row + i] - others * meanG - slope * zOfSender));
    }
  }
}
