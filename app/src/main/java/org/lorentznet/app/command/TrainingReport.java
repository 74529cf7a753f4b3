package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.CurvePicture;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.RunFolder;
import org.lorentznet.training.TrainingListener;

/** A training as a person watches it: progress, a line an epoch, and the curve as a picture. */
final class TrainingReport implements TrainingListener, AutoCloseable {
  /** The curve in the run folder. */
  static final String CURVE = "curve.png";

  private final Console console;
  private final RunFolder folder;
  private final int epochs;
  private final List<EpochResult> history;
  private final JetProgress progress;
  private boolean started;

  /**
   * @param jets of an epoch
   * @param history of the epochs that are done
   */
  TrainingReport(
      Console console, RunFolder folder, int epochs, long jets, List<EpochResult> history) {
    this.console = console;
    this.folder = folder;
    this.epochs = epochs;
    this.history = new ArrayList<>(history);
    this.progress = console.progress("epoch " + (history.size() + 1) + "/" + epochs, epochs * jets);
    this.progress.startAt(history.size() * jets);
  }

  @Override
  public void batchDone(TrainingListener.Progress now) {
    long before = (now.epoch() - 1) * now.jetsTotal();
    if (!started) {
      started = true;
      progress.startAt(before + now.jets());
    }
    progress.what("epoch " + now.epoch() + "/" + epochs);
    progress.to(before + now.jets());
  }

  @Override
  public void epochDone(EpochResult result, boolean best) {
    history.add(result);
    progress.line(console.out(), line(result, epochs) + (best ? "  best so far" : ""));
    writeCurve();
  }

  private static String line(EpochResult result, int epochs) {
    return String.format(
        Locale.ROOT,
        "epoch %"
            + Integer.toString(epochs).length()
            + "d/%d  rate %.2e  loss %.4f  validation:"
            + " loss %.4f  accuracy %.4f%s  %s  %.0f jets/s",
        result.epoch(),
        epochs,
        result.learningRate(),
        result.trainLoss(),
        result.validationLoss(),
        result.validationAccuracy(),
        result.validationAuc().isPresent()
            ? String.format(Locale.ROOT, "  AUC %.4f", result.validationAuc().getAsDouble())
            : "",
        JetProgress.duration(result.seconds()),
        result.jetsPerSecond());
  }

  /** A machine without fonts can train all the same. */
  private void writeCurve() {
    byte[] png;
    try {
      png = CurvePicture.png(history);
    } catch (RuntimeException | LinkageError e) {
      progress.line(console.err(), "the curve could not be drawn: " + e);
      return;
    }
    FileReplacement.write(folder.file(CURVE), out -> out.write(png));
  }

  @Override
  public void close() {
    progress.close();
  }
}
