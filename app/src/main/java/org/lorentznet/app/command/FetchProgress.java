package org.lorentznet.app.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.lorentznet.app.console.ByteProgress;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.fetch.FetchListener;

/** Tells a person how a data set comes in. */
final class FetchProgress implements FetchListener, AutoCloseable {
  private final Console console;
  private ByteProgress progress;

  FetchProgress(Console console) {
    this.console = console;
  }

  @Override
  public void waitsForOther(Path folder) {
    say(folder + ": another process is fetching into this folder; waiting for its end");
  }

  @Override
  public void present(Path file) {
    say(file.getFileName() + ": is there already");
  }

  @Override
  public void begins(String file, long bytes, OptionalLong total) {
    if (bytes > 0) {
      say(file + ": going on after " + bytes / 1_000_000 + " MB");
    }
    show(file, bytes, total.orElse(0));
  }

  @Override
  public void at(long bytes) {
    progress.to(bytes);
  }

  @Override
  public void retries(String reason, Duration pause) {
    say(reason + "; trying again in " + pause.toSeconds() + " s");
  }

  @Override
  public void unpacks(String file, long total) {
    show("unpacking " + file, 0, total);
  }

  private void show(String what, long bytes, long total) {
    close();
    progress = console.byteProgress(what, total);
    progress.startAt(bytes);
  }

  /** A line of its own, above the bar where there is one. */
  private void say(String text) {
    if (progress == null) {
      console.err().println(text);
    } else {
      progress.line(console.err(), text);
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
