package io.auterity.cli.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A saving as a table: the baseline, a row for each rule, and what was settled.
 *
 * @param rows the head first
 * @param notes sentences about what the table does not tell
 */
public record SavingTable(List<List<String>> rows, List<String> notes) {

  private static final Map<String, String> KINDS =
      Map.of(
          "direct", "no route",
          "cache", "exact cache",
          "similar", "similar cache",
          "copies", "copies");

  public SavingTable {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** Of figures as the API tells them. */
  public static SavingTable of(JsonNode figures) {
    String currency = figures.path("currency").asString("");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("rule", "what", "calls", currency, "p50 ms"));
    rows.add(row("baseline", figures.path("baseline"), figures.path("calls"), "before", figures));
    figures.path("steps").forEach(step -> rows.add(step(step)));
    rows.add(row("settled", figures.path("none"), figures.path("calls"), "after", figures));
    List<String> notes = new ArrayList<>();
    notes.add(
        "Saved: %s %s, at %s."
            .formatted(
                figures.path("saved").asString(""), currency, joined(figures.path("priceLists"))));
    figures.path("leftOut").forEach(one -> notes.add(leftOut(one)));
    if (figures.path("estimated").asLong(0) > 0) {
      notes.add(
          "Estimated, since their vendors did not tell all they used: %s calls."
              .formatted(figures.path("estimated").asString("")));
    }
    return new SavingTable(rows, notes);
  }

  private static List<String> row(
      String name, JsonNode what, JsonNode calls, String amount, JsonNode figures) {
    return List.of(
        name,
        UsageTable.text(what),
        UsageTable.text(calls),
        figures.path(amount).asString(""),
        amount.equals("before") ? millis(figures) : "");
  }

  private static List<String> step(JsonNode step) {
    String change = step.path("change").asString("");
    return List.of(
        name(step),
        what(step),
        step.path("calls").asString(""),
        change.startsWith("-") || change.equals("0") ? change : "+" + change,
        millis(step));
  }

  private static String name(JsonNode step) {
    String kind = step.path("kind").asString("");
    String rule = step.path("rule").asString("");
    return kind.equals("service") ? "service " + rule : rule.isEmpty() ? named(kind) : rule;
  }

  private static String named(String kind) {
    return KINDS.getOrDefault(kind, kind);
  }

  private static String what(JsonNode step) {
    String offers =
        StreamSupport.stream(step.path("offers").spliterator(), false)
            .map(one -> one.path("offer").asString("") + " " + one.path("calls").asString(""))
            .collect(Collectors.joining(", "));
    String strategy = step.path("strategy").asString("");
    return strategy.isEmpty() || offers.isEmpty() ? offers : strategy + ": " + offers;
  }

  private static String millis(JsonNode of) {
    JsonNode millis = of.path("p50Ms");
    return millis.isNumber() ? String.format(Locale.ROOT, "%.0f", millis.asDouble()) : "";
  }

  private static String leftOut(JsonNode one) {
    String what = joined(one.path("what"));
    return "Left out: %s calls for %s %s, %s%s."
        .formatted(
            one.path("calls").asString(""),
            one.path("cost").asString(""),
            one.path("currency").asString(""),
            one.path("reason").asString("").replace('_', ' '),
            what.isEmpty() ? "" : " (" + what + ")");
  }

  /** Texts of a list, with commas between. */
  public static String joined(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(UsageTable::text)
        .collect(Collectors.joining(", "));
  }
}
