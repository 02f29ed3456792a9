package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
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

  /** Prints the items of all pages of a list; as JSON each page as it comes. */
  void printAll(
      ApiClient api,
      String path,
      List<String> head,
      String none,
      Function<JsonNode, List<String>> row) {
    if (json) {
      PageWalk.each(api, path, System.out::println);
      return;
    }
    List<JsonNode> items = new ArrayList<>();
    PageWalk.each(api, path, items::add);
    print(items, head, none, row);
  }

  /** The same with some of their fields, under the names of these. */
  void printAll(ApiClient api, String path, String none, String... fields) {
    printAll(api, path, List.of(fields), none, item -> TextTable.row(item, fields));
  }
}
