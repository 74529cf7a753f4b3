package org.lorentznet.app.command;

import java.util.ArrayList;
import org.lorentznet.data.JetLayout;
import org.lorentznet.data.Layout;
import org.lorentznet.errors.UserException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A layout on the command line: its name, or a YAML file that describes it. */
final class LayoutConverter implements ITypeConverter<JetLayout> {
  @Override
  public JetLayout convert(String preset) {
    try {
      return JetLayout.of(preset);
    } catch (UserException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** The names there are. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Layout.presets());
    }
  }
}
