package io.auterity.cli;

import io.auterity.cli.api.PageWalk;
import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells what caches of routes did, and forgets what they keep. */
@Command(
    name = "cache",
    description = "Tells what caches of routes did, and forgets what they keep.",
    subcommands = {CacheCommand.Stats.class, CacheCommand.Purge.class})
final class CacheCommand extends CommandGroup {

  private static final String PATH = "/api/v1/cache";

  CacheCommand() {
    super("cache stats or cache purge");
  }

  /** What they did. */
  @Command(
      name = "stats",
      description = "Prints hits, misses, what was saved and what is kept, by route.")
  static final class Stats extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("route", "hits", "shared", "similar", "misses", "saved", "entries", "bytes");

    @Option(names = "--json", description = "One JSON object on each line.")
    private boolean json;

    @Override
    public Integer call() {
      List<JsonNode> routes = new ArrayList<>();
      PageWalk.each(client(), PATH + "?limit=500", routes::add);
      if (json) {
        routes.forEach(System.out::println);
      } else if (routes.isEmpty()) {
        System.out.println("No route's cache was asked since the server started.");
      } else {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        routes.forEach(route -> rows.add(row(route)));
        TextTable.print(rows);
      }
      return 0;
    }

    private static List<String> row(JsonNode route) {
      List<String> row = new ArrayList<>();
      HEAD.forEach(
          name ->
              row.add(
                  name.equals("saved")
                      ? amounts(route.path(name))
                      : route.path(name).asString("")));
      return row;
    }

    private static String amounts(JsonNode saved) {
      return saved.isEmpty()
          ? "-"
          : StreamSupport.stream(saved.spliterator(), false)
              .map(one -> one.path("amount").asString("") + " " + one.path("currency").asString(""))
              .collect(Collectors.joining(", "));
    }
  }

  /** Forgets. */
  @Command(
      name = "purge",
      description = {
        "Forgets the tenant's answers, or those of one route, at all servers on the database.",
        "Needs the grant control:cache.purge."
      })
  static final class Purge extends RemoteCommand.OfTenant {

    @Option(names = "--route", paramLabel = "ID", description = "Only those of this route.")
    private @Nullable String route;

    @Override
    public Integer call() {
      String query = route == null ? "" : "?route=" + UrlEncoding.encoded(route);
      JsonNode done = client().delete(PATH + query);
      System.out.printf("%s answers are forgotten.%n", done.path("forgotten").asString("0"));
      return 0;
    }
  }
}
