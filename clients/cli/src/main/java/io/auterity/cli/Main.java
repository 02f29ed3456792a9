package io.auterity.cli;

import io.auterity.cli.demo.DemoCommand;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.savings.SavingsCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
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

  // By what one comes for. A command that the launcher has as its own stands in the last group.
  private static final Map<String, List<Class<?>>> GROUPS = groups();

  private static Map<String, List<Class<?>>> groups() {
    Map<String, List<Class<?>>> groups = new LinkedHashMap<>();
    groups.put(
        "Begin",
        List.of(
            DemoCommand.class, StatusCommand.class, OpenCommand.class, CompletionCommand.class));
    groups.put(
        "Resources",
        List.of(
            ApplyCommand.class,
            ResourceCommand.class,
            ImportCommand.class,
            SecretCommand.class,
            ProviderCommand.class,
            RouteCommand.class,
            LimitCommand.class,
            GuardrailCommand.class,
            PricesCommand.class,
            HeadCommand.class));
    groups.put(
        "Calls and runs",
        List.of(
            CallCommand.class,
            CapabilityCommand.class,
            RunCommand.class,
            RunApprovalCommand.class,
            EventCommand.class,
            TemplateCommand.class,
            WorkflowCommand.class,
            TriggerCommand.class,
            WebhookCommand.class,
            DecisionCommand.class,
            RehearseCommand.class,
            CacheCommand.class));
    groups.put(
        "Money and evidence",
        List.of(UsageCommand.class, SavingsCommand.class, AuditCommand.class));
    groups.put(
        "Tenants, keys and plugins",
        List.of(TenantCommand.class, KeyCommand.class, IssuerCommand.class, PluginCommand.class));
    return groups;
  }

  private static final int NAME_COLUMNS = 16;
  private static final int LINE_COLUMNS = 100;

  private Main() {}

  public static void main(String[] arguments) {
    String launchers = System.getProperty("auterity.launcher", "");
    System.exit(commandLine(launchers, asked(arguments)).execute(arguments));
  }

  // To read the options of all takes longer than most commands last.
  private static List<Class<?>> asked(String[] arguments) {
    List<Class<?>> asked =
        all().stream()
            .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
            .toList();
    return asked.isEmpty() || asked.contains(CompletionCommand.class) ? all() : asked;
  }

  private static List<Class<?>> all() {
    return GROUPS.values().stream().flatMap(List::stream).toList();
  }

  /** All commands. */
  static CommandLine commandLine(String launchers) {
    return commandLine(launchers, all());
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
    all.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Main::grouped);
    all.setExecutionExceptionHandler(Main::oneSentence).setCaseInsensitiveEnumValuesAllowed(true);
    IParameterExceptionHandler usual = all.getParameterExceptionHandler();
    all.setParameterExceptionHandler(
        (e, words) ->
            e instanceof UnmatchedArgumentException && unknown(all, words[0])
                ? unknown(all, List.of(words))
                : usual.handleParseException(e, words));
    versioned(all, System.getProperty("auterity.version", ""));
    launchers
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(own -> add(all, own[0], described(own[1])));
    return all;
  }

  private static void versioned(CommandLine command, String version) {
    command
        .getCommandSpec()
        .version("auterity " + (version.isEmpty() ? "of an unknown version" : version));
    command.getSubcommands().values().forEach(each -> versioned(each, version));
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

  private static boolean unknown(CommandLine all, String word) {
    return !word.startsWith("-") && !all.getSubcommands().containsKey(word);
  }

  private static int unknown(CommandLine all, List<String> words) {
    all.getErr().printf("auterity: unknown command '%s'.", words.getFirst());
    List<String> near = near(all, words);
    all.getErr().println(near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?");
    all.getErr().println();
    all.usage(all.getErr());
    return CliException.BAD_INPUT;
  }

  // Verbs stand behind what they are for here, and before it elsewhere: delete route triage.
  private static List<String> near(CommandLine all, List<String> words) {
    String verb = words.getFirst();
    String noun = words.size() > 1 ? words.get(1).replaceFirst("s$", "") : "";
    List<String> groups =
        all.getSubcommands().entrySet().stream()
            .filter(group -> group.getValue().getSubcommands().containsKey(verb))
            .map(Map.Entry::getKey)
            .toList();
    for (String group : List.of(noun, name(ResourceCommand.class))) {
      if (groups.contains(group)) {
        return List.of(group + " " + verb);
      }
    }
    return groups.size() == 1
        ? List.of(groups.getFirst() + " " + verb)
        : new UnmatchedArgumentException(all, List.of(verb)).getSuggestions();
  }

  /** The commands with what they do, by group; those of the launcher stand in a last one. */
  private static String grouped(Help help) {
    Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<Class<?>>> group : GROUPS.entrySet()) {
      Map<String, Help> of = new LinkedHashMap<>();
      group.getValue().stream()
          .map(Main::name)
          .filter(left::containsKey)
          .forEach(name -> of.put(name, left.remove(name)));
      text.append(section(group.getKey(), of));
    }
    return text.append(section("Server and build", left)).toString();
  }

  private static String section(String title, Map<String, Help> commands) {
    if (commands.isEmpty()) {
      return "";
    }
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.OFF),
            new Column(NAME_COLUMNS, 2, Overflow.SPAN),
            new Column(LINE_COLUMNS - NAME_COLUMNS, 1, Overflow.WRAP));
    commands.forEach((name, help) -> table.addRowValues(name, firstLine(help)));
    return "%n%s:%n%s".formatted(title, table);
  }

  private static String firstLine(Help help) {
    String[] lines = help.commandSpec().usageMessage().description();
    return lines.length == 0 ? "" : lines[0];
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }
}
