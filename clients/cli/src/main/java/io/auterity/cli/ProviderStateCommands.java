package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands for the health of providers: list them, and probe whether one answers. */
final class ProviderStateCommands {

  /** Lists providers. */
  @Command(
      name = "list",
      description = "Lists the tenant's providers, their states and why one does not answer.")
  static final class All extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of(
            "provider",
            "kind",
            "default",
            "connector",
            "state",
            "breaker",
            "grade",
            "p50 ms",
            "why");

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.print(
          client().get("/api/v1/providers").path("items"),
          HEAD,
          "There is no provider: ./auterity apply -f FILE makes one.",
          All::row);
      return 0;
    }

    private static List<String> row(JsonNode provider) {
      List<String> row = new ArrayList<>(TextTable.row(provider, "id", "kind"));
      row.add(provider.path("isDefault").asBoolean() ? "default" : "-");
      row.addAll(
          TextTable.row(
              provider, "connector", "state", "breaker/state", "grade", "p50Ms", "reason"));
      return row;
    }
  }

  /** Tries a provider. */
  @Command(
      name = "test",
      description = {
        "Has a provider as it is applied ask its vendor who it is, and tells what came back.",
        "Exit code 1 when a part of it does not answer."
      })
  static final class Probe extends RemoteCommand.OfTenant {

    private static final List<String> HEAD = List.of("part", "what", "state", "ms", "told");

    @Parameters(paramLabel = "NAME", description = "The provider.")
    private String name = "";

    @Option(names = "--json", description = "The answer of the API instead.")
    private boolean json;

    @Override
    public Integer call() {
      ApiClient api = client();
      ObjectNode draft = ApiClient.mapper().createObjectNode().put("id", name);
      draft.set(
          "spec", api.get("/api/v1/resources/provider/" + UrlEncoding.encoded(name)).path("spec"));
      JsonNode probed = api.post("/api/v1/providers/probe", draft);
      if (json) {
        System.out.println(probed);
      } else {
        print(probed);
      }
      return probed.has("failed") || probed.has("stopped") ? CliException.FAILED : 0;
    }

    private static void print(JsonNode probed) {
      List<List<String>> rows = new ArrayList<>(List.of(HEAD));
      probed
          .path("items")
          .forEach(part -> rows.add(TextTable.row(part, "part", "what", "state", "ms", "told")));
      TextTable.print(rows);
      if (probed.has("failed")) {
        System.out.println(probed.at("/failed/detail").asString(""));
      }
    }
  }
}
