package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lorentznet.data.JetLayout;
import org.lorentznet.data.description.DescriptionFile;
import org.lorentznet.data.description.YamlFile;
import org.lorentznet.data.fetch.DatasetPart;
import org.lorentznet.errors.Spelling;
import org.lorentznet.errors.UserException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A training told in a YAML file: its keys are the long options of {@code train} without the
 * dashes. Options on the command line win; paths in the file are relative to the file.
 */
public final class TaskFile {
  private static final String COMMAND = "train";
  private static final String TASK = "--task";

  private final CommandLine train;
  private final Path file;

  private TaskFile(CommandLine train, Path file) {
    this.train = train;
    this.file = file;
  }

  /**
   * The arguments with those of a YAML file, where {@code train --task} names one, and with those
   * of a model, where {@code train --like} does.
   *
   * @throws ParameterException where the file cannot be used
   */
  public static String[] expand(CommandLine program, String... told) {
    String[] arguments = LikeModel.expand(told);
    CommandLine train = program.getSubcommands().get(COMMAND);
    List<String> given = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(TASK + "=")) {
        given.add(TASK);
        given.add(argument.substring(TASK.length() + 1));
      } else {
        given.add(argument);
      }
    }
    if (train == null || !given.contains(COMMAND)) {
      return arguments;
    }
    int at = given.indexOf(TASK);
    if (at < 0 || at + 1 == given.size() || !given.get(at + 1).matches(".*\\.(yaml|yml)")) {
      return arguments;
    }
    Path file = Path.of(given.get(at + 1));
    given.subList(at, at + 2).clear();
    given.addAll(given.indexOf(COMMAND) + 1, new TaskFile(train, file).options(given));
    return given.toArray(String[]::new);
  }

  private List<String> options(List<String> given) {
    List<String> options = new ArrayList<>();
    Map<String, Object> settings = read();
    if (!settings.containsKey("task")) {
      throw wrong("key 'task' is missing: top or qg");
    }
    settings.forEach((key, value) -> {
      OptionSpec option = option(key);
      boolean overridden =
          given.stream().anyMatch(a -> a.equals(name(option)) || a.startsWith(name(option) + "="));
      if (!overridden) {
        add(option, value, options);
      }
    });
    return options;
  }

  private Map<String, Object> read() {
    try {
      return YamlFile.read(file);
    } catch (UserException e) {
      throw new ParameterException(train, e.getMessage(), e);
    }
  }

  private OptionSpec option(String key) {
    OptionSpec option = train.getCommandSpec().findOption("--" + key);
    if (option == null || option.usageHelp() || option.versionHelp()) {
      throw wrong("unknown key '" + key + "'" + Spelling.hint(key, keys()));
    }
    return option;
  }

  private List<String> keys() {
    return train.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(option -> name(option).substring(2))
        .toList();
  }

  private static String name(OptionSpec option) {
    return option.longestName();
  }

  private void add(OptionSpec option, Object value, List<String> options) {
    if (option.arity().max() == 0) {
      if (!(value instanceof Boolean)) {
        throw wrong(
            "key '" + name(option).substring(2) + "' is " + value + ", expected true or false");
      }
      if (value.equals(true)) {
        options.add(name(option));
      }
      return;
    }
    if (isPreset(option) && value instanceof Map) {
      // The description is in this file, and read from it there.
      options.add(name(option));
      options.add(file.toString());
      return;
    }
    List<?> values = value instanceof List<?> list ? list : List.of(String.valueOf(value));
    if (!option.splitRegex().isEmpty()) {
      values = List.of(values.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (values.isEmpty() || (values.size() > 1 && option.arity().max() == 1)) {
      throw wrong("key '" + name(option).substring(2) + "' has " + values.size() + " values");
    }
    options.add(name(option));
    boolean paths =
        option.typeInfo().getActualGenericTypeArguments().contains(Path.class.getName())
            || option.type() == Path.class;
    for (Object element : values) {
      String text = String.valueOf(element);
      options.add(paths || (isPreset(option) && JetLayout.isFile(text)) ? beside(text) : text);
    }
  }

  private static boolean isPreset(OptionSpec option) {
    return name(option).equals("--" + DescriptionFile.KEY);
  }

  /**
   * A path as seen from the folder of this file; parts of data sets and pretrained models are seen
   * from anywhere.
   */
  private String beside(String path) {
    return DatasetPart.of(Path.of(path)).isPresent() || Models.isPretrained(path)
        ? path
        : file.resolveSibling(path).toString();
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(train, file + ": " + problem);
  }
}
