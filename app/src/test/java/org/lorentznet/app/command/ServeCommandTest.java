package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.Main;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;

/** {@code serve} as a process of its own. */
class ServeCommandTest {
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final Pattern LISTENING =
      Pattern.compile("\"event\":\"listening\",\"address\":\"([^\"]+)\"");

  @TempDir Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void write() {
    model = SmallModel.top(folder.resolve("top.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 300, 1);
  }

  private Path log() {
    return folder.resolve("log");
  }

  private Process start(Object... options) throws Exception {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    java.addAll(List.of("serve", "--model", "top=" + model));
    for (Object option : options) {
      java.add(option.toString());
    }
    return new ProcessBuilder(java)
        .redirectOutput(log().toFile())
        .redirectError(folder.resolve("words").toFile())
        .start();
  }

  /** The address it listens on, once it does. */
  private String address(Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (true) {
      Matcher matcher = LISTENING.matcher(Files.exists(log()) ? Files.readString(log()) : "");
      if (matcher.find()) {
        return matcher.group(1);
      }
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("words"))).isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private byte[] score(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(URI.create(address + "/v1/score"))
                  .header("Content-Type", "application/vnd.apache.parquet")
                  .header("Accept", "text/csv")
                  .POST(HttpRequest.BodyPublishers.ofFile(data))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  @Test
  void givesTheBytesOfScoreAlsoAfterBeingKilledAndEndsWhenTold() throws Exception {
    assumeFalse(File.separatorChar == '\\', "skipped: this system has no signals");
    Path scores = folder.resolve("scores.csv");
    assertThat(CommandRun.of("score", "--model", model, "--data", data, "--out", scores).status())
        .isZero();
    Process first = start("--port", 0);
    String address = address(first);
    assertThat(address).startsWith("http://127.0.0.1:");
    // The weight column of these jets is carried along by 'score' alone.
    List<String> expected =
        Files.readAllLines(scores).stream().map(line -> line.replaceFirst(",[^,]*$", "")).toList();
    assertThat(new String(score(address)).lines().toList()).isEqualTo(expected);
    first.destroyForcibly();
    assertThat(first.waitFor()).isEqualTo(128 + SIGKILL);
    String port = address.substring(address.lastIndexOf(':') + 1);
    Process second = start("--port", port);
    assertThat(new String(score(address(second))).lines().toList()).isEqualTo(expected);
    second.destroy();
    assertThat(second.waitFor()).isEqualTo(128 + SIGTERM);
    assertThat(Files.readString(log())).contains("\"event\":\"stopped\",\"unanswered\":0");
  }

  @Test
  void servesOnnxModelsAsScoreScoresWithThem() throws Exception {
    Path onnx = folder.resolve("top.onnx");
    assertThat(CommandRun.of("export", "--model", model, "--onnx", onnx, "--data", data).status())
        .isZero();
    Path scores = folder.resolve("scores.csv");
    assertThat(CommandRun.of("score", "--model", onnx, "--data", data, "--out", scores).status())
        .isZero();
    model = onnx;
    Process process = start("--port", 0);
    try {
      String served = new String(score(address(process)));
      assertThat(served.lines().toList())
          .isEqualTo(
              Files.readAllLines(scores).stream()
                  .map(line -> line.replaceFirst(",[^,]*$", ""))
                  .toList());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void anOnnxModelThatIsDamagedIsTold() throws Exception {
    Path onnx = folder.resolve("top.onnx");
    CommandRun.of("export", "--model", model, "--onnx", onnx, "--data", data);
    Files.write(onnx, Arrays.copyOf(Files.readAllBytes(onnx), 3000));
    CommandRun run = CommandRun.of("serve", "--model", onnx);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("top.onnx", "no model that ONNX Runtime can load");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 99999           | 2 | --port 99999 is not from 0 to 65535",
        "--latency 0            | 2 | --latency 0 is not from 1 to 60000",
        "--tls-key k.pem        | 2 | go together",
        "--token-file absent    | 1 | absent: no such file",
        "--model absent         | 1 | absent: no such file or folder",
        "--reference-scores x=y | 1 | y: no such file",
      })
  void whatWillNotDoIsOneLine(String options, int status, String reason) {
    List<Object> arguments = new ArrayList<>(List.of("serve", "--model", "top=" + model));
    arguments.addAll(List.of(options.split(" ")));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(reason);
  }

  @Test
  void aPortThatIsTakenIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      CommandRun run =
          CommandRun.of(
              "serve", "--model", model, "--host", "0.0.0.0", "--port", taken.getLocalPort());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("cannot listen on port " + taken.getLocalPort());
    }
  }
}
