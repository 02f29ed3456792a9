package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every command tells of itself. */
class HelpTest {

  private static final Set<String> LISTS = Set.of("list", "starts", "versions", "deliveries");

  private final CommandLine all = Main.commandLine("");
  private final Map<List<String>, CommandLine> commands = new LinkedHashMap<>();

  HelpTest() {
    collect(List.of(), all);
  }

  private void collect(List<String> words, CommandLine command) {
    commands.put(words, command);
    command
        .getSubcommands()
        .forEach(
            (name, below) ->
                collect(Stream.concat(words.stream(), Stream.of(name)).toList(), below));
  }

  @Test
  void helpExplainsAndDoesNothing() {
    for (List<String> words : commands.keySet()) {
      for (String help : List.of("--help", "-h")) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
            all.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(words.stream(), Stream.of(help)).toArray(String[]::new));

        assertThat(code).as("%s %s", words, help).isZero();
        assertThat(out.toString()).startsWith("Usage: ");
        assertThat(err.toString()).isEmpty();
      }
    }
  }

  @Test
  void eachOptionAndArgumentSaysWhatItIs() {
    commands.forEach(
        (words, command) ->
            assertThat(command.getCommandSpec().args())
                .as("%s", words)
                .filteredOn(argument -> !argument.hidden())
                .allSatisfy(HelpTest::isDescribed));
  }

  private static void isDescribed(ArgSpec argument) {
    assertThat(String.join("", argument.description()))
        .as(argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
        .isNotBlank();
  }

  @Test
  void whatListsAlsoDoesSoForPrograms() {
    commands.forEach(
        (words, command) -> {
          if (!words.isEmpty() && LISTS.contains(words.getLast())) {
            assertThat(command.getCommandSpec().optionsMap()).as("%s", words).containsKey("--json");
          }
        });
  }
}
