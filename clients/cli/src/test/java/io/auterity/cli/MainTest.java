package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The one help of the launcher and the command line. */
class MainTest {

  private static final String LAUNCHERS =
      """
      start start the server and stay in the foreground
      verify build and test everything (--quick: the first three stages)
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsEveryCommandWithWhatItDoes() {
    assertThat(execute("--help")).isZero();

    assertThat(out.toString())
        .startsWith("Usage: ./auterity COMMAND [OPTIONS]")
        .containsPattern("(?m)^  start +start the server and stay in the foreground$")
        .containsPattern("(?m)^  verify +build and test everything")
        .containsPattern("(?m)^  apply +Applies the resources of a YAML file")
        .containsPattern("(?m)^  demo +Starts a server");
  }

  @Test
  void anUnknownCommandIsBadInputAndGetsTheList() {
    assertThat(execute("foo", "--bar")).isEqualTo(CliException.BAD_INPUT);

    assertThat(err.toString())
        .startsWith("auterity: unknown command 'foo'.")
        .containsPattern("(?m)^  start ")
        .containsPattern("(?m)^  apply ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpListsCommandsByWhatOneComesFor() {
    assertThat(execute("--help")).isZero();

    assertThat(out.toString())
        .containsSubsequence("Begin:\n", "  demo ", "Resources:\n", "  apply ", "  secret ")
        .containsSubsequence("Calls and runs:\n", "  run ", "Server and build:\n", "  start ");
  }

  @Test
  void anUnknownCommandGetsASuggestion() {
    assertThat(execute("decisoin")).isEqualTo(CliException.BAD_INPUT);

    assertThat(err.toString())
        .startsWith("auterity: unknown command 'decisoin'. Did you mean decision");
  }

  @ParameterizedTest
  @CsvSource({
    "delete provider chat, resource delete",
    "list runs, run list",
    "vote ask_1 approve, approval vote"
  })
  void aVerbBeforeWhatItIsForGetsASuggestion(String line, String meant) {
    assertThat(execute(line.split(" "))).isEqualTo(CliException.BAD_INPUT);

    String verb = line.substring(0, line.indexOf(' '));
    assertThat(err.toString())
        .startsWith("auterity: unknown command '%s'. Did you mean %s?".formatted(verb, meant));
  }

  @Test
  void aScriptCompletesCommandsOfBoth() {
    PrintStream usual = System.out;
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    System.setOut(new PrintStream(script, true, StandardCharsets.UTF_8));
    try {
      assertThat(execute("completion")).isZero();
    } finally {
      System.setOut(usual);
    }

    assertThat(script.toString(StandardCharsets.UTF_8))
        .contains("complete -F _complete_auterity")
        .contains("decision")
        .contains("verify");
  }

  @Test
  void aSlipInACommandsOptionsIsToldByThatCommand() {
    assertThat(execute("apply")).isEqualTo(CliException.BAD_INPUT);

    assertThat(err.toString()).contains("'--file=FILE'").doesNotContain("unknown command");
  }

  private int execute(String... words) {
    CommandLine all = Main.commandLine(LAUNCHERS);
    return all.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
  }

  @Test
  void aCommandOfTheLaunchersMayStandInAGroupOfOurs() {
    CommandLine plugin =
        Objects.requireNonNull(
            Main.commandLine("plugin_check tell what is wrong").getSubcommands().get("plugin"));

    assertThat(plugin.getSubcommands()).containsKeys("check", "list");
  }
}
