package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the names that may stand behind the words of a command; none where they are not known. */
@Command(
    name = "names",
    description = "Prints the names that may follow, one a line, as the running server has them.")
final class CompletionNames extends RemoteCommand.OfTenant {

  /**
   * Where names are asked for and the field that holds them.
   *
   * @param path of the API
   */
  private record Source(String path, String field) {

    static Source ofIds(String path) {
      return new Source(path, "id");
    }
  }

  private static final String PROVIDERS = "/api/v1/providers";

  // Of a list of these each has an id.
  private static final Map<String, String> PATH_OF_LABEL =
      Map.of(
          "WORKFLOW", "/api/v1/workflows",
          "PROVIDER", PROVIDERS,
          "CAPABILITY", "/api/v1/capabilities",
          "CONNECTOR", "/api/v1/capabilities/matrix",
          "RUN", "/api/v1/runs?limit=50",
          "DECISION", "/api/v1/decisions?limit=20");

  // What a command is about tells what its id or name is of.
  private static final Map<String, String> PATH_OF_GROUP =
      Map.of(
          "provider", PROVIDERS,
          "trigger", "/api/v1/triggers",
          "webhook", "/api/v1/webhooks",
          "key", "/api/v1/keys",
          "route", "/api/v1/resources/route",
          "guardrail", "/api/v1/resources/guardrail",
          "call", PROVIDERS,
          "plugin", "/api/v1/plugins");

  private static final List<String> GENERAL = List.of("ID", "NAME");

  // The shell expands what it completes with: a name such as a$(touch x) would be run.
  private static final Pattern SHELL_SAFE = Pattern.compile("[\\w.:/@+-]+");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "The words of the command so far, behind --.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    try {
      source().ifPresent(this::print);
    } catch (CliException e) {
      return 0; // A shell that completes prints nothing.
    }
    return 0;
  }

  private Optional<Source> source() {
    CommandLine command = spec.root().commandLine();
    List<String> rest = new ArrayList<>(words);
    String group = rest.isEmpty() ? "" : rest.getFirst();
    CommandLine below = rest.isEmpty() ? null : command.getSubcommands().get(rest.getFirst());
    while (below != null) {
      command = below;
      rest.removeFirst();
      below = rest.isEmpty() ? null : command.getSubcommands().get(rest.getFirst());
    }
    CommandSpec asked = command.getCommandSpec();
    if (group.equals("resource")) {
      return ofResource(rest);
    }
    return argument(asked, rest).flatMap(argument -> of(argument, group));
  }

  // resource get KIND ID
  private static Optional<Source> ofResource(List<String> rest) {
    return switch (rest.size()) {
      case 0 -> Optional.of(new Source("/api/v1/resources", "kind"));
      case 1 -> Optional.of(Source.ofIds("/api/v1/resources/" + rest.getFirst()));
      default -> Optional.empty();
    };
  }

  /** The argument that stands next: the value of an option, or a parameter. */
  private static Optional<ArgSpec> argument(CommandSpec command, List<String> rest) {
    OptionSpec option = rest.isEmpty() ? null : command.findOption(rest.getLast());
    if (option != null && option.arity().max() > 0) {
      return Optional.of(option);
    }
    int at = 0;
    for (int i = 0; i < rest.size(); i++) {
      OptionSpec before = command.findOption(rest.get(i));
      if (before == null) {
        at++;
      } else if (before.arity().max() > 0) {
        i++;
      }
    }
    int next = at;
    return command.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(next))
        .map(parameter -> (ArgSpec) parameter)
        .findFirst();
  }

  private static Optional<Source> of(ArgSpec argument, String group) {
    String label = argument.paramLabel();
    boolean provider = argument instanceof OptionSpec option && names(option, "--provider");
    boolean workflow = argument instanceof OptionSpec option && names(option, "--workflow");
    String asked = provider ? "PROVIDER" : workflow ? "WORKFLOW" : label;
    String path = PATH_OF_LABEL.get(asked);
    return Optional.ofNullable(
            path != null ? path : GENERAL.contains(label) ? PATH_OF_GROUP.get(group) : null)
        .map(Source::ofIds);
  }

  private static boolean names(OptionSpec option, String name) {
    return Stream.of(option.names()).anyMatch(name::equals);
  }

  private void print(Source source) {
    var told = client().get(source.path());
    var items = told.has("items") ? told.path("items") : told.path("connectors");
    items
        .valueStream()
        .map(item -> item.path(source.field()).asString(""))
        .filter(name -> SHELL_SAFE.matcher(name).matches())
        .distinct()
        .forEach(System.out::println);
  }
}
