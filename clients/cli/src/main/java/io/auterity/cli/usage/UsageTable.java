package io.auterity.cli.usage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.JsonNode;

/** Figures of usage as a table: a head, and a row for each, with a column for each unit. */
public record UsageTable(List<String> head, List<List<String>> rows) {

  private static final List<String> AMOUNTS =
      List.of("cost", "currency", "estimatedCost", "doubtfulCost");

  private static final List<String> COSTS =
      List.of("cost", "estimated_cost", "doubtful_cost", "saved");
  private static final List<String> TEXTS = List.of("currency", "price_lists", "unpriced");

  public UsageTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }

  /** Of figures as the API tells them. */
  public static UsageTable of(List<String> by, List<JsonNode> figures) {
    TreeSet<String> units = new TreeSet<>();
    figures.forEach(figure -> units.addAll(figure.path("quantities").propertyNames()));
    units.remove("calls");
    List<String> head = new ArrayList<>(by);
    head.add("calls");
    head.addAll(units);
    head.addAll(List.of("cost", "currency", "estimated_cost", "doubtful_cost"));
    head.addAll(List.of("price_lists", "unpriced", "saved"));
    return new UsageTable(head, figures.stream().map(one -> row(by, units, one)).toList());
  }

  private static List<String> row(List<String> by, TreeSet<String> units, JsonNode figure) {
    List<String> row = new ArrayList<>();
    by.forEach(name -> row.add(text(figure.path("group").path(name))));
    row.add(text(figure.path("calls")));
    units.forEach(unit -> row.add(text(figure.path("quantities").path(unit))));
    AMOUNTS.forEach(name -> row.add(text(figure.path(name))));
    row.add(joined(figure.path("priceLists")));
    row.add(joined(figure.path("unpriced")));
    row.add(text(figure.path("saved")));
    return row;
  }

  /** The names of what a row tells, in the order of {@link #row}. */
  public static final List<String> ROW_HEAD =
      List.of(
          "decision",
          "attempt",
          "at",
          "key",
          "principal",
          "capability",
          "offer",
          "owners",
          "labels",
          "quantities",
          "cost",
          "currency",
          "price_lists",
          "unpriced",
          "estimated",
          "doubtful",
          "saved",
          "shadow",
          "route");

  private static final List<String> NUMBERS = List.of("attempt", "cost", "saved");

  /** Those of {@link #ROW_HEAD} that are texts. */
  public static final List<String> ROW_TEXTS =
      ROW_HEAD.stream().filter(name -> !NUMBERS.contains(name)).toList();

  /** One row of usage as the API tells it; labels and quantities are JSON. */
  public static List<String> row(JsonNode line) {
    return List.of(
        text(line.path("decision")),
        text(line.path("attempt")),
        text(line.path("at")),
        text(line.path("key")),
        text(line.path("principal")),
        text(line.path("capability")),
        text(line.path("offer")),
        joined(line.path("owners")),
        line.path("labels").toString(),
        line.path("quantities").toString(),
        text(line.path("cost")),
        text(line.path("currency")),
        joined(line.path("priceLists")),
        joined(line.path("unpriced")),
        text(line.path("estimated")),
        text(line.path("doubtful")),
        text(line.path("saved")),
        text(line.path("shadow")),
        text(line.path("route")));
  }

  private static String joined(JsonNode list) {
    return String.join(
        "; ", StreamSupport.stream(list.spliterator(), false).map(UsageTable::text).toList());
  }

  static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "" : value.asString();
  }

  /** What stands in a column of a table or of {@link #ROW_HEAD}, by its name. */
  public static List<ParquetFile.Column> columns(List<String> head, List<String> texts) {
    return head.stream()
        .map(
            name ->
                new ParquetFile.Column(
                    name,
                    COSTS.contains(name)
                        ? ParquetFile.Kind.AMOUNT
                        : TEXTS.contains(name) || texts.contains(name)
                            ? ParquetFile.Kind.TEXT
                            : ParquetFile.Kind.COUNT))
        .toList();
  }

  /** A printer by RFC 4180. */
  public static CSVPrinter csv(Appendable out) throws IOException {
    return new CSVPrinter(out, CSVFormat.RFC4180);
  }
}
