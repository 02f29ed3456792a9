package io.auterity.cli.savings;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.SavingTable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The savings by rule: what the server's usage says that calls cost less than at its baseline, as
 * the console's usage page shows it.
 *
 * @param figures as {@code GET /api/v1/usage/savings} tells them
 */
record SavingByRule(JsonNode figures) {

  /**
   * Asks for them, and compares them with what each policy cost.
   *
   * @param policies the policy of each route
   * @param costs by policy, as usage has them
   * @throws CliException when they differ by however little, or leave calls out
   */
  static SavingByRule agreeing(
      ApiClient api, Map<String, String> policies, Map<String, BigDecimal> costs) {
    JsonNode figures = api.get("/api/v1/usage/savings").path("figures");
    if (!figures.isObject()) {
      throw CliException.failed("the server knows no baseline: prices.yaml must name one");
    }
    if (!figures.path("leftOut").isEmpty()) {
      throw CliException.failed("the saving leaves calls out: " + figures.path("leftOut"));
    }
    Map<String, BigDecimal> byRule = new TreeMap<>();
    BigDecimal left = amount(figures, "before");
    for (JsonNode step : figures.path("steps")) {
      left = left.add(amount(step, "change"));
      String policy = policies.getOrDefault(step.path("rule").asString(""), "no policy");
      byRule.merge(policy, amount(step, "after"), BigDecimal::add);
    }
    agree("the way down from the baseline", left, amount(figures, "after"));
    costs.forEach(
        (policy, cost) ->
            agree("the saving of " + policy, byRule.getOrDefault(policy, BigDecimal.ZERO), cost));
    BigDecimal all = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    agree("the saving of all policies", amount(figures, "after"), all);
    return new SavingByRule(figures);
  }

  private static void agree(String what, BigDecimal one, BigDecimal other) {
    if (one.compareTo(other) != 0) {
      throw CliException.failed("%s ends at %s, usage says %s".formatted(what, one, other));
    }
  }

  private static BigDecimal amount(JsonNode of, String field) {
    return new BigDecimal(of.path(field).asString("0"));
  }

  /** As rows to print. */
  SavingTable table() {
    return SavingTable.of(figures);
  }
}
