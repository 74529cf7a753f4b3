package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.CurvePicture;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.RunFolder;
import org.lorentznet.training.TrainingDivergedException;
import org.lorentznet.training.TrainingListener;

/** A training as a person watches it: progress, a line an epoch, and the curve as a picture. */
final class TrainingReport implements TrainingListener, AutoCloseable {
  /** The curve in the run folder. */
  static final String CURVE = "curve.png";

  private final Console console;
  private final RunFolder folder;
  private final List<String> classes;
  private final int epochs;
  private final List<EpochResult> history;
  private final JetProgress progress;
  private boolean started;

  /**
   * @param classes of the jets
   * @param jets of an epoch
   * @param history of the epochs that are done
   */
  TrainingReport(
      Console console,
      RunFolder folder,
      List<String> classes,
      int epochs,
      long jets,
      List<EpochResult> history) {
    this.console = console;
    this.folder = folder;
    this.classes = classes;
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
    progress.what(standing(now));
    progress.to(before + now.jets());
  }

  /** The epoch, its loss, accuracy and rate so far, and the last AUC of the validation jets. */
  private String standing(TrainingListener.Progress now) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.4f  accuracy %.4f%s  rate %.2e ",
        now.epoch(),
        epochs,
        now.loss(),
        now.accuracy(),
        history.isEmpty() || history.getLast().validationAuc().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, "  AUC %.4f", history.getLast().validationAuc().getAsDouble()),
        now.learningRate());
  }

  @Override
  public void notFinite(
      TrainingDivergedException what, List<Jets> blocks, int[] places, boolean skipped) {
    Path file =
        folder.file("not-finite-epoch-" + what.epoch() + "-batch-" + what.batch() + ".parquet");
    Jets first = blocks.getFirst();
    JetSchema schema =
        new JetSchema(
            file.toString(),
            "batch",
            OptionalLong.of(places.length),
            classes,
            List.copyOf(first.constituentFeatures().keySet()),
            List.copyOf(first.jetFeatures().keySet()),
            first.precision());
    try (JetWriter writer = JetFiles.create(file, schema)) {
      for (int j = 0; j < places.length; j++) {
        writer.write(blocks.get(j).slice(places[j], places[j] + 1));
      }
      writer.commit();
    }
    progress.line(
        console.err(),
        "the batch's jets are in "
            + file
            + (skipped ? "; its step is left out: " + what.getMessage() : ""));
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
