package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.server.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Plans recorded calls again by the routes of a file. */
@Command(
    name = "replay",
    description = {
      "Plans recorded calls again by the routes of a file, and tells what they would have chosen,",
      "at what cost and latency, and what speaks against it.",
      "No provider is called, nothing is applied."
    })
final class RouteReplayCommand extends RemoteCommand.OfTenant {

  private static final String REPLAYS = "/api/v1/routes/replays";
  private static final double PERCENT = 100;
  private static final Duration LOOK = Duration.ofMillis(200);

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "YAML with routes; they stand in place of those of their ids.")
  private Path file = Path.of("");

  @Option(names = "--from", paramLabel = "TIME", description = "E.g. 7d, which is usual.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Now when absent.")
  private @Nullable String to;

  @Option(names = "--only", description = "The file's routes alone, not beside all others.")
  private boolean only;

  @Option(names = "--json", description = "The answer of the API instead.")
  private boolean json;

  @Override
  public Integer call() {
    ApiClient api = client();
    JsonNode replay =
        api.send("POST", REPLAYS + query(), "application/yaml", InputFile.bytes(file));
    String path = REPLAYS + "/" + replay.path("id").asString();
    while (replay.path("state").asString().equals("running")) {
      Pause.of(LOOK);
      replay = api.get(path);
    }
    if (json) {
      System.out.println(replay);
    } else {
      print(replay.path("result"));
    }
    return replay.path("state").asString().equals("done") ? 0 : 1;
  }

  private String query() {
    return "?only=" + only + UrlEncoding.parameter("from", from) + UrlEncoding.parameter("to", to);
  }

  private static void print(JsonNode result) {
    System.out.printf(
        "%s calls planned again, %s not readable; %s go elsewhere first, %s to no offer.%n",
        text(result, "calls"),
        text(result, "unread"),
        text(result, "moved"),
        text(result, "unserved"));
    for (JsonNode costs : result.path("costs")) {
      System.out.printf(
          "cost of %s calls: paid %s, expected %s, saved %s; of %s not known; besides, for attempts"
              + " that did not give the answer, %s%n",
          text(costs, "calls"),
          money(costs.path("paid")),
          money(costs.path("expected")),
          money(costs.path("saved")),
          text(costs, "unknown"),
          money(costs.path("besides")));
    }
    JsonNode latency = result.path("latency");
    System.out.printf(
        "latency p50 %s -> %s ms, p95 %s -> %s ms; of %s calls not known%n",
        text(latency, "p50BeforeMs"),
        text(latency, "p50Ms"),
        text(latency, "p95BeforeMs"),
        text(latency, "p95Ms"),
        text(latency, "unknown"));
    JsonNode failures = result.path("failures");
    System.out.printf(
        "first attempts that fail %s -> %s; of %s calls not known%n",
        share(failures.path("before")),
        share(failures.path("expected")),
        text(failures, "unknown"));
    table("offer", result.path("offers"));
    table("route", result.path("routes"));
    for (JsonNode breach : result.path("breaches")) {
      System.out.printf(
          "AGAINST route %s, which requires %s: %s calls go to %s%n",
          text(breach, "route"),
          text(breach, "required"),
          text(breach, "calls"),
          text(breach, "offer"));
    }
  }

  private static void table(String what, JsonNode shares) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(what, "before", "after"));
    shares.forEach(
        one -> rows.add(List.of(text(one, "id"), text(one, "before"), text(one, "after"))));
    TextTable.print(rows);
  }

  private static String share(JsonNode share) {
    return share.isNumber()
        ? String.format(Locale.ROOT, "%.1f %%", share.asDouble() * PERCENT)
        : "-";
  }

  private static String money(JsonNode money) {
    return text(money, "amount") + " " + text(money, "currency");
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("-");
  }
}
