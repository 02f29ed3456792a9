package io.auterity.author;

import io.auterity.cli.exit.CliException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/**
 * The entry of the author's tools, which the launcher starts for {@code plugin check} and the like.
 * Exit codes: 0 done, 1 the file is not as it should be, 2 bad input.
 */
@Command(
    name = "plugin",
    customSynopsis = "./auterity plugin COMMAND [OPTIONS]",
    description = "Checks connector files and tries them, without a server.",
    mixinStandardHelpOptions = true,
    subcommands = {NewCommand.class, CheckCommand.class, TryCommand.class, TestCommand.class})
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExpandAtFiles(false) // @FILE is an input in JSON
        .setExecutionExceptionHandler(Main::oneSentence)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int oneSentence(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof CliException known) {
      command.getErr().println("auterity: " + known.getMessage());
      return known.exitCode();
    }
    throw e;
  }
}
