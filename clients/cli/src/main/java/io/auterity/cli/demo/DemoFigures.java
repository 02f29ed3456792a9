package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import io.auterity.cli.run.RunSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures of a demo run, counted from what the system holds.
 *
 * @param issues of this run, counted in the tracker
 * @param dearest null when nothing that could have answered has prices
 * @param accuracy share of items whose class is the input's, of those for which it says one; null
 *     when it says none
 */
record DemoFigures(
    String run,
    boolean resumed,
    int items,
    int succeeded,
    int failed,
    int issues,
    int failovers,
    int repeatedSteps,
    @Nullable Double accuracy,
    double seconds,
    Money cost,
    @Nullable Dearest dearest) {

  /** What the whole run cost at list prices, as exact decimal text. */
  record Money(String amount, String currency) {}

  /** Where the same tokens would have cost most. */
  record Dearest(String offer, String amount) {}

  static DemoFigures of(
      ApiClient api, TriageRun run, RunSnapshot state, ComplaintFile file, RunCosts costs) {
    int items = file.complaints().size();
    int succeeded = state.step("triage").path("succeeded").asInt(0);
    return new DemoFigures(
        run.id(),
        run.resumed(),
        items,
        succeeded,
        items - succeeded,
        issues(api, run.id()),
        state.failovers(),
        state.repeatedSteps(),
        accuracy(file, TriageRun.labels(state)),
        state.seconds(),
        new Money(
            state.run().path("cost").path("amount").asString("0"),
            state.run().path("cost").path("currency").asString("USD")),
        costs
            .dearest()
            .map(one -> new Dearest(one.offer(), DemoReport.exact(one.cost())))
            .orElse(null));
  }

  private static int issues(ApiClient api, String run) {
    ObjectNode query = ApiClient.mapper().createObjectNode().put("label", run).put("limit", 200);
    AtomicInteger count = new AtomicInteger();
    PageWalk.eachPosted(
        api, "/api/v1/call/tracker.issue.list", query, issue -> count.incrementAndGet());
    return count.get();
  }

  static @Nullable Double accuracy(ComplaintFile file, List<String> labels) {
    if (file.labelled() == 0 || labels.size() != file.complaints().size()) {
      return null;
    }
    int right = 0;
    for (int i = 0; i < labels.size(); i++) {
      right += labels.get(i).equals(file.complaints().get(i).product()) ? 1 : 0;
    }
    return Math.round(10_000.0 * right / file.labelled()) / 10_000.0;
  }

  /** What the run must not come to, a sentence each; empty when all went well. */
  List<String> flaws() {
    List<String> flaws = new ArrayList<>();
    if (failed > 0) {
      flaws.add("%d of %d complaints failed or were never begun.".formatted(failed, items));
    }
    // A complaint that failed may have its issue: its answer can be lost after the issue was filed.
    if (issues < succeeded || issues > items) {
      flaws.add("%d complaints succeeded, but %d issues were filed.".formatted(succeeded, issues));
    }
    if (repeatedSteps > 0) {
      flaws.add("%d calls were made for steps that had finished.".formatted(repeatedSteps));
    }
    return flaws;
  }

  ObjectNode json() {
    ObjectNode node = ApiClient.mapper().createObjectNode();
    node.put("run", run).put("resumed", resumed).put("items", items);
    node.put("succeeded", succeeded).put("failed", failed).put("issues", issues);
    node.put("failovers", failovers).put("repeatedSteps", repeatedSteps);
    node.put("accuracy", accuracy).put("seconds", Math.round(seconds * 1000) / 1000.0);
    node.put("cost", cost.amount()).put("currency", cost.currency());
    if (dearest == null) {
      node.putNull("dearest");
    } else {
      node.putObject("dearest").put("offer", dearest.offer()).put("cost", dearest.amount());
    }
    return node;
  }
}
