package io.auterity.cli;

import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells where the rollout of a route stands. */
@Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    description = {
      "Tells how far a route has gone over to new offers, what they came to beside the old ones,",
      "how their answers compare, and why it went back. Ends with 1 when it did."
    })
final class RolloutCommand implements Callable<Integer> {

  private static final int SECONDS = 60;

  @Parameters(paramLabel = "ROUTE", description = "Id of the route.")
  private String route = "";

  @Option(names = "--json", description = "The answer of the API instead.")
  private boolean json;

  @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

  @Override
  public Integer call() {
    JsonNode answer =
        connection.client().get("/api/v1/routes/" + UrlEncoding.encoded(route) + "/rollout");
    if (json) {
      System.out.println(answer);
    } else {
      print(answer);
    }
    return isStopped(answer) ? 1 : 0;
  }

  private static boolean isStopped(JsonNode answer) {
    return answer.path("stopped").isString();
  }

  private static void print(JsonNode answer) {
    System.out.printf(
        "%s v%s goes over to %s%n",
        text(answer, "route"), text(answer, "version"), words(answer.path("to")));
    System.out.println(
        isStopped(answer)
            ? "It went back: " + text(answer, "stopped") + "."
            : "Step %s of %d, %s of calls, since %d minutes; %s of %s attempts judged."
                .formatted(
                    text(answer, "step"),
                    answer.path("steps").size(),
                    percent(answer.path("share")),
                    answer.path("stepSeconds").asLong() / SECONDS,
                    text(answer, "judged"),
                    text(answer, "calls")));
    TextTable.print(
        List.of(
            List.of("", "attempts", "failed", "mean ms", "mean cost"),
            row("new", answer, "fresh"),
            row("old", answer, "old")));
    if (answer.path("shadow").isObject()) {
      print(answer.path("shadow"), answer.path("shadow").path("likeness"));
    }
  }

  private static void print(JsonNode shadow, JsonNode likeness) {
    System.out.printf(
        "copies of %s of calls: %s made, %s answered; of %s compared %s agree, likeness %s%n",
        percent(shadow.path("share")),
        text(shadow, "made"),
        text(shadow, "answered"),
        text(shadow, "compared"),
        text(shadow, "agreed"),
        likeness.isNumber() ? String.format(Locale.ROOT, "%.2f", likeness.asDouble()) : "-");
  }

  private static List<String> row(String name, JsonNode answer, String side) {
    JsonNode of = answer.path(side);
    String cost = text(of, "meanCost");
    return List.of(
        name,
        text(of, "attempts"),
        text(of, "failed"),
        text(of, "meanMs"),
        cost.equals("-") ? cost : (cost + " " + answer.path("currency").asString("")).strip());
  }

  private static String percent(JsonNode share) {
    return String.format(Locale.ROOT, "%.0f%%", share.asDouble() * 100);
  }

  private static String words(JsonNode items) {
    List<String> all = new ArrayList<>();
    items.forEach(one -> all.add(one.asString()));
    return String.join(", ", all);
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("-");
  }
}
