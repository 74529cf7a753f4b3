package org.lorentznet.data.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;

/** Descriptions as they are written: what is read of them, and the line for each mistake. */
class DescriptionFileTest {
  private static final String MOMENTA = "four-momenta: {E: e, px: x, py: y, pz: z}";
  private static final String WHOLE =
      """
      # All keys there are.
      tree: Events
      units: MeV
      arrays:
        p4: {column: block, shape: [10, 4], constituents: last}
        e: E_*
      hardest: 30
      bad-jets: skip
      split: {by: [run, event], train: 0.8, validation: 0.1, test: 0.1, seed: 4}
      constituents:
        four-momenta: {pt: pt, y: rapidity, phi: phi, m: 0}
        select: constituent.pt > 1
        columns: [charge, "trk_*", {log_pt: log(pt), pid: {one-hot: abs(pid), values: [11, 13]}}]
        links: {jet: link_jet, constituent: link_cand, lists: "link_*"}
      jets:
        lists: "FatJet_*"
        select: FatJet_pt > 500
        columns: [event, FatJet_pt]
        weight: genWeight
        label: {value: isTop, classes: [QCD, top]}
      """;

  @TempDir Path folder;

  private Description read(String yaml) throws IOException {
    return DescriptionFile.read(Files.writeString(folder.resolve("my.yaml"), yaml));
  }

  @Test
  void everyKey() throws IOException {
    Description description = read(WHOLE);
    assertThat(description.name()).isEqualTo("my.yaml");
    assertThat(description.table()).hasValue(new Description.Table("Events", true));
    assertThat(description.toGeV()).isEqualTo(1e-3);
    assertThat(description.arrays())
        .containsExactly(
            new ArrayRule("p4", "block", List.of(10, 4), true),
            new ArrayRule("e", "E_*", List.of(), false));
    assertThat(description.hardest()).hasValue(30);
    assertThat(description.skipBadJets()).isTrue();
    assertThat(description.split().orElseThrow().by()).hasSize(2);
    assertThat(description.split().orElseThrow().seed()).isEqualTo(4);
    ConstituentRules constituents = description.collections().getFirst();
    assertThat(constituents.fourMomenta().form()).isEqualTo(MomentumRule.Form.PT_Y_PHI_M);
    assertThat(constituents.columns()).hasSize(4);
    assertThat(constituents.columns().get(1)).isEqualTo(new ColumnRule.Matching("trk_*"));
    assertThat(constituents.membership().orElseThrow()).isInstanceOf(Membership.Links.class);
    assertThat(description.jets().lists()).containsExactly("FatJet_*");
    assertThat(description.jets().label().orElseThrow().classes()).containsExactly("QCD", "top");
  }

  @Test
  void partOfATaskFile() throws IOException {
    Description description =
        read("task: top\ntrain: a.h5\npreset:\n  units: MeV\n  constituents: {" + MOMENTA + "}\n");
    assertThat(description.toGeV()).isEqualTo(1e-3);
    assertThatThrownBy(() -> read("preset: jetclass\n"))
        .hasMessageContaining("key 'preset' is 'jetclass', 'key: value' lines expected");
  }

  @Test
  void numbersOfClasses() throws IOException {
    Description description =
        read("constituents: {" + MOMENTA + "}\njets: {label: {value: n, classes: 3}}");
    assertThat(description.jets().label().orElseThrow().classes()).containsExactly("0", "1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jetclass", "jetclass2", "jetnet"})
  void presets(String name) {
    assertThat(DescriptionFile.resource(name).jets().label()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "tree: t ~ key 'constituents' is missing",
        "constituents: {M}, unit: MeV ~ unknown key 'unit' (did you mean 'units'?); known here:",
        "constituents: {M}, units: TeV ~ key 'units' is 'TeV', GeV or MeV expected",
        "constituents: {M}, tree: a, table: b ~ key 'tree' and 'table' exclude each other",
        "constituents: {M}, tree: ~ key 'tree' has no value",
        "constituents: {M}, tree: [a] ~ key 'tree' is a list, a text expected",
        "constituents: {M}, hardest: 0 ~ key 'hardest' is '0', a positive whole number expected",
        "constituents: {M}, hardest: 2.5 ~ key 'hardest' is '2.5', a positive whole number",
        "constituents: {M}, hardest: many ~ key 'hardest' is 'many', a positive whole number",
        "constituents: {M}, bad-jets: ignore ~ key 'bad-jets' is 'ignore', stop or skip expected",
        "constituents: {M}, split: {train: 0.8, test: 0.3} ~ add up to 1.1, at most 1 expected",
        "constituents: {M}, split: {train: 2} ~ key 'split.train' is '2', a number from 0 to 1",
        "constituents: {M}, split: {trian: 1} ~ unknown key 'split.trian' (did you mean 'train'?)",
        "constituents: {M}, arrays: {a: 'x_*_*'} ~ key 'arrays.a' has more than one '*'",
        "constituents: {M}, arrays: {a: {column: b, shape: [0]}} ~ key 'arrays.a.shape' has '0'",
        "constituents: {M}, arrays: {a: {shape: [2]}} ~ key 'arrays.a': key 'column' is missing",
        "constituents: {} ~ key 'constituents': key 'four-momenta' is missing",
        "constituents: [] ~ key 'constituents' is missing",
        "constituent: {M} ~ unknown key 'constituent' (did you mean 'constituents'?)",
        "constituents: 3 ~ key 'constituents' is '3', 'key: value' lines expected",
        "constituents: [{M}, 4] ~ key 'constituents[1]' is '4', 'key: value' lines expected",
        "constituents: {M, colums: []} ~ unknown key 'constituents.colums' (did you mean 'columns'?)",
        "constituents: {four-momenta: {px: a, py: b, pz: c}} ~ the mass m or the energy E is missing",
        "constituents: {four-momenta: {pt: a, eta: b, phi: c}} ~ (m: 0 for massless ones)",
        "constituents: {four-momenta: {pt: a, theta: b}} ~ expected (E, px, py, pz), (px, py, pz, m)",
        "constituents: {four-momenta: {E: a +, px: x, py: y, pz: z}} ~ key"
            + " 'constituents.four-momenta.E': 'a +': is no expression",
        "constituents: {M, select: pt^2 > 1} ~ key 'constituents.select': 'pt^2 > 1': a power",
        "constituents: {M, links: {jet: a}} ~ key 'constituents': links, count and cone need",
        "constituents: {M}, jets: {lists: a} ~ key 'constituents': one of links, count, cone expected",
        "constituents: {M, links: {}}, jets: {lists: a} ~ key 'constituents.links': key 'jet' is",
        "constituents: {M, cone: {radius: -1}}, jets: {lists: a} ~ key 'constituents.cone.radius' is",
        "constituents: {M, columns: {a: {one-hot: b}}} ~ key 'constituents.columns.a': key 'values'",
        "constituents: {M, columns: {a: {one-hot: b, values: [x]}}} ~ has 'x', whole numbers expected",
        "constituents: {M}, jets: {label: {}} ~ key 'jets.label': one of value, one-hot, files",
        "constituents: {M}, jets: {label: {value: a, classes: [x]}} ~ names 1 classes, two or more",
        "constituents: {M}, jets: {label: {value: a, classes: [x, x]}} ~ names a class twice",
        "constituents: {M}, jets: {label: {one-hot: {a: b}}} ~ names 1 classes, two or more",
        "constituents: {M}, jets: {label: [a, b]} ~ key 'jets.label' is a list, a text expected",
        "constituents: {M}, jets: {selection: a} ~ unknown key 'jets.selection' (did you mean"
            + " 'select'?)",
        "constituents: {M}, constituents: {M} ~ is not valid YAML",
        "'constituents: {' ~ is not valid YAML",
        "- a ~ is not a list of 'key: value' lines",
        "text ~ is not a list of 'key: value' lines",
      })
  void mistakes(String yaml, String message) {
    String flow = yaml.replace("M}", MOMENTA + "}").replace("M,", MOMENTA + ",");
    String text =
        flow.startsWith("-") || flow.startsWith("text")
            ? flow
            : flow.startsWith("'") ? flow.replace("'", "") : "{" + flow + "}";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(folder.resolve("my.yaml") + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void filesThatAreNoYaml() throws IOException {
    assertThatThrownBy(() -> DescriptionFile.read(folder.resolve("absent.yaml")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> read(" ".repeat(2 << 20))).hasMessageContaining("is too long");
    Path binary = folder.resolve("b.yaml");
    Files.write(binary, new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> DescriptionFile.read(binary)).isInstanceOf(UserException.class);
  }

  /** Descriptions damaged at random are read, or refused in one line. */
  @Test
  void damagedDescriptions() throws IOException {
    Random random = new Random(Long.getLong("lorentznet.seed", 1));
    String[] pieces = {
      "{", "}", "[", "]", ":", ",", "*", "&a", "*a", "!!int ", "|", ">", "%", "#", "\n", "\n  ",
      "- ", "'", "\"", "`", "0", "-1", "1e999", "null", "~", "x[0]", "(", ")", "$0", "\t", "<<: ",
      "?", "é"
    };
    for (int i = 0; i < 10 * Integer.getInteger("lorentznet.mutations", 200); i++) {
      StringBuilder yaml = new StringBuilder(WHOLE);
      for (int change = random.nextInt(6); change >= 0; change--) {
        int at = random.nextInt(yaml.length());
        int end = Math.min(yaml.length(), at + random.nextInt(8));
        yaml.replace(at, random.nextBoolean() ? end : at, pieces[random.nextInt(pieces.length)]);
      }
      try {
        read(yaml.toString());
      } catch (UserException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      }
    }
  }

  @Test
  void aliasesDoNotExplode() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> read(yaml.toString())).isInstanceOf(UserException.class);
  }
}
