package org.lorentznet.app.command;

import org.lorentznet.app.console.Console;
import org.lorentznet.app.live.LivePage;
import org.lorentznet.app.live.TensorBoardLog;
import org.lorentznet.app.live.Watchers;
import org.lorentznet.training.RunFolder;
import picocli.CommandLine.Option;

/** How else than on the terminal a training is to be watched. */
final class WatchOptions {
  /** The folder of event files in the run folder. */
  private static final String TENSORBOARD = "tensorboard";

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

  /** Adds what was asked for. */
  void open(Watchers watchers, RunFolder folder, Console console) {
    if (port != null) {
      LivePage page =
          watchers.add(LivePage.open(port, folder.path().toString(), folder.history()));
      console.err().println("the training can be watched at " + page.address());
    }
    if (tensorboard) {
      watchers.add(TensorBoardLog.open(folder.file(TENSORBOARD), folder.history()));
    }
  }
}
