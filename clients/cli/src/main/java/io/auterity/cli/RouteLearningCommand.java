package io.auterity.cli;

import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells what a route has learned, and how well that does beside its rules. */
@Command(
    name = "learning",
    description = {
      "Tells what a route with the strategy learned has learned, whether that decides, and how well",
      "it does beside the route's rules on calls that it was not learned from."
    })
final class RouteLearningCommand extends RemoteCommand.OfTenant {

  @Parameters(paramLabel = "ROUTE", description = "Id of the route.")
  private String route = "";

  @Option(names = "--json", description = "The answer of the API instead.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode answer = client().get("/api/v1/routes/" + UrlEncoding.encoded(route) + "/learning");
    if (json) {
      System.out.println(answer);
    } else {
      print(answer);
    }
    return 0;
  }

  private static void print(JsonNode answer) {
    System.out.printf(
        "%s: %s%n", answer.path("route").asString(""), answer.path("why").asString(""));
    System.out.printf(
        "%s of at least %s scored calls, version %s, %s of calls drawn%n",
        answer.path("calls").asString("0"),
        answer.path("needed").asString("0"),
        answer.path("version").asString("0"),
        percent(answer.path("explore")));
    offers(answer.path("offers"));
    JsonNode worth = answer.path("worth");
    if (worth.isObject()) {
      worth(worth, answer.path("regret"));
      calibration(answer.path("calibration"));
    }
  }

  private static void offers(JsonNode offers) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("offer", "scored", "score", "cost", "ms"));
    offers.forEach(
        one ->
            rows.add(
                List.of(
                    one.path("offer").asString(""),
                    one.path("calls").asString(""),
                    figure(one.path("score")),
                    one.path("cost").asString(""),
                    one.path("meanMs").asString(""))));
    if (rows.size() > 1) {
      TextTable.print(rows);
    }
  }

  private static void worth(JsonNode worth, JsonNode regret) {
    TextTable.print(
        List.of(
            List.of("a call, on held-out calls", "worth", "regret"),
            List.of("by the rules", figure(worth.path("rules")), figure(regret.path("rules"))),
            List.of(
                "by what was learned",
                figure(worth.path("learned")),
                figure(regret.path("learned"))),
            List.of("as it was asked", "", figure(regret.path("asked")))));
    System.out.printf(
        "gain %s, between %s and %s; %s calls at which both differ%n",
        figure(worth.path("gain")),
        figure(worth.path("gainLow")),
        figure(worth.path("gainHigh")),
        worth.path("differing").asString("0"));
  }

  private static void calibration(JsonNode calibration) {
    System.out.printf("calibration error %s%n", figure(calibration.path("error")));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("expected score", "calls", "expected", "given"));
    calibration
        .path("bins")
        .forEach(
            bin ->
                rows.add(
                    List.of(
                        "%s to %s"
                            .formatted(bin.path("from").asString(""), bin.path("to").asString("")),
                        bin.path("calls").asString(""),
                        figure(bin.path("expected")),
                        figure(bin.path("given")))));
    if (rows.size() > 1) {
      TextTable.print(rows);
    }
  }

  private static String figure(JsonNode number) {
    return String.format(Locale.ROOT, "%.4f", number.asDouble(0));
  }

  private static String percent(JsonNode share) {
    return Math.round(100 * share.asDouble(0)) + " %";
  }
}
