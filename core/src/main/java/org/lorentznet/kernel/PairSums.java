package org.lorentznet.kernel;

/**
 * What the backward pass over the ordered pairs of one jet adds up of the gradient g of phi_e's
 * first layer, behind its normalisation.
 */
public final class PairSums {
  private final int rows;

  /** Sums over senders: rows x receiverStride, to be folded modulo N. */
  public float[] receiver = new float[0];

  public int receiverStride;

  /** Sums over receivers: rows x senderStride, to be folded modulo N. */
  public float[] sender = new float[0];

  public int senderStride;

  /** Sums of g n: rows x {@link Kernels#LANES}. */
  public float[] n;

  /** Sums of g d: rows x {@link Kernels#LANES}. */
  public float[] d;

  /** Written: sum over channels of g times the normalised weight of n, for each pair. */
  public float[] dn;

  /** Written: likewise for d. */
  public float[] dd;

  /** Place of the first pair in {@code dn} and {@code dd}. */
  public int at;

  public PairSums(int rows) {
    this.rows = rows;
  }

  /** Makes room for a jet; the sums over senders and receivers are 0 then, and after folding. */
  public void begin(int particles) {
    receiverStride = usedReceivers(particles) + Kernels.LANES;
    senderStride = usedSenders(particles) + Kernels.LANES;
    receiver = room(receiver, rows * receiverStride);
    sender = room(sender, rows * senderStride);
  }

  private static float[] room(float[] sums, int size) {
    return sums.length >= size ? sums : new float[size];
  }

  /** Columns that a pass over a jet adds to. */
  public static int usedReceivers(int particles) {
    return particles + Kernels.TILE;
  }

  /** Columns that a pass over a jet adds to. */
  public static int usedSenders(int particles) {
    return 2 * particles + Kernels.LANES;
  }
}
