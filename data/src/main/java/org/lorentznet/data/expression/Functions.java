package org.lorentznet.data.expression;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lorentznet.geometry.ParticleMasses;

/**
 * What expressions can call. The mathematics is that of {@code StrictMath}, whose results are the
 * same on every machine.
 */
final class Functions {
  /** Functions of doubles by name. */
  static final Map<String, MethodHandle> ALL = Collections.unmodifiableMap(all());

  private Functions() {}

  private static Map<String, MethodHandle> all() {
    Map<String, MethodHandle> all = new TreeMap<>();
    for (String name :
        new String[] {
          "abs", "sqrt", "cbrt", "exp", "expm1", "log", "log10", "log1p", "sin", "cos", "tan",
          "asin", "acos", "atan", "sinh", "cosh", "tanh", "floor", "ceil"
        }) {
      all.put(name, handle(StrictMath.class, name, 1));
    }
    all.put("sign", handle(StrictMath.class, "signum", 1));
    for (String name : new String[] {"min", "max", "pow", "hypot", "atan2"}) {
      all.put(name, handle(StrictMath.class, name, 2));
    }
    all.put("isnan", handle(Functions.class, "isnan", 1));
    all.put("isfinite", handle(Functions.class, "isfinite", 1));
    all.put("mass", handle(Functions.class, "mass", 1));
    all.put("deltaphi", handle(Functions.class, "deltaPhi", 2));
    all.put("deltar", handle(Functions.class, "deltaR", 4));
    return all;
  }

  private static MethodHandle handle(Class<?> owner, String name, int parameters) {
    Class<?>[] types = Collections.nCopies(parameters, double.class).toArray(Class<?>[]::new);
    try {
      return MethodHandles.lookup()
          .findStatic(owner, name, MethodType.methodType(double.class, types));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static double isnan(double x) {
    return Double.isNaN(x) ? 1 : 0;
  }

  static double isfinite(double x) {
    return Double.isFinite(x) ? 1 : 0;
  }

  /** The mass of a particle by its code (PDG), GeV; not a number for a code not known. */
  static double mass(double code) {
    boolean whole = code == StrictMath.rint(code) && StrictMath.abs(code) <= Integer.MAX_VALUE;
    return whole ? ParticleMasses.mass((long) code).orElse(Double.NaN) : Double.NaN;
  }

  /** The difference of two azimuths, in [-pi, pi]. */
  static double deltaPhi(double a, double b) {
    return StrictMath.IEEEremainder(a - b, 2 * StrictMath.PI);
  }

  /** The distance sqrt(deltaEta^2 + deltaPhi^2) of two directions. */
  static double deltaR(double eta1, double phi1, double eta2, double phi2) {
    return StrictMath.hypot(eta1 - eta2, deltaPhi(phi1, phi2));
  }
}
