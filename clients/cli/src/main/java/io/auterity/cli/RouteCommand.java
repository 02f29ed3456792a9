package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what routes do. */
@Command(
    name = "route",
    description =
        "Tells what routes would do with a call: ./auterity route test|replay|rollout|learning",
    subcommands = {
      RouteCommand.Test.class,
      RouteReplayCommand.class,
      RolloutCommand.class,
      RouteLearningCommand.class
    })
final class RouteCommand extends CommandGroup {

  RouteCommand() {
    super("route test, replay, rollout or learning");
  }

  /** Plans a call that is described. */
  @Command(
      name = "test",
      description = {
        "Plans a call without making it: which route takes it and why the others do not,",
        "who would be asked in which order at what expected cost, and who may not answer.",
        "E.g. ./auterity route test ai.chat.create --model fast --label team=claims"
      })
  static final class Test extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "CAPABILITY", description = "E.g. ai.chat.create")
    private String capability = "";

    @Option(names = "--model", description = "The model that the call asks for.")
    private @Nullable String model;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label of the call.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--data-class", description = "public to secret; the capability's when absent.")
    private @Nullable String dataClass;

    @Option(names = "--input", paramLabel = "TOKENS", description = "Estimated size of the input.")
    private @Nullable Long input;

    @Option(names = "--output", paramLabel = "TOKENS", description = "Limit of the output.")
    private @Nullable Integer output;

    @Option(names = "--ability", description = "What it needs: vision, tools, schema, audio.")
    private List<String> abilities = new ArrayList<>();

    @Option(names = "--at", paramLabel = "TIME", description = "When it is made; now when absent.")
    private @Nullable String at;

    @Option(names = "--json", description = "The answer of the API instead.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode answer = client().post("/api/v1/routes/test", described());
      if (json) {
        System.out.println(answer);
      } else {
        print(answer);
      }
      return answer.path("failure").isMissingNode() || answer.path("failure").isNull() ? 0 : 1;
    }

    private ObjectNode described() {
      ObjectNode call = ApiClient.mapper().createObjectNode();
      call.put("capability", capability);
      put(call, "model", model);
      put(call, "dataClass", dataClass);
      put(call, "at", at);
      if (input != null) {
        call.put("inputTokens", input);
      }
      if (output != null) {
        call.put("maxOutputTokens", output);
      }
      ObjectNode named = call.putObject("labels");
      labels.forEach(named::put);
      abilities.forEach(call.putArray("abilities")::add);
      return call;
    }

    private static void put(ObjectNode call, String name, @Nullable String value) {
      if (value != null) {
        call.put(name, value);
      }
    }

    private static void print(JsonNode answer) {
      JsonNode route = answer.path("route");
      System.out.println(
          route.path("id").asString("").isEmpty()
              ? "No route matches."
              : "%s v%s takes it, by %s. %s"
                  .formatted(
                      text(route, "id"),
                      text(route, "version"),
                      text(route, "strategy"),
                      text(route, "matched")));
      rows(answer.path("candidates"), Test::candidate);
      answer
          .path("exclusions")
          .forEach(
              one ->
                  System.out.printf(
                      "not %s: %s%n", offers(one.path("offers")), text(one, "detail")));
      answer
          .path("passed")
          .forEach(one -> System.out.printf("not by %s: %s%n", text(one, "id"), text(one, "why")));
      if (answer.path("failure").isObject()) {
        System.out.println(text(answer.path("failure"), "message"));
      }
    }

    private static void rows(JsonNode items, Function<JsonNode, List<String>> row) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("", "offer", "state", "score", "expected cost"));
      items.forEach(item -> rows.add(row.apply(item)));
      if (rows.size() > 1) {
        TextTable.print(rows);
      }
    }

    private static List<String> candidate(JsonNode one) {
      JsonNode cost = one.path("expectedCost");
      return List.of(
          text(one, "rank"),
          text(one, "offer"),
          text(one, "state") + (one.path("failing").asBoolean(false) ? ", fails ever more" : ""),
          text(one, "score"),
          cost.isObject() ? text(cost, "amount") + " " + text(cost, "currency") : "no price");
    }

    private static String offers(JsonNode offers) {
      List<String> all = new ArrayList<>();
      offers.forEach(one -> all.add(one.asString()));
      return String.join(", ", all);
    }

    private static String text(JsonNode of, String field) {
      return of.path(field).asString("-");
    }
  }
}
