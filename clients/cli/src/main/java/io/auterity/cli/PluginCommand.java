package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the server's plugins, makes it read their folder again, and installs connector files. */
@Command(
    name = "plugin",
    description =
        "Lists the server's plugins, makes it read their folder again, or installs connector"
            + " files.",
    subcommands = {
      PluginCommand.ListAll.class,
      PluginCommand.Evidence.class,
      PluginCommand.Reload.class,
      PluginVersionCommands.Install.class,
      PluginVersionCommands.Versions.class,
      PluginVersionCommands.Show.class,
      PluginVersionCommands.Diff.class,
      PluginVersionCommands.Rollback.class,
      PluginVersionCommands.Remove.class,
      PluginGrantCommand.class
    })
final class PluginCommand extends CommandGroup {

  PluginCommand() {
    super(
        "plugin list, evidence, reload, install, versions, show, diff, rollback,"
            + " remove or grant");
  }

  @Command(
      name = "list",
      description = "Prints each plugin with its version, its state and what it brings.")
  static final class ListAll extends RemoteCommand.OfTenant {

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      JsonNode items = client().get("/api/v1/plugins").path("items");
      if (form.json()) {
        items.forEach(System.out::println);
        return 0;
      }
      for (JsonNode plugin : items) {
        print(plugin, "state");
        plugin
            .path("connectors")
            .forEach(each -> System.out.println(ofConnector(each.asString(), plugin)));
      }
      return 0;
    }
  }

  private static String ofConnector(String id, JsonNode plugin) {
    String grades =
        plugin
            .path("proven")
            .valueStream()
            .filter(each -> each.path("connector").asString().equals(id))
            .flatMap(each -> each.path("operations").propertyStream())
            .map(each -> "%s %d".formatted(each.getKey(), each.getValue().asInt()))
            .collect(Collectors.joining(", "));
    return grades.isEmpty() ? "  " + id : "  %-22s %s".formatted(id, grades);
  }

  @Command(
      name = "evidence",
      description = {
        "Prints what was proven of each operation of a connector, and by which run. Operations of",
        "grade V0 are refused until a provider says unverified: true."
      })
  static final class Evidence extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "CONNECTOR", description = "E.g. gitea")
    private String connector = "";

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      JsonNode found =
          client()
              .get("/api/v1/capabilities/matrix")
              .path("connectors")
              .valueStream()
              .filter(each -> each.path("id").asString().equals(connector))
              .findFirst()
              .orElseThrow(
                  () ->
                      CliException.badInput(
                          "no plugin brings the connector '%s': plugin list tells all"
                              .formatted(connector)));
      form.print(
          found
              .path("operations")
              .valueStream()
              .filter(cell -> cell.path("evidence").isObject())
              .toList(),
          List.of("operation", "support", "grade", "result", "witness", "date"),
          "Nothing was proven of it.",
          Evidence::row);
      return 0;
    }

    private static List<String> row(JsonNode cell) {
      JsonNode proven = cell.path("evidence");
      return List.of(
          cell.path("capability").asString(),
          cell.path("support").asString(),
          proven.path("grade").asString(),
          proven.path("result").asString(),
          proven.path("witness").asString("-"),
          proven.path("date").asString("-"));
    }
  }

  @Command(
      name = "reload",
      description = {
        "Reads the folder of plugins again: loads what is new, swaps what has changed,",
        "unloads what is gone. Exit code 1 when one of them failed."
      })
  static final class Reload extends RemoteCommand.OfOperator {

    @Override
    public Integer call() {
      boolean failed = false;
      JsonNode nothing = ApiClient.mapper().createObjectNode();
      for (JsonNode plugin : client().post("/api/v1/plugins/reload", nothing).path("items")) {
        print(plugin, "result");
        failed |= plugin.path("result").asString().equals("failed");
      }
      return failed ? CliException.FAILED : 0;
    }
  }

  private static void print(JsonNode plugin, String outcome) {
    System.out.printf(
        "%-16s %-16s %s%n",
        plugin.path("id").asString(),
        plugin.path("version").asString(),
        plugin.path(outcome).asString());
    if (plugin.path("problem").isString()) {
      System.out.println("  " + plugin.path("problem").asString());
    }
  }
}
