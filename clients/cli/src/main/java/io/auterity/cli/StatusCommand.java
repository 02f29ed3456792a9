package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Tells how a server and what a tenant has on it are. */
@Command(
    name = "status",
    description = {
      "Tells whether the server is ready, as which tenant this key acts, its providers that do not",
      "answer and its runs by state. Exit code 1 when the server is not ready."
    })
final class StatusCommand extends RemoteCommand.OfTenant {

  @Override
  public Integer call() {
    ApiClient api = client();
    JsonNode session = api.get("/api/v1/session");
    boolean ready = api.succeeds("/health/ready");
    tell(
        "server",
        "%s, version %s"
            .formatted(ready ? "ready" : "not ready", session.at("/server/version").asString("-")));
    tell("console", api.address().toString());
    tell("gateway", "port " + session.path("gatewayPort").asString("-"));
    tell(
        "tenant",
        "%s, as %s"
            .formatted(
                session.at("/tenant/name").asString("-"),
                session.at("/principal/name").asString("-")));
    tell("providers", counted(api.get("/api/v1/providers").path("items")));
    tell("runs", counts(api.get("/api/v1/runs/counts").path("byState")));
    return ready ? 0 : CliException.FAILED;
  }

  private static void tell(String what, String value) {
    System.out.printf("%-10s %s%n", what, value);
  }

  private static String counted(JsonNode providers) {
    Map<String, List<String>> byState = new TreeMap<>();
    providers.forEach(
        one ->
            byState
                .computeIfAbsent(one.path("state").asString("-"), state -> new ArrayList<>())
                .add(one.path("id").asString()));
    List<String> told = new ArrayList<>();
    byState.forEach(
        (state, ids) ->
            told.add(
                "%d %s%s"
                    .formatted(
                        ids.size(),
                        state,
                        state.equals("connected") ? "" : " (" + String.join(", ", ids) + ")")));
    return told.isEmpty() ? "none" : String.join(", ", told);
  }

  private static String counts(JsonNode byState) {
    List<String> told = new ArrayList<>();
    byState
        .properties()
        .forEach(
            state -> {
              if (state.getValue().asInt(0) > 0) {
                told.add(state.getValue().asInt() + " " + state.getKey());
              }
            });
    return told.isEmpty() ? "none" : String.join(", ", told);
  }
}
