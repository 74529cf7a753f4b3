package org.lorentznet.network.lorentz;

/**
 * Sums of the invariants n and d of one jet's pairs. Both are symmetric in i and j, so sums over
 * senders and over receivers agree.
 *
 * @param nOfParticle sum of n over the other particles, for each particle
 * @param dOfParticle sum of d over the other particles, for each particle
 * @param n sum over all pairs
 * @param d sum over all pairs
 * @param nn sum of n^2
 * @param nd sum of n d
 * @param dd sum of d^2
 */
record InvariantSums(
    double[] nOfParticle,
    double[] dOfParticle,
    double n,
    double d,
    double nn,
    double nd,
    double dd) {

  static InvariantSums of(float[] n, float[] d, int at, int particles) {
    double[] nOf = new double[particles];
    double[] dOf = new double[particles];
    double nn = 0;
    double nd = 0;
    double dd = 0;
    for (int k = 0; k < particles - 1; k++) {
      int row = at + k * particles;
      for (int i = 0; i < particles; i++) {
        double ne = n[row + i];
        double de = d[row + i];
        nOf[i] += ne;
        dOf[i] += de;
        nn += ne * ne;
        nd += ne * de;
        dd += de * de;
      }
    }
    double nSum = 0;
    double dSum = 0;
    for (int i = 0; i < particles; i++) {
      nSum += nOf[i];
      dSum += dOf[i];
    }
    return new InvariantSums(nOf, dOf, nSum, dSum, nn, nd, dd);
  }
}
