package org.lorentznet.app.command;

import java.util.Map;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.live.LivePage;
import org.lorentznet.app.live.MlflowLog;
import org.lorentznet.app.live.TensorBoardLog;
import org.lorentznet.app.live.Watchers;
import org.lorentznet.training.RunFolder;
import picocli.CommandLine.Option;

/** How else than on the terminal a training is to be watched. */
final class WatchOptions {
  /** The folder of event files in the run folder. */
  private static final String TENSORBOARD = "tensorboard";

  /** The run's number on the server, in the run folder. */
  private static final String MLFLOW = "mlflow.json";

  @Option(
      names = "--live",
      arity = "0..1",
      fallbackValue = "8080",
      paramLabel = "PORT",
      description =
          "Serve a page with the curves as they grow, to this machine alone (default: at"
              + " http://localhost:8080/; 0 for any free port).")
  private Integer port;

  @Option(
      names = "--tensorboard",
      description =
          "Write the figures of each epoch as TensorBoard's event files, into 'tensorboard' in the"
              + " run folder.")
  private boolean tensorboard;

  @Option(
      names = "--mlflow",
      paramLabel = "URL",
      description =
          "Tell configuration and epochs to an MLflow tracking server, e.g. http://localhost:5000.")
  private String mlflow;

  /**
   * Adds what was asked for.
   *
   * @param configuration of the run
   */
  void open(
      Watchers watchers, RunFolder folder, Map<String, Object> configuration, Console console) {
    if (port != null) {
      LivePage page = watchers.add(LivePage.open(port, folder.path().toString(), folder.history()));
      console.err().println("the training can be watched at " + page.address());
    }
    if (tensorboard) {
      watchers.add(TensorBoardLog.open(folder.file(TENSORBOARD), folder.history()));
    }
    if (mlflow != null) {
      watchers.add(
          MlflowLog.open(
              mlflow,
              folder.path().toString(),
              folder.file(MLFLOW),
              configuration,
              folder.history(),
              console.err()::println));
    }
  }
}
