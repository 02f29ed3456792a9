package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Approves that more of a budget is used. */
@Command(
    name = "approve",
    description = {
      "Lets calls use more of a budget than its threshold that asks lets, until its window ends:",
      "an amount beyond the threshold, or all of the cap. Needs the grant control:budget.approve."
    })
final class LimitApproveCommand extends RemoteCommand.OfTenant {

  @Parameters(paramLabel = "BUDGET", description = "Its id.")
  private String budget = "";

  @ArgGroup(multiplicity = "1")
  private HowMuch howMuch = new HowMuch();

  @Option(
      names = "--period",
      description = "Which of its windows, e.g. day; needed where several ask.")
  private @Nullable String period;

  @Option(names = "--reason", description = "Why; kept with the approval.")
  private @Nullable String reason;

  /** An amount, or all. */
  static final class HowMuch {
    @Option(names = "--amount", description = "How much beyond the threshold, e.g. 5.00.")
    private @Nullable String amount;

    @Option(names = "--all", description = "Up to the cap.")
    private boolean all;
  }

  @Override
  public Integer call() {
    JsonNode made = client().post("/api/v1/limits/budget/" + budget + "/approvals", body());
    System.out.printf(
        "Approved %s of budget %s until %s.%n",
        made.hasNonNull("amount")
            ? "%s %s more"
                .formatted(made.path("amount").asString(), made.path("currency").asString())
            : "all",
        budget,
        made.hasNonNull("until") ? made.path("until").asString() : "it is changed");
    return 0;
  }

  private ObjectNode body() {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    if (howMuch.amount != null) {
      body.put("amount", howMuch.amount);
    } else {
      body.put("all", howMuch.all);
    }
    if (period != null) {
      body.put("period", period);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    return body;
  }
}
