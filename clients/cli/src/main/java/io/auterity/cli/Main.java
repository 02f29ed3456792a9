package io.auterity.cli;

import io.auterity.cli.demo.DemoCommand;
import io.auterity.cli.exit.CliException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The command line's entry. Exit codes: 0 done, 1 failed, 2 bad input. */
@Command(
    name = "auterity",
    description = "One governed call path to every AI model, agent and developer service.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      ApplyCommand.class,
      CallCommand.class,
      RunCommand.class,
      SecretCommand.class,
      PluginCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    IExecutionExceptionHandler oneSentence =
        (exception, command, parsed) -> {
          if (exception instanceof CliException known) {
            command.getErr().println("auterity: " + known.getMessage());
            return known.exitCode();
          }
          throw exception;
        };
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(oneSentence)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
