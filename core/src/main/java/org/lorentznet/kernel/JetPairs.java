package org.lorentznet.kernel;

/**
 * What a pass over the ordered pairs of one jet of N particles reads and writes. Pair e = (k-1) N +
 * i has receiver i and sender (i + k) mod N, k from 1 to N-1. Filled anew for each jet and block.
 */
public final class JetPairs {
  /** About as many tiles as pay for adding up a part's sums. */
  private static final int TILES_A_PART = 12;

  private static final int MAX_PARTS = 16;

  /** N. */
  public int particles;

  /**
   * Receiver's part of phi_e's first layer, normalised: rows x stride, repeated modulo N up to
   * column N + {@link Kernels#TILE}.
   */
  public float[] receiver;

  public int stride;

  /**
   * Sender's part: rows x senderStride, repeated modulo N up to column 2N + {@link Kernels#LANES}.
   */
  public float[] sender;

  public int senderStride;

  /** Weight of n for each channel, normalised. */
  public float[] distance;

  /** Weight of d for each channel, normalised. */
  public float[] product;

  /** psi of the squared distance of each pair, from {@link #at} on, with room for whole tiles. */
  public float[] n;

  /** psi of the product of each pair. */
  public float[] d;

  /** The gate of each pair: written forward, read backward; 0 behind the last pair. */
  public float[] gate;

  /** phi_x of each pair, written forward where the block moves coordinates. */
  public float[] shift;

  /**
   * Which units of phi_x's hidden layer are active, or null where nobody asks: {@link #words} for a
   * pair, tile by tile; bit r mod 32 of word r / 32 belongs to row r.
   */
  public int[] active;

  /** Place of the first pair in {@code n}, {@code d}, {@code gate} and {@code shift}. */
  public int at;

  /** Number of ordered pairs i != j. */
  public int count() {
    return particles * (particles - 1);
  }

  /** Tiles that the pairs fill. */
  public int tiles() {
    return tiles(count());
  }

  /** Tiles that a number of pairs fills. */
  public static int tiles(int pairs) {
    return (pairs + Kernels.TILE - 1) / Kernels.TILE;
  }

  /**
   * Begins with a jet: {@link #particles}, both strides, and room for receivers and senders, which
   * grows to the largest jet seen.
   *
   * @param rows of each
   */
  public void begin(int jetParticles, int rows) {
    particles = jetParticles;
    stride = receiverStride(particles);
    senderStride = senderStride(particles);
    int receivers = rows * stride + Kernels.LANES;
    if (receiver == null || receiver.length < receivers) {
      receiver = new float[receivers];
      sender = new float[rows * senderStride + Kernels.LANES];
    }
  }

  /**
   * Lays out the receivers' part of the jet that has begun.
   *
   * @param parts rows x partStride, the jet's particles from column {@code from} on
   */
  public void takeReceivers(float[] parts, int from, int partStride, int rows) {
    int columns = particles + Kernels.TILE;
    Panels.repeat(parts, from, partStride, rows, particles, receiver, stride, columns);
  }

  /** Lays out the senders' part, likewise. */
  public void takeSenders(float[] parts, int from, int partStride, int rows) {
    int columns = 2 * particles + Kernels.LANES;
    Panels.repeat(parts, from, partStride, rows, particles, sender, senderStride, columns);
  }

  /** Columns of {@link #receiver} for a jet of {@code particles}. */
  static int receiverStride(int particles) {
    return Panels.columns(particles) + Kernels.TILE + Kernels.LANES;
  }

  /** Columns of {@link #sender}. */
  static int senderStride(int particles) {
    return 2 * Panels.columns(particles) + Kernels.LANES;
  }

  /** Integers of {@link #active} that a pair takes. */
  public static int words(int rows) {
    return (rows + Integer.SIZE - 1) / Integer.SIZE;
  }

  /**
   * Parts in which the pairs are summed, a function of N alone: sums of parts are added up in
   * order, whether threads share the parts or one runs them all.
   */
  public int parts() {
    return Math.min(Math.max(1, (tiles() + TILES_A_PART - 1) / TILES_A_PART), MAX_PARTS);
  }

  /** First pair of a part; that of part {@link #parts} lies behind the last pair. */
  public int partStart(int part) {
    return (int) ((long) tiles() * part / parts()) * Kernels.TILE;
  }
}
