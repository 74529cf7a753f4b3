package org.lorentznet.app.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;

/**
 * Trainings of a grid in a folder, each with what was measured of its model. Whatever is done stays
 * done: begun again, a study goes on where it was.
 */
public final class Study {
  private final Path folder;
  private final Recipe recipe;
  private final Consumer<String> words;
  private final Set<ProgramRun> running = new HashSet<>();
  private boolean stopped;
  private int done;

  /**
   * What is done in every cell.
   *
   * @param training options of {@code train}, the same for all cells
   * @param measurements of each trained model
   * @param processes how many run at once
   * @param threads of each
   * @param adopted folders with finished runs, or of such folders, that are taken over where they
   *     are the same
   */
  public record Recipe(
      List<String> training,
      List<Measurement> measurements,
      int processes,
      int threads,
      List<Path> adopted) {}

  /**
   * A command of this program that measures a model.
   *
   * @param command its name
   * @param options but for {@code --model} and {@code --json}
   * @param data the files that it reads: where they change it is done anew
   */
  public record Measurement(String command, List<String> options, List<Path> data) {
    Path result(Path run) {
      return run.resolve(command + ".json");
    }
  }

  /**
   * @param folder of the study; made where it is absent
   * @param words told how the study goes on, line by line
   */
  public Study(Path folder, Recipe recipe, Consumer<String> words) {
    this.folder = folder;
    this.recipe = recipe;
    this.words = words;
  }

  /** Asks, from any thread, for an early end; trainings save and stop. */
  public synchronized void requestStop() {
    stopped = true;
    running.forEach(ProgramRun::stop);
  }

  /**
   * Trains and measures what is not done yet.
   *
   * @return whether all is done; false where an early end was asked for
   * @throws UserException naming the first cell that failed, and what it said
   */
  public boolean run(List<Cell> cells) throws InterruptedException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(folder, e);
    }
    Queue<Cell> left = new ArrayDeque<>(cells);
    List<UserException> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < Math.min(recipe.processes(), cells.size()); t++) {
      threads.add(
          Thread.ofPlatform().name("study-" + t).start(() -> work(left, cells.size(), failures)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty() && !stopped) {
      throw failures.getFirst();
    }
    return !stopped;
  }

  private void work(Queue<Cell> left, int count, List<UserException> failures) {
    while (true) {
      Cell cell;
      synchronized (this) {
        cell = stopped || !failures.isEmpty() ? null : left.poll();
      }
      if (cell == null) {
        return;
      }
      try {
        boolean complete = complete(cell);
        synchronized (this) {
          if (complete) {
            words.accept(cell.name() + ": done, " + ++done + " of " + count);
          }
        }
      } catch (UserException e) {
        synchronized (this) {
          failures.add(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The folder of a cell's run. */
  public Path run(Cell cell) {
    return folder.resolve(cell.name());
  }

  /** What a measurement of a cell's model gave. */
  public Path result(Cell cell, Measurement measurement) {
    return measurement.result(run(cell));
  }

  private boolean complete(Cell cell) throws InterruptedException {
    List<String> training = new ArrayList<>(List.of("train"));
    training.addAll(without(recipe.training(), cell.options()));
    training.addAll(cell.options());
    training.addAll(List.of("--out", run(cell).toString(), "--resume"));
    training.addAll(List.of("--threads", Integer.toString(recipe.threads())));
    if (!recipe.adopted().isEmpty()) {
      training.add("--adopt");
      recipe.adopted().forEach(path -> training.add(path.toString()));
    }
    if (!execute(cell, training)) {
      return false;
    }
    Path model = run(cell).resolve("best.safetensors");
    for (Measurement measurement : recipe.measurements()) {
      Path result = result(cell, measurement);
      Path mark = run(cell).resolve("." + measurement.command() + ".of");
      String of = fingerprint(measurement, model);
      if (Files.exists(result) && holds(mark, of)) {
        continue;
      }
      List<String> command = new ArrayList<>(List.of(measurement.command()));
      command.addAll(List.of("--model", model.toString(), "--json", result.toString()));
      command.addAll(List.of("--threads", Integer.toString(recipe.threads())));
      command.addAll(measurement.options());
      if (!execute(cell, command)) {
        return false;
      }
      FileReplacement.write(mark, out -> out.write(of.getBytes(StandardCharsets.UTF_8)));
    }
    return true;
  }

  /** Options but for those that others give, with their values. */
  static List<String> without(List<String> options, List<String> others) {
    List<String> left = new ArrayList<>();
    boolean kept = true;
    for (String option : options) {
      if (option.startsWith("--")) {
        kept = !others.contains(option.replaceFirst("=.*", ""));
      }
      if (kept) {
        left.add(option);
      }
    }
    return left;
  }

  /** Runs a command to its end; false where an early end was asked for. */
  private boolean execute(Cell cell, List<String> command) throws InterruptedException {
    Path log = folder.resolve(cell.name() + ".log");
    ProgramRun run;
    synchronized (this) {
      if (stopped) {
        return false;
      }
      run = ProgramRun.start(command, log);
      running.add(run);
    }
    boolean succeeded = run.succeeded();
    synchronized (this) {
      running.remove(run);
      if (stopped) {
        return false;
      }
    }
    if (!succeeded) {
      throw new UserException(cell.name() + ": " + run.lastWords() + " (see " + log + ")");
    }
    return true;
  }

  private static boolean holds(Path mark, String text) {
    try {
      return Files.exists(mark) && Files.readString(mark).equals(text);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Tells whether a measurement would be the same again: model, options, size and time of the data.
   */
  private static String fingerprint(Measurement measurement, Path model) {
    StringBuilder text = new StringBuilder(measurement.command() + measurement.options());
    try {
      for (Path file : measurement.data()) {
        if (Files.exists(file)) {
          text.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model));
      return text.append(HexFormat.of().formatHex(digest)).toString();
    } catch (IOException e) {
      throw new UserException(model + ": cannot be read: " + FileReplacement.reason(e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
