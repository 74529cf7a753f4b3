package org.lorentznet.data.file;

/** How many bytes compressed ones may claim to make before anything is allocated for them. */
public final class Unfolding {
  /** No deflated byte makes more than this many; of real jets, no other compression does either. */
  private static final long HIGHEST_RATIO = 1032;

  /** What little may unfold by any factor: a million equal labels take a few bytes. */
  private static final long ALWAYS = 1L << 24;

  private Unfolding() {}

  /** Whether {@code stored} bytes can make {@code claimed} ones. */
  public static boolean plausible(long claimed, long stored) {
    return claimed >= 0 && (claimed <= ALWAYS || claimed / HIGHEST_RATIO <= stored);
  }
}
