package io.auterity.cli.savings;

import io.auterity.cli.api.ApiClient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The savings report of a month: a table and a chart of bars, or one JSON object. */
record SavingsReport(PrintStream out) {

  private static final int BAR = 40;

  void ran(String policy, int calls) {
    out.printf("%s: %d calls made%n", policy, calls);
  }

  /** The table: a row for each policy. */
  void print(List<PolicyResult> results) {
    PolicyResult first = results.getFirst();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "policy", "calls", "cost USD", "saving", "accuracy", "p50 ms", "p95 ms", "answers by"));
    for (PolicyResult one : results) {
      rows.add(
          List.of(
              one.policy(),
              String.valueOf(one.calls()),
              one.cost().stripTrailingZeros().toPlainString(),
              figure("%.1f %%", one.saving(first)),
              figure("%.3f", one.accuracy()),
              figure("%.0f", one.percentile(50)),
              figure("%.0f", one.percentile(95)),
              offers(one.answered())));
    }
    lines(rows);
    out.println();
    bars(results);
  }

  /** The same calls from the baseline to what was settled, rule by rule. */
  void print(SavingByRule saving) {
    out.println();
    lines(saving.table().rows());
    saving.table().notes().forEach(out::println);
  }

  private void lines(List<List<String>> rows) {
    rows.forEach(row -> out.println(line(row, rows)));
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      int column = i;
      int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      line.append(row.get(i)).append(" ".repeat(2 + width - row.get(i).length()));
    }
    return line.toString().stripTrailing();
  }

  private static String offers(Map<String, Integer> answered) {
    return answered.entrySet().stream()
        .map(each -> "%s %d".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void bars(List<PolicyResult> results) {
    double most = results.stream().mapToDouble(one -> one.cost().doubleValue()).max().orElse(1);
    for (PolicyResult one : results) {
      int length = most <= 0 ? 0 : (int) Math.round(BAR * one.cost().doubleValue() / most);
      out.printf(
          Locale.ROOT,
          "%-10s %-40s %s USD, %.1f %% right%n",
          one.policy(),
          "#".repeat(length),
          one.cost().stripTrailingZeros().toPlainString(),
          100 * one.accuracy());
    }
  }

  /**
   * All figures as one object.
   *
   * @param recorded whether models gave the answers, and they are not made up
   */
  static String json(List<PolicyResult> results, SavingByRule saving, boolean recorded) {
    ObjectNode all = ApiClient.mapper().createObjectNode();
    all.put("recorded", recorded);
    all.set("saving", saving.figures());
    ArrayNode policies = all.putArray("policies");
    for (PolicyResult one : results) {
      ObjectNode policy = policies.addObject();
      policy.put("policy", one.policy()).put("calls", one.calls());
      policy.put("cost_usd", one.cost().stripTrailingZeros().toPlainString());
      policy.put("saving_percent", one.saving(results.getFirst()));
      policy.put("accuracy", one.accuracy());
      policy.put("p50_ms", one.percentile(50)).put("p95_ms", one.percentile(95));
      ObjectNode offers = policy.putObject("attempts");
      one.answered().forEach(offers::put);
    }
    return all.toString();
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
