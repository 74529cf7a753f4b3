package org.lorentznet.app.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import org.lorentznet.model.ModelFile;
import org.lorentznet.onnx.run.OnnxTagger;
import org.lorentznet.server.BearerTokens;
import org.lorentznet.server.References;
import org.lorentznet.server.ScoringServer;
import org.lorentznet.server.ServerSettings;
import org.lorentznet.server.body.BodyLimits;
import org.lorentznet.server.models.ModelPlace;
import org.lorentznet.server.models.ReadModel;
import org.lorentznet.server.monitoring.EventLog;
import org.lorentznet.server.monitoring.JulLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: scores over HTTP, until a signal ends it. */
@Command(
    name = "serve",
    description = {
      "Scores jets over HTTP, with the bits that 'score' gives.",
      "Its page, for a browser, is at /, its description for programs at /openapi.json, health at"
          + " /health, figures for Prometheus at /metrics. Log lines, JSON, go to standard output."
          + " SIGTERM or Ctrl-C lets it answer what is at work, then stop."
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65_535;

  /** The process waits no longer for its end than {@link Ending} does. */
  private static final int MOST_DRAIN = 50;

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "[NAME[@VERSION]=]FILE|DIR",
      description =
          "A model file, ONNX models included, pretrained:NAME, or a folder of NAME.safetensors,"
              + " NAME@VERSION.onnx and the like; may be repeated. Requests that name no model get the first one's newest version.")
  private List<String> models;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The interface to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "The port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--no-http2", description = "Speak HTTP/1.1 alone, not HTTP/2 as well.")
  private boolean withoutHttp2;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "50",
      description =
          "How long scoring a batch is to take at most, milliseconds (default: ${DEFAULT-VALUE})."
              + " Lower answers small requests sooner, higher scores more jets a second.")
  private int latency;

  @Option(
      names = "--queue",
      paramLabel = "JETS",
      defaultValue = "1000",
      description =
          "Jets of small requests that may wait; above that the answer is 503 (default:"
              + " ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--bulk-requests",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Requests with many jets that may be at work at once (default:" + " ${DEFAULT-VALUE}).")
  private int bulkRequests;

  @Option(
      names = "--max-body",
      paramLabel = "MB",
      defaultValue = "64",
      description = "Size of a body, at most (default: ${DEFAULT-VALUE}).")
  private int maxBody;

  @Option(
      names = "--max-jets",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Jets in a request, at most (default: ${DEFAULT-VALUE}).")
  private int maxJets;

  @Option(
      names = "--max-constituents",
      paramLabel = "N",
      defaultValue = "512",
      description = "Constituents of a jet, at most (default: ${DEFAULT-VALUE}).")
  private int maxConstituents;

  @Option(
      names = "--time-limit",
      paramLabel = "S",
      defaultValue = "300",
      description =
          "Seconds from a request's headers to its scores, at most (default: ${DEFAULT-VALUE}).")
  private int timeLimit;

  @Option(
      names = "--drain",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds for what is at work when told to stop (default: ${DEFAULT-VALUE}).")
  private int drain;

  @Option(
      names = "--reload",
      paramLabel = "S",
      defaultValue = "5",
      description =
          "Seconds from one look at the model files to the next; what has changed is read anew; 0"
              + " for never (default: ${DEFAULT-VALUE}).")
  private int reload;

  @Option(
      names = "--reference-scores",
      paramLabel = "[NAME[@VERSION]=]FILE",
      description =
          "Scores of usual jets, as 'score' writes them: /metrics tells how far the newest scores lie"
              + " from them; may be repeated (default: what the model file says of its validation).")
  private List<String> references = List.of();

  @Option(
      names = "--tls-certificate",
      paramLabel = "PEM",
      description = "The certificate chain for HTTPS; needs --tls-key.")
  private Path certificate;

  @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
  private Path key;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Bearer tokens, one a line: scores, models and figures only for those who send one.")
  private Path tokens;

  @Mixin private ThreadsOption threads;

  public ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = settings();
    KernelWarmUp warmUp = KernelWarmUp.begin();
    List<ModelPlace> places = models.stream().map(Models::located).map(ModelPlace::parse).toList();
    References reference = new References(references);
    EventLog log = new EventLog(System.out, Clock.systemUTC());
    JulLines.redirect(log);
    warmUp.await();
    CountDownLatch told = new CountDownLatch(1);
    try (ScoringServer server = new ScoringServer(settings, places, reference, this::read, log);
        Ending.Signal signal = Ending.onSignal(told::countDown)) {
      console.err().println("lorentznet: serving on " + server.address() + " (Ctrl-C ends it)");
      told.await();
    }
    return 0;
  }

  private ReadModel read(Path file) {
    return FileKind.of(file) == FileKind.ONNX
        ? ReadModel.of(OnnxTagger.open(file, threads.count()))
        : ReadModel.of(ModelFile.read(file));
  }

  private ServerSettings settings() {
    require("--port", port, 0, MOST_PORT);
    require("--latency", latency, 1, 60_000);
    require("--queue", queue, 1, 1_000_000);
    require("--bulk-requests", bulkRequests, 1, 1000);
    require("--max-body", maxBody, 1, 1024);
    require("--max-jets", maxJets, 1, 10_000_000);
    require("--max-constituents", maxConstituents, 1, 10_000);
    require("--time-limit", timeLimit, 1, 86_400);
    require("--drain", drain, 0, MOST_DRAIN);
    require("--reload", reload, 0, 86_400);
    if ((certificate == null) != (key == null)) {
      throw wrong("--tls-certificate and --tls-key go together");
    }
    return new ServerSettings(
        new ServerSettings.Address(host, port, !withoutHttp2),
        new ServerSettings.Scheduling(
            threads.count(), Duration.ofMillis(latency), queue, bulkRequests),
        new BodyLimits((long) maxBody << 20, maxJets, maxConstituents),
        new ServerSettings.Patience(
            Duration.ofSeconds(timeLimit), Duration.ofSeconds(drain), Duration.ofSeconds(reload)),
        new ServerSettings.Protection(
            Optional.ofNullable(certificate).map(chain -> new ServerSettings.TlsFiles(chain, key)),
            Optional.ofNullable(tokens).map(BearerTokens::read)));
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(option + " " + value + " is not from " + least + " to " + most);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
