package org.lorentznet.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.files.FolderLock;
import org.lorentznet.json.Json;

/**
 * The folder of one training run. Every file in it is replaced whole, so at any moment it holds
 * valid files: the configuration used, the log as CSV and as JSON lines, the newest checkpoint, the
 * models of the best and of the last finished epoch. While it is open no other process can train in
 * it.
 */
public final class RunFolder implements AutoCloseable {
  /** What was asked for: task, network, training recipe, data. */
  public static final String CONFIGURATION = "configuration.json";

  /** A line an epoch under a line of names. */
  public static final String LOG_CSV = "log.csv";

  /** A JSON object an epoch. */
  public static final String LOG_JSON_LINES = "log.jsonl";

  /** From where the run goes on. */
  public static final String CHECKPOINT = "checkpoint.safetensors";

  /** The model of the epoch with the best validation accuracy. */
  public static final String BEST = "best.safetensors";

  /** The model of the last finished epoch. */
  public static final String LAST = "last.safetensors";

  private static final List<String> FILES =
      List.of(CONFIGURATION, LOG_CSV, LOG_JSON_LINES, CHECKPOINT, BEST, LAST);

  private final Path path;
  private final FolderLock lock;

  private RunFolder(Path path) {
    this.path = path;
    this.lock =
        FolderLock.take(path)
            .orElseThrow(
                () -> new UserException(path + ": another process is training in this folder"));
  }

  /**
   * Opens a folder for a new run, making it where it is absent.
   *
   * @throws UserException where it already holds a run, cannot be written to, or is in use
   */
  public static RunFolder create(Path path) {
    for (String file : FILES) {
      if (Files.exists(path.resolve(file))) {
        throw new UserException(
            path + ": already holds a run (" + file + "); resume it, or choose another folder");
      }
    }
    return new RunFolder(path);
  }

  /**
   * Opens the folder of a run to go on with it, or, where it is absent or holds no checkpoint, to
   * begin.
   *
   * @throws UserException where it cannot be written to, is in use, or holds what a beginning would
   *     overwrite
   */
  public static RunFolder resume(Path path) {
    RunFolder folder = new RunFolder(path);
    try {
      folder.requireNothingToLose();
      folder.removeUnfinishedFiles();
    } catch (UserException e) {
      folder.close();
      throw e;
    }
    return folder;
  }

  /** A run writes its configuration, its first checkpoint, and only then the other files. */
  private void requireNothingToLose() {
    if (Files.exists(file(CHECKPOINT))) {
      return;
    }
    for (String name : FILES) {
      if (Files.exists(file(name)) && !(name.equals(CONFIGURATION) && holdsJson(file(name)))) {
        throw new UserException(
            path + ": holds " + name + ", but no checkpoint to go on from; choose another folder");
      }
    }
  }

  private static boolean holdsJson(Path file) {
    try {
      Json.parseObject(Files.readString(file));
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Removes what a killed process left under temporary names. */
  private void removeUnfinishedFiles() {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(FileReplacement.SUFFIX)
            && FILES.stream().anyMatch(known -> name.startsWith("." + known + "."))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(path, e);
    }
  }

  /** The folder as the user named it. */
  public Path path() {
    return path;
  }

  /**
   * One of the folder's files, which need not exist yet.
   *
   * @param name e.g. {@link #BEST}
   */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Whether the run has done all its epochs, or ended early as its recipe says.
   *
   * @throws org.lorentznet.errors.FileFormatException where the checkpoint is damaged
   */
  public boolean finished() {
    return checkpoint().map(Checkpoint::finished).orElse(false);
  }

  /**
   * The epochs that are done, as the checkpoint knows them; empty before the first.
   *
   * @throws org.lorentznet.errors.FileFormatException where the checkpoint is damaged
   */
  public List<EpochResult> history() {
    return checkpoint().map(Checkpoint::history).orElse(List.of());
  }

  /**
   * The recipe of the run, as the checkpoint knows it; empty before there is one.
   *
   * @throws org.lorentznet.errors.FileFormatException where the checkpoint is damaged
   */
  public Optional<TrainingConfiguration> configuration() {
    return checkpoint().map(Checkpoint::configuration);
  }

  Optional<Checkpoint> checkpoint() {
    Path file = file(CHECKPOINT);
    return Files.exists(file) ? Optional.of(Checkpoint.read(file)) : Optional.empty();
  }

  /**
   * Takes over a finished run that is the same.
   *
   * @param run what is to be trained
   * @param folders where to look: run folders, or folders that hold some
   * @return the folder whose files were copied; empty where there is none
   * @throws org.lorentznet.errors.UserException where a folder cannot be read, or this one not be
   *     written to
   */
  Optional<Path> adopt(RunDescription run, List<Path> folders) {
    for (Path folder : folders) {
      for (Path candidate : candidates(folder)) {
        Checkpoint checkpoint = Checkpoint.read(candidate.resolve(CHECKPOINT));
        if (checkpoint.finished() && run.differences(checkpoint.run()).isEmpty()) {
          // The checkpoint comes last: a folder that holds one has all files of the run.
          for (String name :
              List.of(CONFIGURATION, LOG_CSV, LOG_JSON_LINES, BEST, LAST, CHECKPOINT)) {
            FileReplacement.write(file(name), out -> Files.copy(candidate.resolve(name), out));
          }
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** The folder itself and those in it, as far as they hold a checkpoint. */
  private List<Path> candidates(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(folder + ": there is no such folder to take runs over from");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return Stream.concat(Stream.of(folder), inside.sorted())
          .filter(candidate -> Files.isRegularFile(candidate.resolve(CHECKPOINT)))
          .filter(candidate -> !candidate.toAbsolutePath().equals(path.toAbsolutePath()))
          .toList();
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }

  void writeConfiguration(RunDescription run) {
    writeText(CONFIGURATION, Json.write(run.json()) + "\n");
  }

  /** Writes both logs anew: whatever they said of epochs that are to be done again is gone. */
  void writeLogs(List<EpochResult> history) {
    StringBuilder csv = new StringBuilder(String.join(",", EpochResult.KEYS)).append('\n');
    StringBuilder lines = new StringBuilder();
    for (EpochResult result : history) {
      Map<String, Object> json = result.toJson();
      csv.append(
              EpochResult.KEYS.stream()
                  .map(key -> json.get(key) == null ? "" : json.get(key).toString())
                  .collect(Collectors.joining(",")))
          .append('\n');
      lines.append(Json.write(json)).append('\n');
    }
    writeText(LOG_CSV, csv.toString());
    writeText(LOG_JSON_LINES, lines.toString());
  }

  private void writeText(String name, String text) {
    FileReplacement.write(file(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Lets other processes train in the folder. */
  @Override
  public void close() {
    lock.close();
  }
}
