package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.Main;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.data.fetch.FaultyArchive;
import org.lorentznet.json.Json;

/** Data sets fetched by the command, and used by name in others. */
class FetchCommandTest {
  @TempDir Path folder;
  private final FaultyArchive archive = new FaultyArchive();
  private Path cache;
  private Path catalogue;

  @BeforeEach
  void describe() throws Exception {
    cache = folder.resolve("cache");
    List<Map<String, Object>> files = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      Path jets = SyntheticJets.write(folder.resolve("source-" + k + ".parquet"), 30 + k, k);
      byte[] bytes = Files.readAllBytes(jets);
      String name = "jets_" + k + ".parquet";
      archive.file(name, bytes);
      files.add(Map.of("name", name, "md5", md5(bytes), "bytes", (long) bytes.length));
    }
    Map<String, Object> toy =
        Map.of(
            "name", "toy",
            "title", "made-up jets",
            "record", archive.record(),
            "licence", "CC0",
            "citation", "nobody, Nothing",
            "files", files,
            "parts",
                Map.of(
                    "train", List.of("jets_0.parquet", "jets_1.parquet"),
                    "validation", List.of("jets_2.parquet")));
    catalogue =
        Files.writeString(
            folder.resolve("sets.json"), Json.write(Map.of("datasets", List.of(toy))));
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  /** A command that knows the toy data set. */
  private CommandRun run(Object... arguments) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--cache", cache, "--catalogue", catalogue));
    return CommandRun.of(all.toArray());
  }

  private static void failsWithOneLine(CommandRun run, String... words) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(words);
  }

  @Test
  void listsThePublicDataSets() {
    CommandRun run = CommandRun.of("fetch", "--cache", cache);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("top-reference", "quark-gluon", "jetclass-small", "1.7 GB", "not fetched yet");
  }

  @Test
  void whatWasFetchedIsUsedByName() throws Exception {
    CommandRun fetched = run("fetch", "toy");
    assertThat(fetched.status()).as(fetched.err()).isZero();
    assertThat(fetched.out()).contains("dataset:toy/train", "checksums right", "CC0", "nobody");
    CommandRun inspected = run("inspect", "dataset:toy/train", "--json", "-");
    assertThat(inspected.status()).as(inspected.err()).isZero();
    assertThat(Json.parseObject(inspected.out())).containsEntry("jets", 61L);
    Path task =
        Files.writeString(
            folder.resolve("task.yaml"),
            """
            task: top
            train: dataset:toy/train
            validation: [dataset:toy/validation]
            width: 2
            blocks: 1
            epochs: 1
            """);
    CommandRun trained = run("train", "--task", task, "--out", folder.resolve("run"));
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(folder.resolve("run/configuration.json"))
        .content()
        .contains("dataset:toy/train", "dataset:toy/validation");
  }

  @Test
  void fetchesOnePartAlone() {
    assertThat(run("fetch", "toy/validation").status()).isZero();
    assertThat(archive.requests()).containsExactly("jets_2.parquet from 0");
    assertThat(run("fetch").out()).contains("fetched: validation in " + cache.resolve("toy"));
    failsWithOneLine(run("inspect", "dataset:toy/train"), "lorentznet fetch toy");
  }

  @Test
  void saysWhatToFetchWhereItIsNotThere() {
    failsWithOneLine(
        run("inspect", "dataset:toy/train"),
        "dataset:toy/train",
        "lorentznet fetch toy --cache " + cache);
    failsWithOneLine(
        CommandRun.of(
            "train",
            "--task",
            "top",
            "--train",
            "dataset:top-reference/train",
            "--validation",
            "dataset:top-reference/validation",
            "--cache",
            cache,
            "--out",
            folder.resolve("run")),
        "dataset:top-reference/train",
        "lorentznet fetch top-reference");
  }

  @Test
  void saysWhichNamesThereAre() {
    failsWithOneLine(run("fetch", "toys"), "no data set 'toys'", "there are: toy");
    failsWithOneLine(run("fetch", "toy/test"), "no part 'test'", "train", "validation");
    failsWithOneLine(run("inspect", "dataset:toys/train"), "no data set 'toys'");
    failsWithOneLine(run("inspect", "dataset:toy/test"), "no part 'test'");
    failsWithOneLine(run("inspect", "dataset:toy"), "dataset:NAME/PART");
    assertThat(archive.requests()).isEmpty();
  }

  @Test
  void saysWhereTheArchiveHasSomethingElse() {
    archive.always(FaultyArchive.status(404));
    failsWithOneLine(run("fetch", "toy"), archive.record(), "HTTP status 404");
  }

  @Test
  void tellsWhatItWaitsFor() {
    archive.faults(FaultyArchive.status(429, "Retry-After", "1"));
    CommandRun run = run("fetch", "toy/validation");
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("HTTP status 429; trying again in 1 s");
  }

  @Test
  void goesOnWhereAKilledProcessWasStopped() throws Exception {
    byte[] large = new byte[4_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 >> 7);
    }
    archive.file("large.h5", large);
    Map<String, Object> file = Map.of("name", "large.h5", "md5", md5(large));
    Files.writeString(
        catalogue,
        Json.write(
            Map.of(
                "datasets",
                List.of(
                    Map.of(
                        "name", "toy",
                        "title", "",
                        "record", archive.record(),
                        "licence", "",
                        "citation", "",
                        "files", List.of(file),
                        "parts", Map.of("train", List.of("large.h5")))))));
    Path partial = cache.resolve("toy/large.h5.part");
    for (int enough : new int[] {500_000, 1_500_000}) {
      archive.faults(FaultyArchive.stallAt(enough, 60_000));
      Process process = process("fetch", "toy", "--cache", cache, "--catalogue", catalogue);
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (process.isAlive() && System.nanoTime() < end && partial.toFile().length() < enough) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
      assertThat(partial).hasSize(enough);
    }
    CommandRun last = run("fetch", "toy");
    assertThat(last.status()).as(last.err()).isZero();
    assertThat(last.err()).contains("large.h5: going on after");
    assertThat(cache.resolve("toy/large.h5")).hasBinaryContent(large);
    assertThat(archive.requests())
        .containsExactly("large.h5 from 0", "large.h5 from 500000", "large.h5 from 1500000");
  }

  private Process process(Object... arguments) throws Exception {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Arrays.stream(arguments).map(Object::toString).forEach(java::add);
    return new ProcessBuilder(java)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("words").toFile())
        .start();
  }
}
