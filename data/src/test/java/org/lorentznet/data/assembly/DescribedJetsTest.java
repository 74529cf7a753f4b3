package org.lorentznet.data.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.columns.MemoryColumns;
import org.lorentznet.data.description.Description;
import org.lorentznet.data.description.DescriptionFile;
import org.lorentznet.data.description.Part;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/** Jets that a description makes of columns. */
class DescribedJetsTest {
  private static final String CARTESIAN =
      "constituents: {four-momenta: {E: e, px: x, py: y, pz: z}}\n";

  @TempDir Path folder;

  private final List<SkippedJets> skipped = new ArrayList<>();

  private Description description(String yaml) {
    try {
      return DescriptionFile.read(Files.writeString(folder.resolve("my.yaml"), yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JetSource source(MemoryColumns columns, String yaml) {
    return new DescribedJets(columns, description(yaml), Optional.empty(), skipped::add);
  }

  private Jets jets(MemoryColumns columns, String yaml) {
    return jets(source(columns, yaml));
  }

  private static Jets jets(JetSource source) {
    List<Jets> blocks = new ArrayList<>();
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        blocks.add(block);
      }
    }
    return Jets.join(blocks);
  }

  /** Three jets of 2, 1 and 3 constituents. */
  private static MemoryColumns three() {
    return new MemoryColumns("data.root", 2)
        .lists("e", new double[] {50, 20}, new double[] {70}, new double[] {9, 8, 7})
        .lists("x", new double[] {30, 12}, new double[] {0}, new double[] {1, 2, 3})
        .lists("y", new double[] {0, 16}, new double[] {70}, new double[] {2, 0, 1})
        .lists("z", new double[] {40, 0}, new double[] {0}, new double[] {-1, 5, 2})
        .lists("pid", new long[] {211, -11}, new long[] {22}, new long[] {-211, 130, 11})
        .numbers("pt", 500, 600, 700)
        .numbers("label", new Column.Longs(new long[] {0, 1, 1}))
        .numbers("event", new Column.Longs(new long[] {1L << 60, (1L << 60) + 1, 7}))
        .other("name", "text");
  }

  private static double[] column(Jets jets, String name) {
    Column column = jets.jetFeatures().getOrDefault(name, jets.constituentFeatures().get(name));
    double[] values = new double[column.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.asDouble(i);
    }
    return values;
  }

  private static int[] multiplicities(Jets jets) {
    int[] counts = new int[jets.size()];
    for (int j = 0; j < counts.length; j++) {
      counts[j] = jets.multiplicity(j);
    }
    return counts;
  }

  @Test
  void columnsLabelsAndWeights() {
    JetSource source =
        source(
            three(),
            CARTESIAN.replace(
                    "}}",
                    "}, columns: [pid, {log_e: log(e / jet.energy), kind: {one-hot: abs(pid), values:"
                        + " [11, 211]}}]}")
                + """
                jets:
                  label: {value: label, classes: [QCD, top]}
                  columns: [event, {ratio: pt / jet.pt, row: jet.row, n: jet.multiplicity}]
                  weight: pt / 100
                """);
    assertThat(source.schema().classes()).containsExactly("QCD", "top");
    assertThat(source.schema().jets()).hasValue(3);
    assertThat(source.schema().layout()).isEqualTo("my.yaml");
    assertThat(source.schema().constituentFeatures())
        .containsExactly("pid", "log_e", "kind_11", "kind_211");
    assertThat(source.schema().jetFeatures())
        .containsExactly("event", "ratio", "row", "n", "weight");
    Jets jets = jets(source);
    assertThat(jets.labels()).hasValue(new int[] {0, 1, 1});
    assertThat(multiplicities(jets)).containsExactly(2, 1, 3);
    assertThat(jets.fourMomenta()).startsWith(50, 30, 0, 40, 20, 12, 16, 0, 70, 0, 70, 0);
    assertThat(((Column.Longs) jets.jetFeatures().get("event")).values())
        .containsExactly(1L << 60, (1L << 60) + 1, 7);
    assertThat(column(jets, "kind_11")).containsExactly(0, 1, 0, 0, 0, 1);
    assertThat(column(jets, "kind_211")).containsExactly(1, 0, 0, 1, 0, 0);
    assertThat(column(jets, "log_e")[2]).isEqualTo(0);
    assertThat(column(jets, "log_e")[0]).isEqualTo(Math.log(50 / 70.0), within(1e-15));
    assertThat(column(jets, "ratio")[1]).isEqualTo(600 / 70.0);
    assertThat(column(jets, "row")).containsExactly(0, 1, 2);
    assertThat(column(jets, "n")).containsExactly(2, 1, 3);
    assertThat(column(jets, "weight")).containsExactly(5, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{px: x, py: y, pz: z, E: e}",
        "{px: x, py: y, pz: z, m: m}",
        "{pt: pt, eta: eta, phi: phi, m: m}",
        "{pt: pt, eta: eta, phi: phi, E: e}",
        "{pt: pt, y: rapidity, phi: phi, m: m}",
        "{pt: pt, y: rapidity, phi: phi, E: e}",
      })
  void everyFormGivesTheSameFourMomenta(String form) {
    Random random = new Random(3);
    double[][] lists = new double[8][20];
    double[] expected = new double[80];
    for (int i = 0; i < 20; i++) {
      double px = 100 * random.nextGaussian();
      double py = 100 * random.nextGaussian();
      double pz = 200 * random.nextGaussian();
      double m = random.nextDouble();
      FourMomentum p = new FourMomentum(Math.sqrt(px * px + py * py + pz * pz + m * m), px, py, pz);
      double rapidity = 0.5 * Math.log((p.e() + pz) / (p.e() - pz));
      double[] values = {p.e(), px, py, pz, m, p.pt(), p.eta(), p.phi()};
      for (int k = 0; k < 8; k++) {
        lists[k][i] = 1000 * values[k];
      }
      lists[6][i] = p.eta();
      lists[7][i] = p.phi();
      expected[4 * i] = p.e();
      expected[4 * i + 1] = px;
      expected[4 * i + 2] = py;
      expected[4 * i + 3] = pz;
      lists[4][i] = 1000 * m;
      rapidities[i] = rapidity;
    }
    MemoryColumns columns = new MemoryColumns("data.root", 2);
    String[] names = {"e", "x", "y", "z", "m", "pt", "eta", "phi"};
    for (int k = 0; k < 8; k++) {
      columns.lists(names[k], new double[][] {lists[k]});
    }
    columns.lists("rapidity", new double[][] {rapidities});
    Jets jets = jets(columns, "units: MeV\nconstituents: {four-momenta: " + form + "}");
    for (int k = 0; k < 80; k++) {
      assertThat(jets.fourMomenta()[k]).isEqualTo(expected[k], within(1e-9));
    }
  }

  private final double[] rapidities = new double[20];

  @Test
  void arraysWithAxes() {
    float[] numbers = new float[2 * 3 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i < 8 || i > 11 ? i : 0;
    }
    MemoryColumns columns =
        new MemoryColumns("data.h5", 10)
            .arrays("p4", 2, List.of(3, 4), new Column.Floats(numbers))
            .arrays("mask", 2, List.of(3), new Column.Longs(new long[] {1, 1, 0, 1, 0, 1}));
    String four = "{px: 'p4[0]', py: 'p4[1]', pz: 'p4[2]', E: 'p4[3]'}";
    Jets jets = jets(columns, "constituents: {four-momenta: " + four + "}");
    assertThat(jets.precision()).isEqualTo(Jets.Precision.FLOAT32);
    assertThat(multiplicities(jets)).containsExactly(2, 3);
    assertThat(jets.fourMomenta()).startsWith(3, 0, 1, 2, 7, 4, 5, 6, 15, 12, 13, 14);
    Jets some = jets(columns, "constituents: {select: mask, four-momenta: " + four + "}");
    assertThat(multiplicities(some)).containsExactly(2, 2);
    assertThat(some.fourMomenta()).startsWith(3, 0, 1, 2, 7, 4, 5, 6, 15, 12, 13, 14, 23);
  }

  @Test
  void constituentsLast() {
    double[] numbers = {9, 8, 1, 2, 3, 4, 5, 6};
    MemoryColumns columns =
        new MemoryColumns("data.h5", 10)
            .arrays("p4", 1, List.of(4, 2), new Column.Doubles(numbers));
    Jets jets =
        jets(
            columns,
            """
            arrays: {p: {column: p4, constituents: last}}
            constituents:
              four-momenta: {E: "p[0]", px: "p[1]", py: "p[2]", pz: "p[3]"}
            """);
    assertThat(jets.fourMomenta()).containsExactly(9, 1, 3, 5, 8, 2, 4, 6);
  }

  @Test
  void flatNumbersGivenAShape() {
    double[] numbers = {10, 1, 2, 3, 20, 4, 5, 6, 1};
    MemoryColumns columns =
        new MemoryColumns("data.h5", 10).arrays("row", 1, List.of(9), new Column.Doubles(numbers));
    Jets jets =
        jets(
            columns,
            """
            arrays: {p: {column: row, shape: [2, 4]}}
            constituents:
              four-momenta: {E: "p[0]", px: "p[1]", py: "p[2]", pz: "p[3]"}
            jets: {label: "row[8]"}
            """);
    assertThat(jets.fourMomenta()).containsExactly(10, 1, 2, 3, 20, 4, 5, 6);
    assertThat(jets.labels()).hasValue(new int[] {1});
  }

  @Test
  void numberedColumns() {
    MemoryColumns columns = new MemoryColumns("data.h5", 10);
    for (int i = 11; i >= 0; i--) {
      for (String name : new String[] {"E", "PX", "PY", "PZ"}) {
        columns.numbers(name + "_" + i, i < 9 ? i + 1 : 0, 30 + i);
      }
    }
    Jets jets =
        jets(
            columns,
            """
            arrays: {e: E_*, px: PX_*, py: PY_*, pz: PZ_*}
            constituents: {four-momenta: {E: e, px: px, py: py, pz: pz}}
            """);
    assertThat(multiplicities(jets)).containsExactly(9, 12);
    assertThat(jets.fourMomenta()[4 * 8]).isEqualTo(9);
    assertThat(jets.fourMomenta()[4 * (9 + 11)]).isEqualTo(41);
  }

  @Test
  void hardestConstituentsKeepTheirOrder() {
    Jets jets =
        jets(three(), "hardest: 2\n" + CARTESIAN + "jets: {columns: {n: jet.multiplicity}}");
    assertThat(multiplicities(jets)).containsExactly(2, 1, 2);
    assertThat(jets.fourMomenta()[4 * 3]).isEqualTo(9);
    assertThat(jets.fourMomenta()[4 * 4]).isEqualTo(7);
    assertThat(column(jets, "n")).containsExactly(2, 1, 3);
  }

  @Test
  void selectionByColumnsAndByFourMomenta() {
    assertThat(
            column(
                jets(three(), CARTESIAN + "jets: {select: pt > 500 && label == 1, columns: [pt]}"),
                "pt"))
        .containsExactly(600, 700);
    Jets jets = jets(three(), CARTESIAN + "jets: {select: jet.pt < 60, columns: [pt]}");
    assertThat(column(jets, "pt")).containsExactly(500, 700);
    assertThat(jets.index(1)).isEqualTo(1);
    assertThat(multiplicities(jets)).containsExactly(2, 3);
  }

  @Test
  void oneHotLabels() {
    MemoryColumns columns =
        three()
            .numbers("isQCD", new Column.Longs(new long[] {1, 0, 0}))
            .numbers("isW", new Column.Longs(new long[] {0, 1, 0}))
            .numbers("isZ", new Column.Longs(new long[] {0, 0, 1}));
    String yaml = CARTESIAN + "jets: {label: {one-hot: {QCD: isQCD, boson: isW + isZ}}}";
    assertThat(jets(columns, yaml).labels()).hasValue(new int[] {0, 1, 1});
    assertThat(source(columns, yaml).schema().classes()).containsExactly("QCD", "boson");
    columns.numbers("isZ", new Column.Longs(new long[] {1, 0, 1}));
    assertThatThrownBy(() -> jets(columns, yaml))
        .isInstanceOf(BadJetException.class)
        .hasMessage(
            "data.root: jet 0: is of the classes QCD = 1.0, boson = 1.0 (one of them 1, the others"
                + " 0 expected)");
    columns.numbers("isZ", new Column.Longs(new long[] {0, 0, 0}));
    assertThatThrownBy(() -> jets(columns, yaml)).hasMessageContaining("jet 2: is of no class");
  }

  @Test
  void labelsThatAreNoClasses() {
    MemoryColumns columns = three().numbers("label", new Column.Longs(new long[] {0, 1, 2}));
    assertThatThrownBy(() -> jets(columns, CARTESIAN + "jets: {label: label}"))
        .isInstanceOf(BadJetException.class)
        .hasMessage("data.root: jet 2: has label 2 (a whole number from 0 to 1 expected)");
  }

  @Test
  void classesByFile() {
    String yaml = CARTESIAN + "jets: {label: {files: {QCD: ['*qcd*', 'q/*'], top: 'tt_*.root'}}}";
    assertThat(jets(named("/a/tt_0.root"), yaml).labels()).hasValue(new int[] {1});
    assertThat(jets(named("b/my_qcd.h5"), yaml).labels()).hasValue(new int[] {0});
    assertThat(jets(named("b/q/x.h5"), yaml).labels()).hasValue(new int[] {0});
    assertThatThrownBy(() -> jets(named("x.root"), yaml))
        .hasMessageStartingWith("x.root: its name fits no class, one expected of");
    assertThatThrownBy(() -> jets(named("tt_qcd.root"), yaml))
        .hasMessageContaining("fits the classes QCD, top");
    String open = yaml.replace("'tt_*.root'}", "'tt_*.root'}, others: unlabelled");
    assertThat(source(named("x.root"), open).schema().labelled()).isFalse();
  }

  private static MemoryColumns named(String file) {
    MemoryColumns columns = new MemoryColumns(file, 10);
    for (String name : new String[] {"e", "x", "y", "z"}) {
      columns.lists(name, new double[] {1});
    }
    return columns;
  }

  @Test
  void badJetsStop() {
    MemoryColumns columns =
        three().lists("e", new double[] {50, 20}, new double[] {-1}, new double[] {9, 8, 7});
    assertThatThrownBy(() -> jets(columns, CARTESIAN))
        .isInstanceOf(BadJetException.class)
        .hasMessage(
            "data.root: jet 1: constituent 0 has energy -1.0 (finite and not negative expected)");
    // One that is not selected does no harm; one of which nobody knows whether it is does.
    assertThat(jets(columns, CARTESIAN + "jets: {select: label == 0}").size()).isEqualTo(1);
    assertThatThrownBy(() -> jets(columns, CARTESIAN + "jets: {select: jet.mass > 1e9}"))
        .isInstanceOf(BadJetException.class);
  }

  @Test
  void badJetsAreSkippedAndCounted() {
    MemoryColumns columns =
        new MemoryColumns("data.root", 3)
            .lists("e", list(1), list(Double.NaN), list(), list(1, 2), list(1), list(3))
            .lists("x", list(1), list(1), list(), list(1, 1), list(1), list(1))
            .lists("y", list(0), list(0), list(), list(0, 0), list(0), list(0))
            .lists("z", list(0), list(0), list(), list(0, 0), list(0), list(0))
            .lists("a", list(1), list(1), list(), list(0, 1), list(1), list(1))
            .numbers("w", 1, 1, 1, 1, -1, 1);
    Jets jets =
        jets(
            columns,
            "bad-jets: skip\n"
                + CARTESIAN.replace("}}", "}, columns: {log_a: log(a)}}")
                + "jets: {weight: w, columns: {row: jet.row}}");
    assertThat(column(jets, "row")).containsExactly(0, 5);
    assertThat(skipped).hasSize(1);
    assertThat(skipped.getFirst().count()).isEqualTo(4);
    assertThat(skipped.getFirst().read()).isEqualTo(6);
    assertThat(skipped.getFirst().reasons())
        .containsExactly(
            "data.root: jet 1: constituent 0 has energy NaN (finite and not negative expected)",
            "data.root: jet 2: is empty: no constituent with energy > 0",
            "data.root: jet 3: constituent 0 has 'log_a' -Infinity (finite expected)",
            "data.root: jet 4: has the weight -1.0 (finite and not negative expected)");
  }

  private static double[] list(double... values) {
    return values;
  }

  @Test
  void splitsPartitionTheJets() {
    int rows = 2000;
    MemoryColumns columns = new MemoryColumns("data.root", 300);
    Random random = new Random(1);
    double[][] lists = new double[rows][1];
    long[] events = new long[rows];
    for (int i = 0; i < rows; i++) {
      lists[i][0] = 1 + random.nextDouble();
      // Pairs of jets come from the same event.
      events[i] = (1L << 60) + i / 2;
    }
    for (String name : new String[] {"e", "x", "y", "z"}) {
      columns.lists(name, lists);
    }
    columns.numbers("event", new Column.Longs(events));
    for (String by : new String[] {"", "by: event, ", "by: [event, event], seed: 3, "}) {
      String yaml =
          CARTESIAN
              + "split: {"
              + by
              + "train: 0.7, validation: 0.2, test: 0.1}\n"
              + "jets: {columns: {event: event, row: jet.row}}";
      Set<Double> rowsSeen = new HashSet<>();
      int[] sizes = new int[3];
      for (Part part : Part.values()) {
        JetSource source =
            new DescribedJets(columns, description(yaml), Optional.of(part), skipped::add);
        Jets jets = jets(source);
        sizes[part.ordinal()] = jets.size();
        for (double row : column(jets, "row")) {
          assertThat(rowsSeen.add(row)).isTrue();
        }
        if (!by.isEmpty()) {
          assertThat(jets.size() % 2).isZero();
        }
      }
      assertThat(rowsSeen).hasSize(rows);
      assertThat(sizes[0]).isBetween(1300, 1500);
      assertThat(sizes[1]).isBetween(330, 470);
    }
    Description without = description(CARTESIAN);
    assertThatThrownBy(
            () -> new DescribedJets(columns, without, Optional.of(Part.TEST), skipped::add))
        .isInstanceOf(UserException.class)
        .hasMessage("my.yaml: has no key 'split', so no part of the jets can be chosen");
  }

  /** Two events: two jets and three candidates, one jet and two candidates. */
  private static MemoryColumns events() {
    return new MemoryColumns("events.root", 1)
        .lists("FatJet_pt", list(400, 300), list(), list(200))
        .lists("FatJet_eta", list(0, 1), list(), list(-1))
        .lists("FatJet_phi", list(3.1, 0), list(), list(1))
        .lists("Cand_pt", list(10, 20, 30), list(5), list(40, 50))
        .lists("Cand_eta", list(0.1, 1.1, -0.1), list(0), list(-1, -0.5))
        .lists("Cand_phi", list(-3.1, 0.1, 3), list(0), list(1, 0.5))
        .lists("Link_jet", new long[] {1, 0, 0, 1, -1}, new long[] {}, new long[] {0, 0})
        .lists("Link_cand", new long[] {1, 2, 0, 0, 2}, new long[] {}, new long[] {1, 0})
        .lists("Link_w", list(1, 2, 3, 4, 5), list(), list(6, 7))
        .lists("nCand", list(2, 1), list(), list(1))
        .lists("Cand_jet", new long[] {1, 0, 1}, new long[] {-1}, new long[] {0, 0})
        .numbers("event", new Column.Longs(new long[] {11, 12, 13}));
  }

  private static final String EVENTS =
      """
      constituents:
        four-momenta: {pt: Cand_pt, eta: Cand_eta, phi: Cand_phi, m: 0}
        columns: {pt: Cand_pt, ratio: Cand_pt / FatJet_pt}
        MEMBERSHIP
      jets:
        lists: FatJet_*
        columns: {jet_pt: FatJet_pt, event: event, row: jet.row, place: jet.place}
      """;

  @Test
  void jetsOfEventsByLinks() {
    Jets jets =
        jets(
            events(),
            EVENTS
                .replace(
                    "MEMBERSHIP", "links: {jet: Link_jet, constituent: Link_cand, lists: L*_w}")
                .replace("ratio:", "link_w: Link_w, ratio:"));
    assertThat(column(jets, "jet_pt")).containsExactly(400, 300, 200);
    assertThat(column(jets, "event")).containsExactly(11, 11, 13);
    assertThat(column(jets, "row")).containsExactly(0, 0, 2);
    assertThat(column(jets, "place")).containsExactly(0, 1, 0);
    assertThat(multiplicities(jets)).containsExactly(2, 2, 2);
    assertThat(column(jets, "pt")).containsExactly(30, 10, 20, 10, 50, 40);
    assertThat(column(jets, "link_w")).containsExactly(2, 3, 1, 4, 6, 7);
    assertThat(column(jets, "ratio")[2]).isEqualTo(20 / 300.0);
  }

  @Test
  void jetsOfEventsByOwnIndex() {
    Jets jets = jets(events(), EVENTS.replace("MEMBERSHIP", "links: {jet: Cand_jet}"));
    assertThat(multiplicities(jets)).containsExactly(1, 2, 2);
    assertThat(column(jets, "pt")).containsExactly(20, 10, 30, 40, 50);
  }

  @Test
  void jetsOfEventsByCount() {
    String yaml =
        EVENTS.replace("MEMBERSHIP", "count: nCand").replace("FatJet_*\n", "[FatJet_*, nCand]\n");
    Jets jets = jets(events(), yaml.replace("jets:\n", "jets:\n  select: FatJet_pt < 350\n"));
    assertThat(column(jets, "jet_pt")).containsExactly(300, 200);
    assertThat(column(jets, "pt")).containsExactly(30, 40);
    MemoryColumns tooMany = events().lists("nCand", list(2, 2), list(), list(1));
    assertThatThrownBy(() -> jets(tooMany, yaml))
        .hasMessage("events.root: row 0: 'nCand' is 2 where 1 constituents are left");
  }

  @Test
  void jetsOfEventsByCone() {
    Jets jets =
        jets(
            events(),
            "bad-jets: skip\n"
                + EVENTS.replace(
                    "MEMBERSHIP", "cone: {radius: 0.8, eta: FatJet_eta, phi: FatJet_phi}"));
    assertThat(multiplicities(jets)).containsExactly(2, 1, 2);
    assertThat(column(jets, "pt")).containsExactly(10, 30, 20, 40, 50);
  }

  @Test
  void linksThatLeadNowhere() {
    String yaml = EVENTS.replace("MEMBERSHIP", "links: {jet: Link_jet, constituent: Link_cand}");
    MemoryColumns wrong =
        events().lists("Link_cand", new long[] {1, 3, 0, 0, 2}, new long[] {}, new long[] {1, 0});
    assertThatThrownBy(() -> jets(wrong, yaml))
        .isInstanceOf(FileFormatException.class)
        .hasMessage("events.root: row 0: 'Link_cand' is 3, there are 3 constituents");
  }

  @Test
  void badJetsOfEventsAreNamedByRowAndPlace() {
    MemoryColumns columns =
        events().lists("Cand_pt", list(10, 20, 30), list(5), list(Double.NaN, 50));
    assertThatThrownBy(() ->
            jets(
                columns,
                EVENTS.replace("MEMBERSHIP", "links: {jet: Link_jet, constituent: Link_cand}")))
        .isInstanceOf(BadJetException.class)
        .hasMessageStartingWith("events.root: row 2: jet 0: constituent 1 has energy NaN");
  }

  @Test
  void severalCollectionsArePutTogether() {
    MemoryColumns columns =
        new MemoryColumns("delphes.root", 10)
            .lists("Track.PT", list(10, 20), list(1))
            .lists("Track.Charge", new long[] {1, -1}, new long[] {1})
            .lists("Tower.ET", list(30), list(3, 2, 4))
            .lists("Tower.Em", list(0.5), list(0.1, 0.2, 0.3));
    Jets jets =
        jets(
            columns,
            """
            hardest: 3
            constituents:
              - four-momenta: {pt: Track.PT, eta: 0, phi: 0, m: 0.14}
                columns: {charge: Track.Charge, em: 0}
              - four-momenta: {pt: Tower.ET, eta: 1, phi: 0, m: 0}
                columns: {charge: 0, em: Tower.Em}
            """);
    assertThat(multiplicities(jets)).containsExactly(3, 3);
    assertThat(column(jets, "em")).containsExactly(0, 0, 0.5, 0.1, 0.2, 0.3);
    assertThat(column(jets, "charge")).containsExactly(1, -1, 0, 0, 0, 0);
    assertThat(jets.fourMomenta()[9]).isEqualTo(30);
  }

  @Test
  void patternsTakeWhatFits() {
    JetSource source =
        source(
            three(),
            CARTESIAN.replace("}}", "}, columns: '*'}") + "jets: {label: label, columns: '*'}");
    assertThat(source.schema().constituentFeatures()).containsExactly("pid");
    assertThat(source.schema().jetFeatures()).containsExactly("pt", "event");
  }
}
