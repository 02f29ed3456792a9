package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells how a server and what a tenant has on it are. */
@Command(
    name = "status",
    description = {
      "Tells whether the server is ready, which one was asked with the key of which file, as which",
      "tenant this key acts, its providers that do not answer and its runs by state. Exit code 1",
      "when the server is not ready."
    })
final class StatusCommand extends RemoteCommand.OfTenant {

  private static final List<String> NONE = List.of("none");

  @Option(names = "--json", description = "One JSON object instead.")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode status = status(client());
    if (json) {
      System.out.println(status);
    } else {
      print(status);
    }
    return status.path("ready").asBoolean() ? 0 : CliException.FAILED;
  }

  private ObjectNode status(ApiClient api) {
    JsonNode session = session(api);
    ObjectNode status = ApiClient.mapper().createObjectNode();
    status
        .put("ready", api.succeeds("/health/ready"))
        .put("version", session.at("/server/version").asString("-"))
        .put("console", api.address().toString())
        .put("keyFile", keyFile().toString())
        .put("tenant", session.at("/tenant/name").asString("-"))
        .put("principal", session.at("/principal/name").asString("-"));
    status.set("gatewayPort", session.get("gatewayPort"));
    ObjectNode providers = status.putObject("providers");
    for (JsonNode one : api.get("/api/v1/providers").path("items")) {
      providers.withArray(one.path("state").asString("-")).add(one.path("id").asString());
    }
    status.set("runs", api.get("/api/v1/runs/counts").get("byState"));
    return status;
  }

  // Of several servers on a machine, the key may be another one's.
  private JsonNode session(ApiClient api) {
    try {
      return api.get("/api/v1/session");
    } catch (ApiException e) {
      throw new CliException(
          e.exitCode(),
          "%s; %s was asked with the key in %s"
              .formatted(e.getMessage(), api.address(), keyFile()));
    }
  }

  private static void print(JsonNode status) {
    tell(
        "server",
        "%s, version %s"
            .formatted(
                status.path("ready").asBoolean() ? "ready" : "not ready",
                status.path("version").asString()));
    tell("console", status.path("console").asString());
    tell("gateway", "port " + status.path("gatewayPort").asString("-"));
    tell("key file", status.path("keyFile").asString());
    tell(
        "tenant",
        "%s, as %s"
            .formatted(status.path("tenant").asString(), status.path("principal").asString()));
    tell("providers", list(providers(status.path("providers"))));
    tell("runs", list(runs(status.path("runs"))));
  }

  private static void tell(String what, String value) {
    System.out.printf("%-10s %s%n", what, value);
  }

  private static String list(List<String> told) {
    return String.join(", ", told.isEmpty() ? NONE : told);
  }

  private static List<String> providers(JsonNode byState) {
    return byState.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(state -> counted(state.getKey(), state.getValue()))
        .toList();
  }

  private static String counted(String state, JsonNode providers) {
    List<String> ids = providers.valueStream().map(JsonNode::asString).toList();
    String named = state.equals("connected") ? "" : " (" + String.join(", ", ids) + ")";
    return "%d %s%s".formatted(ids.size(), state, named);
  }

  private static List<String> runs(JsonNode byState) {
    return byState.properties().stream()
        .filter(state -> state.getValue().asInt(0) > 0)
        .map(state -> state.getValue().asInt() + " " + state.getKey())
        .toList();
  }
}
