package io.auterity.cli;

import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells what routes could do better, by what their calls did. */
@Command(
    name = "recommendations",
    description = {
      "Tells what routes could do better, with the figures that say so:",
      "./auterity usage recommendations --days 30",
      "Only what enough calls show is told; amounts are exact."
    })
final class UsageRecommendationsCommand extends RemoteCommand.OfTenant {

  private static final String PATH = "/api/v1/usage/recommendations";

  private static final int MOST_DAYS = 90;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "How many of the last days are looked at, 1 to 90; 30 when absent.")
  private @Nullable Integer days;

  @Option(names = "--json", description = "All of it as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw CliException.badInput("--days is 1 to %d, not %d".formatted(MOST_DAYS, days));
    }
    String query = UrlEncoding.parameter("days", days == null ? null : days.toString());
    JsonNode told = client().get(query.isEmpty() ? PATH : PATH + "?" + query.substring(1));
    if (json) {
      System.out.println(told);
    } else if (told.path("items").isEmpty()) {
      System.out.printf(
          "The calls of the last %d days recommend nothing. Offers are compared from %d answers on,"
              + " and %d scores where it is about what they are worth.%n",
          told.path("days").asInt(0),
          told.path("enough").asInt(0),
          told.path("enoughScored").asInt(0));
    } else {
      told.path("items").forEach(UsageRecommendationsCommand::print);
    }
    return 0;
  }

  private static void print(JsonNode one) {
    System.out.printf("%s: %s.%n", text(one, "kind"), text(one, "finding"));
    JsonNode saving = one.path("saving");
    if (saving.isObject()) {
      System.out.printf(
          "  saves   %s %s a month%n", text(saving, "perMonth"), text(saving, "currency"));
    }
    for (JsonNode seen : one.path("evidence")) {
      System.out.println(("  " + evidence(seen)).stripTrailing());
    }
    System.out.printf("  to do   %s.%n", text(one, "action"));
  }

  private static String evidence(JsonNode seen) {
    JsonNode p50 = seen.path("p50Ms");
    JsonNode scores = seen.path("scores");
    return "seen    %s: %s answers, %s failed%s%s"
        .formatted(
            text(seen, "offer"),
            text(seen, "answers"),
            text(seen, "failed"),
            p50.isNumber() ? String.format(Locale.ROOT, ", p50 %.0f ms", p50.asDouble()) : "",
            scores.isObject()
                ? String.format(
                    Locale.ROOT,
                    ", mean of %s scores %.2f",
                    text(scores, "calls"),
                    scores.path("mean").asDouble())
                : "");
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("");
  }
}
