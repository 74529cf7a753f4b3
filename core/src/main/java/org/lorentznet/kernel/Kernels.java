package org.lorentznet.kernel;

/**
 * The arithmetic that costs time, on tiles: small matrices of single-precision numbers with one
 * channel a row and one particle pair (or one particle) a column.
 *
 * <p>Every sum over channels runs in sequence and every other result belongs to one column, so the
 * bits do not depend on how many columns a machine works on at once. All implementations give the
 * same bits; {@link PlainKernels} defines them. A fused multiply-add is one rounding everywhere.
 *
 * <p>Arguments: a matrix is an array, the place of its first element and the distance between its
 * rows. Numbers of columns are multiples of {@link #LANES}. Arrays have room for {@link #LANES}
 * elements more behind what a method is told to write.
 *
 * <p>The columns of a tile of pairs are ordered pairs of one jet of N particles, numbered e = (k-1)
 * N + i for receiver @@
 */
public interface Kernels {
  /** Columns of a tile. */
  int TILE = 48;

  /** Columns that sums over columns keep apart; also the granularity of numbers of columns. */
  int LANES = 16;

  /** Rows of a panel of packed weights. */
  int PANEL = 8;

  /** Name of the implementation, e.g. {@code vector-512}. */
  String name();

  /**
   * Multiplies and adds in registers as fast as this implementation can: what the others are
   * measured against.
   *
   * @param rounds how often to go through all registers used
   * @param sink something of the result is left here; at least {@link #LANES} long
   * @return the number of multiply-adds done
   */
  long multiplyAdd(int rounds, float[] sink);

  /**
   * Matrix product: out = W in + start, with start the bias of each row or what {@code out} holds.
   *
   * @param weights packed in panels ({@link Panels#pack})
   * @param rows of the result, a multiple of {@link #PANEL}
   * @param inner rows of {@code in}
   * @param bias a value a row, or null to add to what {@code out} holds
   * @param relu whether negative results become 0
   */
  void product(
      float[] weights,
      int rows,
      int inner,
      float[] in,
      int inAt,
      int inStride,
      float[] bias,
      boolean relu,
      float[] out,
      int outAt,
      int outStride,
      int columns);

  /**
   * First layer of phi_e of a tile of pairs, normalisation folded in: out = relu(receiver_i +
   * sender_j + n a + d b). Columns from {@code count} on become 0.
   *
   * @param receiver rows x (N + {@link #LANES}), repeated modulo N
   * @param sender rows x (2N + {@link #LANES}), repeated modulo N
   * @param firstPair number e of the first column
   * @param count pairs in the tile, at most {@link #TILE}
   * @param n psi of the squared Minkowski distance of each pair of the jet, from e = 0 on
   * @param d psi of the Minkowski product of each pair
   */
  void pairInput(
      float[] receiver,
      int receiverStride,
      float[] sender,
      int senderStride,
      int particles,
      int firstPair,
      int count,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] a,
      float[] b,
      int rows,
      float[] out);

  /** Column sums with weights: out_t = start + sum over rows v_r m_rt. */
  void dot(float[] m, int rows, float[] v, float start, float[] out, int outAt, int columns);

  /** Output of phi_x: out_t = sum over rows v_r relu(gate_t u_rt + bias_r). */
  void gatedReluDot(
      float[] u,
      int rows,
      float[] gate,
      int gateAt,
      float[] bias,
      float[] v,
      float[] out,
      int outAt,
      int columns);

  /** Adds gated columns side by side: sums_r,t += gate_t m_rt. */
  void addGated(
      float[] m, int rows, float[] gate, int gateAt, float[] sums, int at, int stride, int columns);

  /** The logistic function of each element, in place; error below 3 ulp. */
  void sigmoid(float[] x, int at, int columns);

  /** sgn(x) ln |x| of each element with |x| at least 1, in place; error below 2 ulp. */
  void signedLog(float[] x, int at, int columns);

  /**
   * Backward of {@link #gatedReluDot}: with z = gate u + bias, du = (z > 0) ds v, and the sums over
   * columns of ds relu(z) for the gradient of v.
   *
   * @param u holds u, and du afterwards
   * @param vSums rows x {@link #LANES}, added to
   */
  void gatedReluDotBackward(
      float[] u,
      int rows,
      float[] gate,
      int gateAt,
      float[] bias,
      float[] v,
      float[] ds,
      int dsAt,
      float[] vSums,
      int columns);

  /** dm_rt += da_r,at+t, then out_t = sum over rows dm_rt m_rt: the gradient of each gate. */
  void addAndDot(
      float[] dm, int rows, float[] da, int at, int stride, float[] m, float[] out, int columns);

  /**
   * Backward of gate and second layer of phi_e: dm = (m > 0) (gate dm + dgate v), and the sums over
   * columns of dgate m for the gradient of v.
   *
   * @param gate a value a column
   * @param dgate gradient before the logistic function, a value a column
   * @param vSums rows x {@link #LANES}, added to
   */
  void messageBackward(
      float[] dm,
      int rows,
      float[] m,
      float[] gate,
      int gateAt,
      float[] dgate,
      float[] v,
      float[] vSums,
      int columns);

  /**
   * Backward of {@link #pairInput}, as far as one tile goes: masks g where the layer's output was 0
   * and adds its sums over senders, over receivers, and with n and d.
   *
   * @param g gradient of the layer's output; masked afterwards
   * @param r the layer's output
   * @param receiverSums rows x (N + {@link #TILE}): columns side by side from the first pair's
   *     receiver on, to be folded modulo N
   * @param senderSums rows x (2N + {@link #LANES}), to be folded modulo N
   * @param nSums rows x {@link #LANES}: sums of g n
   * @param dSums rows x {@link #LANES}: sums of g d
   * @param a weights for {@code dn}: dn_t = sum over rows a_r g_rt
   * @param b weights for {@code dd}
   */
  void pairInputBackward(
      float[] g,
      float[] r,
      int rows,
      int particles,
      int firstPair,
      int count,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] receiverSums,
      int receiverStride,
      float[] senderSums,
      int senderStride,
      float[] nSums,
      float[] dSums,
      float[] a,
      float[] b,
      float[] dn,
      int dnAt,
      float[] dd,
      int ddAt);

  /**
   * Transposes a tile: out_t,r = scale_t m_rt, and 1 in column {@code rows} (the input that belongs
   * to a bias).
   *
   * @param scale a value a column, or null for 1
   * @param outStride more than {@code rows}, a multiple of {@link #LANES}
   */
  void transpose(
      float[] m,
      int at,
      int stride,
      int rows,
      float[] scale,
      int scaleAt,
      float[] out,
      int outStride,
      int columns);

  /**
   * Weight gradient: sums_r,k += sum over columns d_rt x_tk, the sum over a tile rounded before it
   * is added.
   *
   * @param rows a multiple of {@link #PANEL}
   * @param x columns x stride, transposed by {@link #transpose}
   */
  void outer(
      float[] d, int dAt, int dStride, int rows, float[] x, int stride, float[] sums, int columns);
}
