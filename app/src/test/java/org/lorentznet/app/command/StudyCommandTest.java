package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SyntheticJets;

class StudyCommandTest {
  @TempDir Path folder;
  private Path training;
  private Path validation;
  private Path test;

  @BeforeEach
  void write() {
    training = SyntheticJets.write(folder.resolve("train.parquet"), 120, 1);
    validation = SyntheticJets.write(folder.resolve("validation.parquet"), 60, 2);
    test = SyntheticJets.write(folder.resolve("test.parquet"), 200, 3);
  }

  private CommandRun study(String kind, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("study", kind, "--task", "top"));
    arguments.addAll(List.of("--train", training, "--validation", validation, "--test", test));
    arguments.addAll(List.of("--width", 4, "--blocks", 2, "--epochs", 1, "--batch-size", 40));
    arguments.addAll(List.of("--out", folder.resolve("study")));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  @Test
  void gathersTrainingsOverSeedsAndGoesOnWhereItWas() throws Exception {
    // A run made by hand, which the study takes over.
    CommandRun byHand =
        CommandRun.of(
            "train",
            "--task",
            "top",
            "--train",
            training,
            "--validation",
            validation,
            "--width",
            4,
            "--blocks",
            2,
            "--epochs",
            1,
            "--batch-size",
            40,
            "--seed",
            2,
            "--limit",
            60,
            "--out",
            folder.resolve("runs/mine"));
    assertThat(byHand.status()).as(byHand.err()).isZero();
    CommandRun run =
        study(
            "sample-efficiency",
            "--jets",
            "60,120",
            "--seeds",
            "1,2",
            "--processes",
            2,
            "--adopt",
            folder.resolve("runs"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("60 jets", "120 jets", "±");
    Path out = folder.resolve("study");
    assertThat(Files.readString(out.resolve("table.md"))).contains("| 60 jets | 2 |");
    assertThat(Files.readAllLines(out.resolve("table.csv"))).hasSize(3);
    assertThat(Files.readString(out.resolve("table.tex"))).contains("\\toprule", "$\\pm$");
    assertThat(ImageIO.read(out.resolve("study.png").toFile()).getHeight()).isGreaterThan(400);
    assertThat(Files.readString(out.resolve("study.html"))).contains("<svg");
    assertThat(Files.readString(out.resolve("jets-60-seed-2.log")))
        .contains("the run is taken over from " + folder.resolve("runs/mine"));
    assertThat(out.resolve("jets-60-seed-2/best.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("runs/mine/best.safetensors"));
    byte[] table = Files.readAllBytes(out.resolve("table.csv"));

    // Again, with one place lost: only that is done anew, to the same figures.
    Files.delete(out.resolve("jets-120-seed-1/evaluate.json"));
    var kept = Files.getLastModifiedTime(out.resolve("jets-60-seed-1/evaluate.json"));
    CommandRun again =
        study("sample-efficiency", "--jets", "60,120", "--seeds", "1,2", "--processes", 2);
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(Files.readAllBytes(out.resolve("table.csv"))).isEqualTo(table);
    assertThat(Files.getLastModifiedTime(out.resolve("jets-60-seed-1/evaluate.json")))
        .isEqualTo(kept);

    CommandRun other =
        study("sample-efficiency", "--jets", "60,120", "--seeds", "1", "--dropout", 0.1);
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err())
        .contains("jets-60-seed-1: ")
        .contains("network.dropout was 0.2, is now 0.1");
  }

  @Test
  void tellsWhatIsWrongBeforeAnythingIsTrained() {
    assertThat(study("seed").err()).contains("unknown study 'seed'; known: seeds");
    assertThat(study("seeds", "--seed", 3).err()).contains("--seed is set by the study itself");
    assertThat(study("sample-efficiency", "--limit", 3).err())
        .contains("takes --jets or --fractions instead of --limit");
    assertThat(study("seeds", "--epoch", 3).err()).contains("--epoch");
    assertThat(study("seeds", "--processes", 0).err()).contains("--processes 0");
    assertThat(folder.resolve("study")).doesNotExist();
  }

  @Test
  void listsRuns() {
    for (int width : new int[] {4, 5}) {
      CommandRun.of(
          "train",
          "--task",
          "top",
          "--train",
          training,
          "--validation",
          validation,
          "--width",
          width,
          "--blocks",
          1,
          "--epochs",
          1,
          "--out",
          folder.resolve("runs/w" + width));
    }
    CommandRun run = CommandRun.of("runs", folder.resolve("runs"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("accuracy", "width", "w4", "w5", "1/1").doesNotContain("seed");
    assertThat(CommandRun.of("runs", "--all", folder.resolve("runs/w4")).out()).contains("seed");
    assertThat(CommandRun.of("runs", folder.resolve("none")).err()).contains("no such folder");
  }
}
