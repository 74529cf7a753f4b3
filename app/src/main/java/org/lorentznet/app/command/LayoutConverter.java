package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import org.lorentznet.data.Layout;
import org.lorentznet.errors.UserException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a layout on the command line. */
final class LayoutConverter implements ITypeConverter<Layout> {
  @Override
  public Layout convert(String name) {
    try {
      return Layout.named(name);
    } catch (UserException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** The names there are. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Arrays.stream(Layout.values()).map(Layout::preset).toList());
    }
  }
}
