package io.auterity.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Tells how the limits of the tenant stand, and approves that more of one is used. */
@Command(
    name = "limit",
    description = {
      "Tells how budgets and quotas stand, and approves more:",
      "./auterity limit list|approve|approvals|withdraw|settle"
    },
    subcommands = {
      LimitCommand.Standing.class,
      LimitApproveCommand.class,
      ApprovalCommand.Listing.class,
      ApprovalCommand.Withdrawing.class,
      LimitSettleCommand.class
    })
final class LimitCommand extends CommandGroup {

  LimitCommand() {
    super("limit list|approve|approvals|withdraw|settle");
  }

  /** Prints them. */
  @Command(
      name = "list",
      description = {
        "Prints each budget and quota: whose calls count under it, how much is used, held and left.",
        "What a crash left held counts as used until the window ends, or until it is settled.",
        "The forecast is what will be used by then at the pace since the window began; behind it",
        "stand the thresholds that are reached."
      })
  static final class Standing extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of(
            "limit",
            "scope",
            "period",
            "unit",
            "used",
            "held",
            "left",
            "cap",
            "forecast",
            "in force",
            "resets");

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.printAll(
          client(),
          "/api/v1/limits?limit=500",
          HEAD,
          "No budget and no quota: nothing limits what calls may spend.",
          Standing::row);
      return 0;
    }

    private static List<String> row(JsonNode limit) {
      return List.of(
          "%s %s".formatted(text(limit, "kind"), text(limit, "id")),
          text(limit, "scope"),
          text(limit, "period"),
          text(limit, "unit"),
          text(limit, "used"),
          text(limit, "held"),
          text(limit, "left"),
          text(limit, "cap"),
          limit.path("forecast").path("used").asString("-"),
          inForce(limit),
          text(limit, "resetsAt"));
    }

    private static String inForce(JsonNode limit) {
      List<String> acts = new ArrayList<>();
      for (JsonNode threshold : limit.path("thresholds")) {
        if (threshold.path("reached").asBoolean()) {
          acts.add("%s at %s".formatted(text(threshold, "act"), text(threshold, "at")));
        }
      }
      return acts.isEmpty() ? "-" : String.join(", ", acts);
    }

    private static String text(JsonNode limit, String field) {
      return limit.path(field).asString("-");
    }
  }
}
