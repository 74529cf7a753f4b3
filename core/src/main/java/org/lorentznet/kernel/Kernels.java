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
 * <p>The columns of a tile of pairs are ordered pairs of one jet, numbered as {@link JetPairs}
 * says; a tile's matrices have {@link #TILE} columns a row. Where a method takes the weights of a
 * layer over a tile, these are packed in panels ({@link Panels#pack}), and the number of inputs
 * follows from their length.
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
   * phi_e of a tile, its normalisation folded in, and phi_m before its logistic function: layer =
   * relu(receiver_i + sender_j + n a + d b), message = relu(W layer + bias), gate_t = gateBias +
   * sum over rows v_r message_rt. Columns of {@code layer} from {@code count} on are 0.
   *
   * @param first number e of the first column
   * @param count pairs in the tile, at most {@link #TILE}
   * @param gateWeights v, or null to leave gates alone
   * @param layer written: rows x TILE
   * @param message written: rows x TILE
   */
  void message(
      JetPairs pairs,
      int first,
      int count,
      float[] weights,
      int rows,
      float[] bias,
      float[] gateWeights,
      float gateBias,
      float[] layer,
      float[] message);

  /**
   * Adds a tile's gated messages to their sums over senders: sums_r,i+t += gate_t message_rt, i the
   * first pair's receiver.
   *
   * @param sums rows x sumStride: N + TILE columns, to be folded modulo N
   */
  void addGated(float[] message, int rows, JetPairs pairs, int first, float[] sums, int sumStride);

  /**
   * {@link #addGated}, then phi_x of a tile: shift_t = sum over rows v_r relu(gate_t (W m)_rt +
   * bias_r), and which of the rows are active, where {@code pairs} has room for that.
   *
   * @param first number e of the first column
   * @param panel scratch: {@link #PANEL} x TILE and {@link #LANES} more
   */
  void coordinate(
      float[] weights,
      int rows,
      float[] message,
      float[] bias,
      float[] v,
      JetPairs pairs,
      int first,
      float[] sums,
      int sumStride,
      float[] panel);

  /**
   * Sums columns c, c + period, c + 2 period, … in turn, and makes them 0.
   *
   * @param sums rows x stride, 0 from column {@code used} on; the stride is at least {@code used} +
   *     {@link #LANES}
   * @param out rows x outStride: the sums in the first {@code period} columns; those behind, up to
   *     the next multiple of {@link #LANES}, are left with anything
   * @param add whether to add to what {@code out} holds
   */
  void fold(
      float[] sums,
      int stride,
      int used,
      int rows,
      int period,
      float[] out,
      int outAt,
      int outStride,
      boolean add);

  /**
   * The invariants of every ordered pair, signed and one more than their absolute value: sgn(z)
   * (|z| + 1) of z = &lt;x_i - x_j, x_i - x_j&gt; and z = &lt;x_i, x_j&gt;, metric (+,-,-,-), in
   * double precision until the last.
   *
   * @param x coordinates, component by component, each with two copies of the N particles
   * @param n written from {@code pairAt} on
   * @param d likewise
   */
  void invariants(double[] x, int at, int particles, float[] n, float[] d, int pairAt);

  /**
   * x_i + factor times the sum over j of (x_i - x_j) s_ij, each component of each term at most
   * {@code bound} from zero.
   *
   * @param s a value a pair from {@code sAt} on
   * @param bound infinity for none
   * @param moved written from {@code to} on, laid out as {@code x}: the first copy
   */
  void move(
      double[] x,
      int at,
      int particles,
      float[] s,
      int sAt,
      double factor,
      double bound,
      double[] moved,
      int to);

  /** The logistic function of each element, in place; error below 3 ulp. */
  void sigmoid(float[] x, int at, int columns);

  /** sgn(x) ln |x| of each element with |x| at least 1, in place; error below 2 ulp. */
  void signedLog(float[] x, int at, int columns);

  /**
   * Gradient of phi_x's hidden layer, but for the weights behind it: out_rt = ds_t where row r is
   * active, else 0.
   *
   * @param ds gradient of the shift of each pair of the jet, from e = 0 on
   */
  void activeGradient(JetPairs pairs, int first, int rows, float[] ds, float[] out);

  /**
   * Gradient of a tile's gated messages and of its gates: dm = W in + da, dgate_t = sum over rows
   * dm_rt m_rt.
   *
   * @param weights null for dm = da
   * @param da rows x stride, taken from column {@code at} on
   */
  void messageGradient(
      float[] weights,
      int rows,
      float[] in,
      float[] da,
      int at,
      int stride,
      float[] m,
      float[] dm,
      float[] dgate);

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
      float[] vSums);

  /**
   * Backward of phi_e's first layer, as far as one tile goes: g = (layer > 0) (W in), added to its
   * sums over senders, over receivers, and with n and d.
   *
   * @param layer that layer's output
   * @param panel scratch: {@link #PANEL} x TILE and {@link #LANES} more
   */
  void pairInputBackward(
      float[] weights,
      int rows,
      float[] in,
      float[] layer,
      JetPairs pairs,
      int first,
      int count,
      PairSums sums,
      float[] panel);

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
