package org.lorentznet.data.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.lorentznet.data.description.MomentumRule.Form;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.errors.FileFormatException;

/**
 * Descriptions in YAML, by the keys that {@code docs/layouts.md} explains. Keys that are not known,
 * missing or of a wrong kind are errors of one line.
 */
public final class DescriptionFile {
  /** Under this key a task file may hold a description. */
  public static final String KEY = "preset";

  private DescriptionFile() {}

  /**
   * The description in a file: the whole of it, or what is under the key {@code preset}.
   *
   * @throws FileFormatException saying what is wrong with it
   */
  public static Description read(Path path) {
    Settings settings = new Settings(path, "", YamlFile.read(path));
    Object inner = settings.value(KEY).orElse(null);
    String name = path.getFileName().toString();
    return inner == null ? read(name, settings) : read(name, settings.part(KEY, inner));
  }

  /**
   * A description that comes with the program.
   *
   * @param preset its name
   */
  public static Description resource(String preset) {
    String name = "/org/lorentznet/data/presets/" + preset + ".yaml";
    try (InputStream in = DescriptionFile.class.getResourceAsStream(name)) {
      return read(preset, new Settings(preset, "", YamlFile.parse(preset, in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Description read(String name, Settings settings) {
    Optional<Description.Table> table =
        settings
            .text("tree")
            .map(tree -> new Description.Table(tree, true))
            .or(() -> settings.text("table").map(group -> new Description.Table(group, false)));
    if (settings.has("tree") && settings.has("table")) {
      throw settings.wrong("tree", "and 'table' exclude each other");
    }
    double toGeV = settings.isOther("units", "GeV", "MeV") ? 1e-3 : 1;
    List<ArrayRule> arrays = arrays(settings);
    JetRules jets = jets(settings.part("jets"), settings);
    List<ConstituentRules> collections = new ArrayList<>();
    for (Settings part : settings.parts("constituents")) {
      collections.add(constituents(part, !jets.lists().isEmpty()));
    }
    OptionalInt hardest =
        settings.count("hardest").map(OptionalInt::of).orElse(OptionalInt.empty());
    boolean skip = settings.isOther("bad-jets", "stop", "skip");
    Optional<SplitRule> split = settings.part("split").map(DescriptionFile::split);
    settings.requireNoOthers();
    if (collections.isEmpty()) {
      throw settings.wrong("key 'constituents' is missing");
    }
    return new Description(name, table, toGeV, arrays, jets, collections, hardest, skip, split);
  }

  private static List<ArrayRule> arrays(Settings settings) {
    List<ArrayRule> rules = new ArrayList<>();
    settings
        .part("arrays")
        .ifPresent(part -> {
          for (String name : part.keys()) {
            Object value = part.value(name).orElseThrow();
            rules.add(
                value instanceof String
                    ? arrayRule(part, name, part.text(name).orElseThrow(), List.of(), false)
                    : array(part, name, part.part(name, value)));
          }
        });
    return rules;
  }

  private static ArrayRule array(Settings arrays, String name, Settings settings) {
    String column = required(settings, "column", settings.text("column"));
    List<Integer> shape = new ArrayList<>();
    for (String size : settings.texts("shape")) {
      if (!size.matches("[1-9]\\d{0,8}")) {
        throw settings.wrong("shape", "has '" + size + "', positive whole numbers expected");
      }
      shape.add(Integer.valueOf(size));
    }
    boolean last = settings.isOther("constituents", "first", "last");
    settings.requireNoOthers();
    return arrayRule(arrays, name, column, shape, last);
  }

  private static ArrayRule arrayRule(
      Settings arrays, String name, String column, List<Integer> shape, boolean last) {
    if (column.chars().filter(c -> c == '*').count() > 1) {
      throw arrays.wrong(name, "has more than one '*'");
    }
    return new ArrayRule(name, column, shape, last);
  }

  private static JetRules jets(Optional<Settings> part, Settings whole) {
    if (part.isEmpty()) {
      return new JetRules(
          List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }
    Settings settings = part.get();
    JetRules rules =
        new JetRules(
            settings.texts("lists"),
            settings.expression("select"),
            columns(settings),
            settings.expression("weight"),
            label(settings));
    settings.requireNoOthers();
    return rules;
  }

  private static Optional<LabelRule> label(Settings settings) {
    Object value = settings.value("label").orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Map)) {
      return Optional.of(
          new LabelRule.Number(settings.expression("label").orElseThrow(), List.of("0", "1")));
    }
    Settings label = settings.part("label", value);
    LabelRule rule;
    if (label.has("one-hot")) {
      Settings classes = label.part("one-hot").orElseThrow();
      Map<String, Expression> values = new LinkedHashMap<>();
      for (String name : classes.keys()) {
        values.put(name, classes.expression(name).orElseThrow());
      }
      rule = new LabelRule.OneHot(values);
    } else if (label.has("files")) {
      Settings files = label.part("files").orElseThrow();
      Map<String, List<String>> patterns = new LinkedHashMap<>();
      for (String name : files.keys()) {
        patterns.put(name, files.texts(name));
      }
      rule = new LabelRule.ByFile(patterns, label.isOther("others", "error", "unlabelled"));
    } else {
      Expression number =
          label
              .expression("value")
              .orElseThrow(() -> label.wrong("one of value, one-hot, files expected"));
      rule = new LabelRule.Number(number, classes(label));
    }
    label.requireNoOthers();
    if (rule.classes().size() < 2) {
      throw label.wrong("names " + rule.classes().size() + " classes, two or more expected");
    }
    if (Set.copyOf(rule.classes()).size() < rule.classes().size()) {
      throw label.wrong("names a class twice");
    }
    return Optional.of(rule);
  }

  /** Names of classes, or how many there are, which are then named by their numbers. */
  private static List<String> classes(Settings label) {
    return label.value("classes").orElse(null) instanceof Number
        ? IntStream.range(0, label.count("classes").orElseThrow())
            .mapToObj(Integer::toString)
            .toList()
        : label.texts("classes");
  }

  private static ConstituentRules constituents(Settings settings, boolean events) {
    Settings momenta =
        settings
            .part("four-momenta")
            .orElseThrow(() -> settings.wrong("key 'four-momenta' is missing"));
    ConstituentRules rules =
        new ConstituentRules(
            fourMomenta(momenta),
            settings.expression("select"),
            columns(settings),
            membership(settings, events));
    settings.requireNoOthers();
    return rules;
  }

  private static MomentumRule fourMomenta(Settings settings) {
    Set<String> components = new LinkedHashSet<>(settings.keys());
    Form form =
        Form.of(components)
            .orElseThrow(() -> {
              components.add("m");
              return settings.wrong(
                  "has the components "
                      + String.join(", ", settings.keys())
                      + (Form.of(components).isPresent()
                          ? "; the mass m or the energy E is missing (m: 0 for massless ones)"
                          : "; expected " + Form.known()));
            });
    return new MomentumRule(
        form,
        form.components().stream().map(name -> settings.expression(name).orElseThrow()).toList());
  }

  private static Optional<Membership> membership(Settings settings, boolean events) {
    List<Membership> found = new ArrayList<>();
    settings
        .part("links")
        .ifPresent(links -> {
          String jet = required(links, "jet", links.text("jet"));
          found.add(new Membership.Links(jet, links.text("constituent"), links.texts("lists")));
          links.requireNoOthers();
        });
    settings.expression("count").ifPresent(count -> found.add(new Membership.Counts(count)));
    settings
        .part("cone")
        .ifPresent(cone -> {
          double radius =
              cone.number("radius", "a positive number", r -> r > 0 && r < 100)
                  .orElseThrow(() -> cone.wrong("key 'radius' is missing"));
          Expression eta = required(cone, "eta", cone.expression("eta"));
          found.add(
              new Membership.Cone(radius, eta, required(cone, "phi", cone.expression("phi"))));
          cone.requireNoOthers();
        });
    if (found.size() != (events ? 1 : 0)) {
      throw settings.wrong(
          events
              ? "one of links, count, cone expected: they say which constituents are a jet's, where"
                  + " a row is an event ('jets.lists')"
              : "links, count and cone need 'jets.lists': which lists have an entry a jet");
    }
    return found.stream().findFirst();
  }

  private static List<ColumnRule> columns(Settings settings) {
    Object value = settings.value("columns").orElse(List.of());
    List<ColumnRule> rules = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (element instanceof Map<?, ?>) {
        Settings named = settings.part("columns", element);
        for (String name : named.keys()) {
          rules.add(column(named, name));
        }
      } else {
        String text = String.valueOf(element).strip();
        rules.add(
            text.contains("*")
                ? new ColumnRule.Matching(text)
                : new ColumnRule.Computed(text, named(settings, text)));
      }
    }
    return rules;
  }

  /** A column, or an element of one, under its own name. */
  private static Expression named(Settings settings, String text) {
    return text.matches("[\\w.]+(\\[\\d+])+")
        ? settings.expression("columns", text)
        : Expression.ofColumn(text);
  }

  private static ColumnRule column(Settings columns, String name) {
    if (!(columns.value(name).orElseThrow() instanceof Map)) {
      return new ColumnRule.Computed(name, columns.expression(name).orElseThrow());
    }
    Settings settings = columns.part(name).orElseThrow();
    Expression value = required(settings, "one-hot", settings.expression("one-hot"));
    List<Long> values = new ArrayList<>();
    for (String text : settings.texts("values")) {
      if (!text.matches("-?\\d{1,18}")) {
        throw settings.wrong("values", "has '" + text + "', whole numbers expected");
      }
      values.add(Long.valueOf(text));
    }
    if (values.isEmpty()) {
      throw settings.wrong("key 'values' is missing");
    }
    settings.requireNoOthers();
    return new ColumnRule.OneHot(name, value, values);
  }

  private static SplitRule split(Settings settings) {
    double[] parts = new double[3];
    String[] names = {"train", "validation", "test"};
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          settings.number(names[i], "a number from 0 to 1", x -> x >= 0 && x <= 1).orElse(0.0);
      sum += parts[i];
    }
    List<Expression> by =
        settings.texts("by").stream().map(text -> settings.expression("by", text)).toList();
    double seed =
        settings
            .number("seed", "a whole number", x -> x == Math.rint(x) && Math.abs(x) < 1e15)
            .orElse(0.0);
    settings.requireNoOthers();
    if (!(sum > 0 && sum < 1 + 1e-9)) {
      throw settings.wrong("train, validation and test add up to " + sum + ", at most 1 expected");
    }
    return new SplitRule(by, parts[0], parts[1], parts[2], (long) seed);
  }

  private static <T> T required(Settings settings, String key, Optional<T> value) {
    return value.orElseThrow(() -> settings.wrong("key '" + key + "' is missing"));
  }
}
