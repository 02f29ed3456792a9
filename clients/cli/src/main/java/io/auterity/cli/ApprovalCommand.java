package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands for budget approvals: list them, and withdraw one. */
final class ApprovalCommand {

  /** Prints them. */
  @Command(
      name = "approvals",
      description = {
        "Prints what was approved of budgets beyond the thresholds that ask, the latest first, and",
        "whether that is in force, over with its window, or withdrawn."
      })
  static final class Listing extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("id", "budget", "period", "amount", "state", "until", "by", "at", "reason");

    @Option(names = "--budget", description = "Of this budget alone.")
    private @Nullable String budget;

    @Option(names = "--state", description = "in_force, over or withdrawn; all without it.")
    private @Nullable String state;

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.printAll(
          client(),
          "/api/v1/limits/approvals?limit=500"
              + UrlEncoding.parameter("budget", budget)
              + UrlEncoding.parameter("state", state),
          HEAD,
          "Nothing was approved.",
          Listing::row);
      return 0;
    }

    private static List<String> row(JsonNode approval) {
      return List.of(
          text(approval, "id"),
          text(approval, "budget"),
          text(approval, "period"),
          approval.hasNonNull("amount")
              ? text(approval, "amount") + " " + text(approval, "currency")
              : "all",
          text(approval, "state"),
          text(approval, "until"),
          text(approval, "by"),
          text(approval, "at"),
          text(approval, "reason"));
    }

    private static String text(JsonNode approval, String field) {
      return approval.path(field).asString("-");
    }
  }

  /** Ends one. */
  @Command(
      name = "withdraw",
      description = {
        "Ends an approval before its window is over; what calls used under it stays used. Needs the",
        "grant control:budget.approve."
      })
  static final class Withdrawing extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "APPROVAL", description = "Its id, appr_…: ./auterity limit approvals")
    private String id = "";

    @Option(names = "--reason", description = "Why; kept with it.")
    private @Nullable String reason;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode();
      if (reason != null) {
        body.put("reason", reason);
      }
      JsonNode ended =
          client()
              .post(
                  "/api/v1/limits/approvals/%s/withdraw".formatted(UrlEncoding.encoded(id)), body);
      System.out.printf("Withdrew %s of budget %s.%n", id, ended.path("budget").asString());
      return 0;
    }
  }
}
