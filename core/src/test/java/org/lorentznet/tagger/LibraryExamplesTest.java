package org.lorentznet.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.jet.Jets;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.Softmax;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.testing.SharedFiles;

/**
 * The examples of the library run as they stand, on the Java that runs this test, with nothing but
 * the core on the class path, and give the scores that the library gives here.
 */
class LibraryExamplesTest {
  private static final Path EXAMPLES = SharedFiles.repository().resolve("examples");

  @TempDir Path folder;

  private Path model() {
    Path file = folder.resolve("top.safetensors");
    LorentzNet network =
        LorentzNet.initialised(LorentzNetConfiguration.topTagging(120).withSize(8, 2), 1);
    ModelFile.write(file, new Tagger(network, "top", List.of("QCD", "top"), Map.of()));
    return file;
  }

  private static String core() throws Exception {
    return Path.of(JetTagger.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** What a program of the JDK says on standard output; it must succeed. */
  private List<String> said(String program, String... arguments) throws Exception {
    Path executable = Path.of(System.getProperty("java.home"), "bin", program);
    assumeTrue(Files.isExecutable(executable), () -> "skipped: there is no " + executable);
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve(program + ".out");
    Path err = folder.resolve(program + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void javaExampleScoresItsJets() throws Exception {
    Path model = model();
    Path program = EXAMPLES.resolve("ScoreJets.java");
    List<String> lines =
        said(
            "java",
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            core(),
            program.toString(),
            model.toString());

    double[] fourMomenta = singlePrecisionNumbers(program);
    int[] offsets = {0, 7, fourMomenta.length / 4};
    float[] logits = JetTagger.read(model).score(Jets.of(offsets, fourMomenta));
    double[] probabilities = new double[2];
    Softmax.probabilities(logits, 0, probabilities);
    assertThat(lines)
        .containsExactly(
            "[QCD, top] " + Arrays.toString(logits), "jet 0: " + Arrays.toString(probabilities));
  }

  private static double[] singlePrecisionNumbers(Path program) throws IOException {
    return Pattern.compile("(-?[0-9.]+)f\\b")
        .matcher(Files.readString(program))
        .results()
        .map((MatchResult number) -> number.group(1))
        .mapToDouble(Float::parseFloat)
        .toArray();
  }

  @Test
  void jshellExampleScoresItsJet() throws Exception {
    Path model = model();
    List<String> lines =
        said(
            "jshell",
            "-R--add-modules=jdk.incubator.vector",
            "-R-Dmodel=" + model,
            "--class-path",
            core(),
            EXAMPLES.resolve("score_jet.jsh").toString());

    float[] logits = JetTagger.read(model).score(Jets.of(100, 80, 60, 0, 50, 30, 40, 0));
    double[] probabilities = new double[2];
    Softmax.probabilities(logits, 0, probabilities);
    assertThat(lines).containsExactly("[QCD, top] " + Arrays.toString(probabilities));
  }
}
