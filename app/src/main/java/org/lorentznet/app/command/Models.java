package org.lorentznet.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.model.Tagger;
import org.lorentznet.onnx.run.OnnxTagger;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;

/**
 * Models as a user names them: files, or {@code pretrained:NAME} for one that comes with the
 * program, in {@code models/} beside the launcher.
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

  /** The usual pretrained model of a task; empty where there is none. */
  static Optional<Path> pretrained(PublishedTask task) {
    return names().contains(task.key()) || names().contains(task.key() + USUAL)
        ? Optional.of(Path.of(PRETRAINED + task.key()))
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
    if (!named.toString().startsWith(PRETRAINED)) {
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
            + "; there "
            + (there.isEmpty() ? "are none" : "are " + String.join(", ", there)));
  }

  /**
   * The same text with a pretrained model in it, alone or behind {@code NAME=}, replaced by its
   * file.
   *
   * @throws UserException where no pretrained model has that name
   */
  static String located(String text) {
    int at = text.startsWith(PRETRAINED) ? 0 : text.indexOf("=" + PRETRAINED) + 1;
    return at == 0 && !text.startsWith(PRETRAINED)
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
