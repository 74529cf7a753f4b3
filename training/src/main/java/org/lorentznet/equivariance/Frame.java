package org.lorentznet.equivariance;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lorentznet.geometry.LorentzTransformation;

/**
 * Another frame of reference to look at jets from.
 *
 * @param name what was done, e.g. {@code boost of beta = 0.9 along (0, 0, 1)}
 * @param beta velocity in units of c; 0 where nothing is boosted
 * @param angle of the rotation in radians; 0 where nothing is rotated
 * @param transformation from the jets' own frame to this one
 */
public record Frame(String name, double beta, double angle, LorentzTransformation transformation) {
  /**
   * A boost.
   *
   * @param beta velocity in units of c, between -1 and 1
   * @param axis three components, of any length but zero
   */
  public static Frame boosted(double beta, double... axis) {
    return new Frame(
        "boost of beta = " + beta + " along " + text(axis),
        beta,
        0,
        LorentzTransformation.boost(beta, axis));
  }

  /**
   * A rotation by the right-hand rule.
   *
   * @param angle in radians
   * @param axis three components, of any length but zero
   */
  public static Frame rotated(double angle, double... axis) {
    return new Frame(
        String.format(Locale.ROOT, "rotation by %.3g rad about %s", angle, text(axis)),
        0,
        angle,
        LorentzTransformation.rotation(angle, axis));
  }

  private static String text(double... axis) {
    return Arrays.stream(axis)
        .mapToObj(component -> BigDecimal.valueOf(component).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** What {@code next} makes of this frame: a rotation and then a boost, or the other way round. */
  public Frame then(Frame next) {
    return new Frame(
        name + ", then " + next.name,
        beta == 0 ? next.beta : beta,
        angle == 0 ? next.angle : angle,
        next.transformation.after(transformation));
  }

  /** 1 / sqrt(1 - beta^2). */
  public double gamma() {
    return 1 / Math.sqrt((1 - beta) * (1 + beta));
  }
}
