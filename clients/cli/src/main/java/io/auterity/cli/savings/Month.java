package io.auterity.cli.savings;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.savings.RecordedAnswers.Row;
import io.auterity.cli.server.Pause;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The same calls under each set of routes, at a server that is there for nothing else. */
record Month(ApiClient api, SavingsExample example, RecordedAnswers answers, int times) {

  /** The sets of routes; the first is what the others are compared with. */
  static final List<String> POLICIES = List.of("one-model", "rules", "learned");

  private static final String HEAD = "triage-head";
  private static final int AT_ONCE = 6;
  private static final int LOOKS = 600;
  private static final Duration LOOK = Duration.ofMillis(500);

  /** What usage says of all calls, by rule, which agrees with the results. */
  SavingByRule saving(List<PolicyResult> results) {
    Map<String, BigDecimal> costs = new HashMap<>();
    results.forEach(one -> costs.put(one.policy(), one.cost()));
    return SavingByRule.agreeing(api, example.policies(), costs);
  }

  /** The result of a call. */
  private record Called(Row row, String call, String label, double millis) {}

  /** Applies the resources, stores the recordings and teaches the head. */
  void prepare() {
    api.post("/api/v1/apply", example.resources());
    for (String provider : answers.asked().getFirst().answers().keySet()) {
      List<ObjectNode> recordings = new ArrayList<>();
      for (Row row : answers.asked()) {
        RecordedAnswers.Recorded recorded = row.answers().get(provider);
        if (recorded != null) {
          recordings.add(
              body(row.id(), "label", recorded.label()).put("seconds", recorded.seconds()));
        }
      }
      store(provider, "recording", recordings);
    }
    List<ObjectNode> examples = new ArrayList<>();
    for (Row row : answers.taught()) {
      examples.add(body(row.id(), "label", row.label()).put("text", row.text()));
    }
    store(HEAD, "example", examples);
    awaitHead();
  }

  private static ObjectNode body(String id, String field, String value) {
    return ApiClient.mapper().createObjectNode().put("id", id).put(field, value);
  }

  private void store(String provider, String collection, List<ObjectNode> rows) {
    StringBuilder lines = new StringBuilder();
    for (ObjectNode row : rows) {
      ObjectNode document = ApiClient.mapper().createObjectNode();
      document.put("id", row.path("id").asString(""));
      row.remove("id");
      document.set("body", row);
      lines.append(document).append('\n');
    }
    api.send(
        "PUT",
        "/api/v1/providers/%s/documents/%s".formatted(provider, collection),
        "application/x-ndjson",
        lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void awaitHead() {
    String state = "";
    for (int i = 0; i < LOOKS; i++) {
      JsonNode head = api.get("/api/v1/providers/" + HEAD);
      state = head.path("state").asString("") + " " + head.path("reason").asString("");
      if (state.startsWith("connected")) {
        return;
      }
      Pause.of(LOOK);
    }
    throw CliException.failed("the head has learned nothing in five minutes: it is " + state);
  }

  /** All calls under all policies, one policy after the other. */
  List<PolicyResult> run(SavingsReport report) {
    Map<String, List<Called>> called = new HashMap<>();
    for (String policy : POLICIES) {
      called.put(policy, run(policy));
      report.ran(policy, answers.asked().size() * times);
    }
    UsageOfPolicies usage = awaitUsage();
    return POLICIES.stream()
        .map(each -> result(each, called.getOrDefault(each, List.of()), usage))
        .toList();
  }

  private List<Called> run(String policy) {
    List<Called> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Called>> calls = new ArrayList<>();
      for (int time = 0; time < times; time++) {
        for (Row row : answers.asked()) {
          String call = row.id() + "-" + time;
          calls.add(threads.submit(() -> call(policy, row, call)));
        }
      }
      for (Future<Called> call : calls) {
        all.add(call.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failed("interrupted");
    } catch (ExecutionException e) {
      throw CliException.failed("a call of %s failed: %s".formatted(policy, e.getCause()));
    }
    return all;
  }

  private Called call(String policy, Row row, String call) {
    ObjectNode input = ApiClient.mapper().createObjectNode().put("text", row.text());
    input.set("classes", example.classes());
    String labels = "policy=%s,sample=%s,call=%s".formatted(policy, row.id(), call);
    long began = System.nanoTime();
    JsonNode answer =
        api.post("/api/v1/call/ai.text.classify", input, Map.of("Auterity-Labels", labels));
    double millis = (System.nanoTime() - began) / 1e6;
    return new Called(row, call, answer.path("label").asString(""), millis);
  }

  // Decisions are written behind the calls, so that sums say nothing until all rows are there.
  private UsageOfPolicies awaitUsage() {
    int calls = answers.asked().size() * times * POLICIES.size();
    UsageOfPolicies usage = UsageOfPolicies.byRow(api);
    for (int i = 0; usage.asked().size() < calls; i++) {
      if (i == 20) {
        throw CliException.failed(
            "usage tells of %d of %d calls".formatted(usage.asked().size(), calls));
      }
      Pause.of(LOOK);
      usage = UsageOfPolicies.byRow(api);
    }
    return usage.compared(api);
  }

  private PolicyResult result(String policy, List<Called> calls, UsageOfPolicies usage) {
    List<Double> millis =
        calls.stream()
            .map(
                one -> {
                  Set<String> asked =
                      usage
                          .asked()
                          .getOrDefault(UsageOfPolicies.call(policy, one.call()), Set.of());
                  return one.millis() + 1_000 * one.row().secondsLeftOut(asked, example.speed());
                })
            .sorted()
            .toList();
    int right = (int) calls.stream().filter(one -> one.label().equals(one.row().label())).count();
    return new PolicyResult(
        policy,
        calls.size(),
        right,
        usage.costs().getOrDefault(policy, BigDecimal.ZERO),
        millis,
        usage.offers().getOrDefault(policy, Map.of()));
  }
}
