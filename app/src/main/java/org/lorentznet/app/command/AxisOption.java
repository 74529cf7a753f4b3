package org.lorentznet.app.command;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The axis of boosts and rotations. */
final class AxisOption {
  private static final Map<String, double[]> NAMED =
      Map.of("x", new double[] {1, 0, 0}, "y", new double[] {0, 1, 0}, "z", new double[] {0, 0, 1});

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private String name = "x";
  private double[] direction = NAMED.get("x");

  @Option(
      names = "--axis",
      paramLabel = "x|y|z|X,Y,Z",
      description = "Axis of boosts and rotations (default: x; the beams are along z).")
  private void set(String text) {
    name = text;
    direction = NAMED.containsKey(text) ? NAMED.get(text) : components(text);
  }

  private double[] components(String text) {
    String[] parts = text.split(",", -1);
    double[] components = new double[parts.length];
    double norm = 0;
    try {
      for (int c = 0; c < parts.length; c++) {
        components[c] = Double.parseDouble(parts[c].strip());
        norm += components[c] * components[c];
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    if (parts.length != 3 || !(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
      throw wrong(text);
    }
    return components;
  }

  private ParameterException wrong(String text) {
    return new ParameterException(
        command.commandLine(),
        "--axis '" + text + "' is not x, y, z or three numbers that are not all 0, e.g. 1,0.5,0");
  }

  /** As it was given. */
  String name() {
    return name;
  }

  double[] direction() {
    return direction;
  }
}
