package io.auterity.cli.savings;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The usage of calls by policy, as the server says: added up by itself, and row by row.
 *
 * @param costs by policy
 * @param offers number of attempts, by policy and offer
 * @param asked offers that were asked, by policy and call
 */
record UsageOfPolicies(
    Map<String, BigDecimal> costs,
    Map<String, Map<String, Integer>> offers,
    Map<String, Set<String>> asked,
    int rows) {

  /** What identifies a call among those of all policies. */
  static String call(String policy, String number) {
    return policy + "/" + number;
  }

  /**
   * The same, compared with what the server adds up by itself.
   *
   * @throws CliException when they differ by however little
   */
  UsageOfPolicies compared(ApiClient api) {
    Map<String, BigDecimal> added = new TreeMap<>();
    api.get("/api/v1/usage?by=label:policy")
        .path("items")
        .forEach(
            figure ->
                added.merge(
                    figure.path("group").path("label:policy").asString(""),
                    new BigDecimal(figure.path("cost").asString("0")),
                    BigDecimal::add));
    for (Map.Entry<String, BigDecimal> policy : costs.entrySet()) {
      BigDecimal sum = added.getOrDefault(policy.getKey(), BigDecimal.ZERO);
      if (sum.compareTo(policy.getValue()) != 0) {
        throw CliException.failed(
            "usage of %s adds up to %s, its rows to %s"
                .formatted(policy.getKey(), sum, policy.getValue()));
      }
    }
    return this;
  }

  /** Added up from its rows. */
  static UsageOfPolicies byRow(ApiClient api) {
    UsageOfPolicies all = new UsageOfPolicies(new TreeMap<>(), new TreeMap<>(), new HashMap<>(), 0);
    int rows = 0;
    String cursor = "";
    do {
      JsonNode page = api.get("/api/v1/usage/rows?limit=200" + cursor);
      page.path("items").forEach(all::add);
      rows += page.path("items").size();
      String next = page.path("next").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return new UsageOfPolicies(all.costs, all.offers, all.asked, rows);
  }

  private void add(JsonNode row) {
    String policy = row.path("labels").path("policy").asString("");
    String offer = row.path("offer").asString("");
    costs.merge(policy, new BigDecimal(row.path("cost").asString("0")), BigDecimal::add);
    offers.computeIfAbsent(policy, of -> new TreeMap<>()).merge(offer, 1, Integer::sum);
    String call = call(policy, row.path("labels").path("call").asString(""));
    asked.computeIfAbsent(call, of -> new TreeSet<>()).add(List.of(offer.split("/", 2)).getFirst());
  }
}
