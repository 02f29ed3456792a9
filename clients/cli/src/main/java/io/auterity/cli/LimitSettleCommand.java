package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Settles what servers that have ended left held of a limit. */
@Command(
    name = "settle",
    description = {
      "Settles what a crash left held of a budget or quota to what the server had told that it used,",
      "at most some seconds before; the rest is free again. Calls of these seconds count no more:",
      "compare the vendor's invoice. Servers that live keep what they hold. Needs the grant",
      "control:limit.settle."
    })
final class LimitSettleCommand extends RemoteCommand.OfTenant {

  private static final List<String> HEAD =
      List.of("server", "window", "unsettled", "used", "returned");

  @Parameters(paramLabel = "LIMIT", description = "budget/ID or quota/ID.")
  private String limit = "";

  @Override
  public Integer call() {
    if (!limit.matches("(budget|quota)/[a-z0-9._-]{1,63}")) {
      throw CliException.badInput("say which: budget/ID or quota/ID, not '%s'".formatted(limit));
    }
    JsonNode made =
        client().post("/api/v1/limits/" + limit + "/settle", ApiClient.mapper().createObjectNode());
    if (made.path("settled").isEmpty()) {
      System.out.println("No server that has ended holds anything of it.");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    String unit = made.path("unit").asString();
    for (JsonNode lease : made.path("settled")) {
      rows.add(
          List.of(
              lease.path("server").asString(),
              lease.path("window").asString(),
              lease.path("unsettled").asString() + " " + unit,
              lease.path("used").asString() + " " + unit,
              lease.path("returned").asString() + " " + unit));
    }
    TextTable.print(rows);
    return 0;
  }
}
