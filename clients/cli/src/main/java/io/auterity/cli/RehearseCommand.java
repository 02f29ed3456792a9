package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rehearses an outage of a provider. */
@Command(
    name = "rehearse",
    description = {
      "Rehearses an outage: takes a provider away from calls that carry a label, or from one run,",
      "and tells where they went. It ends by itself; the provider's own health hears nothing of it.",
      "Waits for the end and for calls under way, a minute at most. Exit code 1 when a call was not",
      "answered, or none came. Needs the grant",
      "control:provider.rehearse."
    })
final class RehearseCommand extends RemoteCommand.OfTenant {

  private static final List<String> HEAD = List.of("route", "went to", "calls", "p50 ms");
  private static final List<String> LOST = List.of("route", "code", "calls");
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,3})(s|m)");
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final String PATH = "/api/v1/rehearsals/";

  /** Looks after the end at which no further call has ended. */
  private static final int SETTLED = 2;

  private static final int MOST_LOOKS = 30;

  @Parameters(paramLabel = "PROVIDER", description = "Id of the provider.")
  private String provider = "";

  @Option(names = "--for", paramLabel = "TIME", description = "10s to 5m; 60s when absent.")
  private String length = "60s";

  @Option(names = "--silent", description = "It does not answer, instead of failing at once.")
  private boolean silent;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Take it from the calls of this run instead of labelled calls.")
  private @Nullable String run;

  @Option(names = "--detach", description = "Do not wait; print its id and its label.")
  private boolean detach;

  @Option(names = "--json", description = "The result as JSON instead.")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    body.put("fault", silent ? "silent" : "unavailable").put("seconds", seconds());
    if (run != null) {
      body.put("run", run);
    }
    ApiClient api = client();
    JsonNode begun =
        api.post("/api/v1/providers/%s/rehearsals".formatted(UrlEncoding.encoded(provider)), body);
    if (detach) {
      System.out.println(json ? begun : words(begun));
      return 0;
    }
    System.err.println(words(begun));
    JsonNode report = ended(api, begun);
    if (json) {
      System.out.println(report);
    } else {
      print(report);
    }
    long asked = report.path("asked").asLong();
    if (asked == 0) {
      System.err.println("No call came, so nothing is known: send some with its label meanwhile.");
    }
    return asked > 0 && asked == report.path("answered").asLong() ? 0 : CliException.FAILED;
  }

  private int seconds() {
    Matcher said = LENGTH.matcher(length);
    if (!said.matches()) {
      throw CliException.badInput("--for is a time from 10s to 5m, not '%s'".formatted(length));
    }
    return Integer.parseInt(said.group(1)) * (said.group(2).equals("m") ? 60 : 1);
  }

  private static String words(JsonNode begun) {
    String whose =
        begun.has("run")
            ? "the calls of " + begun.path("run").asString()
            : "calls with the header 'auterity-labels: %s'"
                .formatted(begun.path("label").asString());
    return "%s is taken away from %s until %s (%s)."
        .formatted(
            begun.path("provider").asString(),
            whose,
            begun.path("until").asString(),
            begun.path("id").asString());
  }

  // Calls that its end releases have no decision yet, nor have those that go on for long.
  private static JsonNode ended(ApiClient api, JsonNode begun) {
    String id = begun.path("id").asString();
    JsonNode report = api.get(PATH + UrlEncoding.encoded(id));
    int still = 0;
    for (int looks = 0; still < SETTLED && looks < MOST_LOOKS; ) {
      Pause.of(EVERY);
      JsonNode next = look(api, id, report);
      if (next.at("/rehearsal/endedBy").isString()) {
        looks++;
        still = next.path("asked").equals(report.path("asked")) ? still + 1 : 0;
      }
      report = next;
    }
    return report;
  }

  // Others may read many decisions just now.
  private static JsonNode look(ApiClient api, String id, JsonNode known) {
    try {
      return api.get(PATH + UrlEncoding.encoded(id));
    } catch (ApiException e) {
      if (e.code().equals("saturated") || e.code().equals("unavailable")) {
        return known;
      }
      throw e;
    }
  }

  private static void print(JsonNode report) {
    System.out.printf(
        "%d asked, %d answered, %d refused, %d failed, %d in doubt, %d repeated; ended by %s%n",
        report.path("asked").asLong(),
        report.path("answered").asLong(),
        report.path("refused").asLong(),
        report.path("failed").asLong(),
        report.path("inDoubt").asLong(),
        report.path("repeated").asLong(),
        report.at("/rehearsal/endedBy").asString());
    table(report.path("bends"), HEAD, "route", "offer", "calls", "p50Ms");
    table(report.path("failures"), LOST, "route", "code", "calls");
    if (report.path("spared").asLong() > 0) {
      System.out.printf(
          "%d writes went on that a real silence may leave in doubt.%n",
          report.path("spared").asLong());
    }
    if (report.path("truncated").asBoolean()) {
      System.out.println("The tenant had more calls in that time than are counted.");
    }
  }

  private static void table(JsonNode items, List<String> head, String... fields) {
    if (items.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>(List.of(head));
    items.forEach(item -> rows.add(TextTable.row(item, fields)));
    TextTable.print(rows);
  }
}
