package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Options of commands that print the first page of a list: how much of it, and in which form. */
final class ListOptions {

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most, up to 100 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From then on: how long ago, e.g. 7d, or a time.")
  private @Nullable String since;

  @Mixin private final ListForm form = new ListForm();

  /** A path with these options and others in its query, by name and value; null leaves one out. */
  String path(String path, @Nullable String... others) {
    StringBuilder query = new StringBuilder(path + "?limit=" + limit);
    add(query, "since", since);
    for (int at = 0; at < others.length; at += 2) {
      add(query, others[at], others[at + 1]);
    }
    return query.toString();
  }

  private static void add(StringBuilder query, @Nullable String name, @Nullable String value) {
    if (value != null) {
      query.append('&').append(name).append('=').append(UrlEncoding.encoded(value));
    }
  }

  /** Prints what the API has there, or what is said when that is nothing. */
  void print(
      ApiClient api,
      String path,
      List<String> head,
      String none,
      Function<JsonNode, List<String>> row) {
    form.print(api.get(path).path("items"), head, none, row);
  }
}
