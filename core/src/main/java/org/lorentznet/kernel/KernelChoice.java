package org.lorentznet.kernel;

import java.lang.System.Logger.Level;

/**
 * Which kernels this process uses, decided once: the Vector API's where the virtual machine was
 * started with {@code --add-modules jdk.incubator.vector}, the plain ones otherwise. The system
 * property {@code lorentznet.kernel} ({@code vector} or {@code plain}) forces a choice.
 *
 * @param kernels what computes
 * @param reason why, in words for a person
 */
public record KernelChoice(Kernels kernels, String reason) {
  /** Name of the system property that forces a choice. */
  public static final String PROPERTY = "lorentznet.kernel";

  private static final String VECTOR_KERNELS = "org.lorentznet.kernel.vector.VectorKernels";

  private static final class Holder {
    private static final KernelChoice CHOICE = choose(System.getProperty(PROPERTY));

    static {
      boolean slow = System.getProperty(PROPERTY) == null && CHOICE.kernels instanceof PlainKernels;
      System.getLogger("org.lorentznet")
          .log(
              slow ? Level.WARNING : Level.DEBUG,
              "kernel {0}: {1}",
              CHOICE.kernels.name(),
              CHOICE.reason);
    }
  }

  /** The process's choice. */
  public static KernelChoice current() {
    return Holder.CHOICE;
  }

  /**
   * Chooses.
   *
   * @param forced {@code vector}, {@code plain}, or null for the best there is
   * @throws IllegalArgumentException for any other word, or where the forced kernels cannot run
   */
  static KernelChoice choose(String forced) {
    if ("plain".equals(forced)) {
      return new KernelChoice(new PlainKernels(), "forced by -D" + PROPERTY);
    }
    if (forced != null && !"vector".equals(forced)) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=" + forced + ": expected vector or plain");
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      String lost =
          "the Vector API is not there; start Java with --add-modules jdk.incubator.vector for"
              + " many times the speed";
      if (forced != null) {
        throw new IllegalArgumentException("-D" + PROPERTY + "=vector: " + lost);
      }
      return new KernelChoice(new PlainKernels(), lost);
    }
    try {
      Kernels vector =
          Class.forName(VECTOR_KERNELS)
              .asSubclass(Kernels.class)
              .getDeclaredConstructor()
              .newInstance();
      return new KernelChoice(
          vector, forced == null ? "the Vector API is there" : "forced by -D" + PROPERTY);
    } catch (ReflectiveOperationException | LinkageError e) {
      if (forced != null) {
        throw new IllegalArgumentException("-D" + PROPERTY + "=vector: cannot load them", e);
      }
      return new KernelChoice(new PlainKernels(), "the vector kernels cannot be loaded: " + e);
    }
  }
}
