package io.auterity.cli;

import io.auterity.cli.demo.DemoCommand;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.savings.SavingsCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line's entry. Exit codes: 0 done, 1 failed, 2 bad input. The launcher passes on every
 * command that is not its own, and names its own, so that one help lists all.
 */
@Command(
    name = "auterity",
    customSynopsis = "./auterity COMMAND [OPTIONS]",
    description = "One governed call path to every AI model, agent and developer service.",
    footer = {"", "Each command explains itself with --help."},
    mixinStandardHelpOptions = true)
public final class Main {

  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ApplyCommand.class,
          AuditCommand.class,
          CacheCommand.class,
          CallCommand.class,
          CapabilityCommand.class,
          DecisionCommand.class,
          GuardrailCommand.class,
          HeadCommand.class,
          ImportCommand.class,
          IssuerCommand.class,
          KeyCommand.class,
          LimitCommand.class,
          ResourceCommand.class,
          RouteCommand.class,
          RunCommand.class,
          SavingsCommand.class,
          SecretCommand.class,
          PricesCommand.class,
          UsageCommand.class,
          TriggerCommand.class,
          WebhookCommand.class,
          PluginCommand.class,
          ProviderCommand.class);

  private Main() {}

  public static void main(String[] arguments) {
    String launchers = System.getProperty("auterity.launcher", "");
    System.exit(commandLine(launchers, asked(arguments)).execute(arguments));
  }

  // To read the options of all takes longer than most commands last.
  private static List<Class<?>> asked(String[] arguments) {
    List<Class<?>> asked =
        COMMANDS.stream()
            .filter(
                command ->
                    arguments.length > 0
                        && command.getAnnotation(Command.class).name().equals(arguments[0]))
            .toList();
    return asked.isEmpty() ? COMMANDS : asked;
  }

  /** All commands. */
  static CommandLine commandLine(String launchers) {
    return commandLine(launchers, COMMANDS);
  }

  /**
   * Some commands of ours and those of the launcher.
   *
   * @param launchers commands of the launcher, one a line, each with what it does behind its name;
   *     {@code plugin_check} is one beside ours of {@code plugin}
   */
  private static CommandLine commandLine(String launchers, List<Class<?>> commands) {
    CommandLine all = new CommandLine(new Main());
    commands.forEach(all::addSubcommand);
    all.setExecutionExceptionHandler(Main::oneSentence).setCaseInsensitiveEnumValuesAllowed(true);
    IParameterExceptionHandler usual = all.getParameterExceptionHandler();
    all.setParameterExceptionHandler(
        (e, words) ->
            e instanceof UnmatchedArgumentException unmatched
                    && e.getCommandLine().getParent() == null
                ? unknown(all, unmatched.getUnmatched().getFirst())
                : usual.handleParseException(e, words));
    launchers
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(own -> add(all, own[0], described(own[1])));
    return all;
  }

  private static void add(CommandLine all, String name, CommandSpec command) {
    int inside = name.indexOf('_');
    CommandLine group = inside < 0 ? all : all.getSubcommands().get(name.substring(0, inside));
    if (group != null) { // else another one is asked for
      group.addSubcommand(name.substring(inside + 1), command);
    }
  }

  private static CommandSpec described(String what) {
    CommandSpec command = CommandSpec.create();
    command.usageMessage().description(what);
    return command;
  }

  private static int oneSentence(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof CliException known) {
      command.getErr().println("auterity: " + known.getMessage());
      return known.exitCode();
    }
    throw e;
  }

  private static int unknown(CommandLine all, String word) {
    all.getErr().printf("auterity: unknown command '%s'.%n%n", word);
    all.usage(all.getErr());
    return CliException.BAD_INPUT;
  }
}
