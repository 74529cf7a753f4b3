package org.lorentznet.data.description;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lorentznet.data.expression.Expression;

/**
 * Of what four-momenta are made.
 *
 * @param components in the order of {@link Form#components}
 */
public record MomentumRule(Form form, List<Expression> components) {
  public MomentumRule {
    components = List.copyOf(components);
  }

  /** Which four numbers give a four-momentum. */
  public enum Form {
    E_PX_PY_PZ("E", "px", "py", "pz"),
    PX_PY_PZ_M("px", "py", "pz", "m"),
    PT_ETA_PHI_M("pt", "eta", "phi", "m"),
    PT_ETA_PHI_E("pt", "eta", "phi", "E"),
    PT_Y_PHI_M("pt", "y", "phi", "m"),
    PT_Y_PHI_E("pt", "y", "phi", "E");

    private final List<String> components;

    Form(String... components) {
      this.components = List.of(components);
    }

    /** What the four numbers are called. */
    public List<String> components() {
      return components;
    }

    /** The form with these components, in any order. */
    static Optional<Form> of(Set<String> components) {
      return Arrays.stream(values())
          .filter(form -> new TreeSet<>(form.components).equals(new TreeSet<>(components)))
          .findFirst();
    }

    /** All forms, for messages. */
    static String known() {
      return Arrays.stream(values())
          .map(form -> "(" + String.join(", ", form.components) + ")")
          .collect(Collectors.joining(", "));
    }
  }
}
