package org.lorentznet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void tellsItsVersionAndHelp() {
    assertThat(CommandRun.of("--version").out()).startsWith("lorentznet ");
    CommandRun help = CommandRun.of("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: lorentznet", "--debug");
  }

  @Test
  void helpsWithEachCommandThatTheHelpNames() {
    List<String> commands =
        Pattern.compile("(?m)^  ([a-z]+)  ")
            .matcher(CommandRun.of("--help").out().split("Commands:", 2)[1])
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(commands).contains("train", "evaluate", "score");
    for (String command : commands) {
      CommandRun help = CommandRun.of(command, "--help");
      assertThat(help.status()).isZero();
      assertThat(help.out()).startsWith("Usage: lorentznet " + command + " ");
    }
  }

  @Test
  void suggestsACommand() {
    CommandRun run = CommandRun.of("scroe");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("unknown command scroe (did you mean score?)");
  }

  @Test
  void namesAnUnknownOptionInOneLineWithAHint() {
    CommandRun run = CommandRun.of("--hepl");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "lorentznet: unknown option --hepl (did you mean --help?); see 'lorentznet --help'");
  }

  @Test
  void asksForACommand() {
    CommandRun run = CommandRun.of();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("a command is missing").contains("lorentznet --help");
  }

  @Test
  void showsTheStackTraceOfAnErrorOnlyOnRequest() {
    assertThat(CommandRun.of("--hepl").err()).doesNotContain("\tat ");
    assertThat(CommandRun.of("--debug", "--hepl").err()).contains("\tat ");
  }
}
