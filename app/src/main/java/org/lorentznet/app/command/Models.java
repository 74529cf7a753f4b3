package org.lorentznet.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.onnx.run.OnnxTagger;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;

/**
 * Models as a user names them: files, or {@code pretrained:NAME} for one that comes with the
 * program, in {@code models/} beside the launcher. There {@code top-base} may be called {@code
 * top}.
 */
public final class Models {
  private static final String PRETRAINED = "pretrained:";
  private static final String EXTENSION = ".safetensors";

  /** The size meant where only a task is named. */
  private static final String USUAL = "-base";

  private Models() {}

  /**
   * Reads a model.
   *
   * @throws UserException where it is not there, or no model
   */
  public static Tagger read(Path named) {
    return ModelFile.read(file(named));
  }

  /** Whether a text names a pretrained model, be it there or not. */
  static boolean isPretrained(String text) {
    return text.startsWith(PRETRAINED);
  }

  /** The pretrained model of a name; empty where there is none. */
  static Optional<Path> pretrained(String name) {
    List<String> there = names();
    return there.contains(name) || there.contains(name + USUAL)
        ? Optional.of(Path.of(PRETRAINED + name))
        : Optional.empty();
  }

  /**
   * Opens a tagger to score with: a model, or an ONNX model.
   *
   * @param threads that compute, where the tagger brings its own
   * @throws UserException where it is not there, no model, or does not say what it takes
   */
  static JetTagger open(Path named, int threads) {
    return FileKind.of(named) == FileKind.ONNX
        ? OnnxTagger.open(named, threads)
        : new NetworkTagger(read(named));
  }

  /**
   * The file of a model: the path itself, or that of a pretrained model.
   *
   * @throws UserException where no pretrained model has that name
   */
  public static Path file(Path named) {
    if (!isPretrained(named.toString())) {
      return named;
    }
    String name = named.toString().substring(PRETRAINED.length());
    List<String> there = names();
    for (String candidate : List.of(name, name + USUAL)) {
      if (there.contains(candidate)) {
        return folder().resolve(candidate + EXTENSION);
      }
    }
    throw new UserException(
        named
            + ": there is no pretrained model of that name in "
            + folder()
            + "; there are "
            + (there.isEmpty()
                ? "none"
                : there.stream()
                    .map(one -> PRETRAINED + one.replaceFirst(USUAL + "$", ""))
                    .collect(Collectors.joining(", "))));
  }

  /**
   * The same text with a pretrained model in it, alone or behind {@code NAME=}, replaced by its
   * file.
   *
   * @throws UserException where no pretrained model has that name
   */
  static String located(String text) {
    int at = isPretrained(text) ? 0 : text.indexOf("=" + PRETRAINED) + 1;
    return at == 0 && !isPretrained(text)
        ? text
        : text.substring(0, at) + file(Path.of(text.substring(at)));
  }

  private static Path folder() {
    return Path.of(System.getProperty("lorentznet.root", ".")).resolve("models");
  }

  private static List<String> names() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXTENSION))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserException(folder() + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }
}
