package org.lorentznet.app.command;

import org.lorentznet.jet.FoldedJets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of the training jets on the command line: {@code I/K}. */
final class FoldConverter implements ITypeConverter<FoldedJets.Fold> {
  @Override
  public FoldedJets.Fold convert(String text) {
    if (!text.matches("[0-9]{1,4}/[0-9]{1,4}")) {
      throw new TypeConversionException("'" + text + "' is not I/K, e.g. 1/5");
    }
    int slash = text.indexOf('/');
    try {
      return new FoldedJets.Fold(
          Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
