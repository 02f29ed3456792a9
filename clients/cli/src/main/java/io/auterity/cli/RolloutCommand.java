package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells where the rollout of a route stands, and lets it be paused, go on or go back. */
@Command(
    name = "rollout",
    description = {
      "Tells how far a route has gone over to new offers, what they came to beside the old ones,",
      "how their answers compare, and why it went back. Ends with 1 when it did.",
      "./auterity route rollout ROUTE pause    keeps it at its step",
      "./auterity route rollout ROUTE resume   lets it go on; anew with its first step after a"
          + " stop",
      "./auterity route rollout ROUTE advance  goes to the next step, or to that of --to, at once",
      "./auterity route rollout ROUTE stop     lets all calls go back to the old offers"
    })
final class RolloutCommand extends RemoteCommand.OfTenant {

  private static final int SECONDS = 60;
  private static final List<String> ACTS = List.of("pause", "resume", "advance", "stop");

  @Parameters(index = "0", paramLabel = "ROUTE", description = "Id of the route.")
  private String route = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACT",
      description = "pause, resume, advance or stop; only tells when absent.")
  private @Nullable String act;

  @Option(
      names = "--to",
      paramLabel = "STEP",
      description = "The step to advance to; the first is 1.")
  private @Nullable Integer to;

  @Option(names = "--reason", description = "Why it is paused or stopped.")
  private @Nullable String reason;

  @Option(names = "--json", description = "The answer of the API instead.")
  private boolean json;

  @Override
  public Integer call() {
    check();
    String path = "/api/v1/routes/" + UrlEncoding.encoded(route) + "/rollout";
    JsonNode answer = act == null ? client().get(path) : client().post(path + "/" + act, body());
    if (json) {
      System.out.println(answer);
    } else {
      print(answer);
    }
    return isStopped(answer) && !"stop".equals(act) ? 1 : 0;
  }

  private void check() {
    if (act != null && !ACTS.contains(act)) {
      throw CliException.badInput(
          "say what to do with it: %s; not '%s'".formatted(String.join(", ", ACTS), act));
    }
    if (to != null && !"advance".equals(act)) {
      throw CliException.badInput("--to is the step to advance to: route rollout ROUTE advance");
    }
    if (reason != null && !"pause".equals(act) && !"stop".equals(act)) {
      throw CliException.badInput("--reason is why a rollout is paused or stopped");
    }
  }

  private ObjectNode body() {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    if (to != null) {
      body.put("to", to);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    return body;
  }

  private static boolean isStopped(JsonNode answer) {
    return answer.path("stopped").isString();
  }

  private static void print(JsonNode answer) {
    System.out.printf(
        "%s v%s goes over to %s%n",
        text(answer, "route"), text(answer, "version"), words(answer.path("to")));
    if (text(answer, "state").equals("paused")) {
      String reason = text(answer, "reason");
      System.out.printf(
          "It is paused by %s%s.%n", text(answer, "by"), reason.equals("-") ? "" : ": " + reason);
    }
    System.out.println(
        isStopped(answer)
            ? "It went back: %s%s.".formatted(text(answer, "stopped"), by(answer))
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

  private static String by(JsonNode answer) {
    return answer.path("by").isString() ? " (%s)".formatted(text(answer, "by")) : "";
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
