package io.auterity.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The form in which a command prints a list: a table, or JSON for programs. */
final class ListForm {

  @Option(names = "--json", description = "One JSON object on each line instead.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Prints items below the heads of their rows, or what is said when there are none. */
  void print(
      Iterable<JsonNode> items,
      List<String> head,
      String none,
      Function<JsonNode, List<String>> row) {
    if (json) {
      items.forEach(System.out::println);
      return;
    }
    List<List<String>> rows = new ArrayList<>(List.of(head));
    items.forEach(item -> rows.add(row.apply(item)));
    TextTable.print(rows, none);
  }

  /** Prints items with some of their fields, under the names of these. */
  void print(Iterable<JsonNode> items, String none, String... fields) {
    print(items, List.of(fields), none, item -> TextTable.row(item, fields));
  }
}
