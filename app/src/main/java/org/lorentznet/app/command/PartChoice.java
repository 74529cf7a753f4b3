package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lorentznet.data.description.Part;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of a split on the command line. */
enum PartChoice {
  TRAIN(Part.TRAIN),
  VALIDATION(Part.VALIDATION),
  TEST(Part.TEST),
  ALL(null);

  private final Part part;

  PartChoice(Part part) {
    this.part = part;
  }

  /** The part; empty for all. */
  Optional<Part> part() {
    return Optional.ofNullable(part);
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(PartChoice::word).toList();
  }

  /** From words to choices. */
  static final class Converter implements ITypeConverter<PartChoice> {
    @Override
    public PartChoice convert(String word) {
      return Arrays.stream(values())
          .filter(choice -> choice.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + word + "' is none of " + String.join(", ", words())));
    }
  }

  /** The words there are. */
  static final class Words extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Words() {
      super(words());
    }
  }
}
