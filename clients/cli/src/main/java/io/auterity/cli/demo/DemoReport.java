package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.run.RunSnapshot;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Prints what a run came to, and why one call went elsewhere. */
record DemoReport(PrintStream out, ApiClient api) {

  void print(DemoFigures figures, RunSnapshot state, ComplaintFile file, RunCosts costs) {
    out.println();
    out.printf(
        Locale.ROOT,
        "%d complaints, %d issues opened, %d failed, in %.1f s. Failovers: %d. Steps repeated:"
            + " %d.%n",
        figures.items(),
        figures.issues(),
        figures.failed(),
        figures.seconds(),
        figures.failovers(),
        figures.repeatedSteps());
    figures.flaws().forEach(out::println);
    if (!state.reason().isEmpty()) {
      out.println("The run " + state.state() + ": " + state.reason());
    }
    printClasses(TriageRun.labels(state), file);
    printProviders(state.run().path("providers"), costs);
    new CostReport(out, costs).print(figures);
    if (figures.accuracy() != null) {
      out.printf(Locale.ROOT, "%n%s: %.3f%n", measure(file), figures.accuracy());
    }
    printFailover(figures.run());
  }

  /** What the accuracy is counted over. */
  static String measure(ComplaintFile file) {
    String all = "Accuracy against the input's product column";
    return file.labelled() == file.complaints().size()
        ? all
        : "%s, which %d of %d rows fill in"
            .formatted(all, file.labelled(), file.complaints().size());
  }

  private void printClasses(List<String> labels, ComplaintFile file) {
    if (labels.isEmpty()) {
      return;
    }
    Map<String, Tally> classes = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      String product = file.complaints().get(i).product();
      boolean right = labels.get(i).equals(product);
      classes.computeIfAbsent(labels.get(i), name -> new Tally()).add(right);
    }
    out.printf("%n%-22s %9s %9s%n", "class", "filed", file.labelled() > 0 ? "right" : "");
    classes.forEach(
        (name, tally) ->
            out.printf(
                Locale.ROOT,
                "%-22s %9d %9s%n",
                name,
                tally.filed,
                file.labelled() > 0 ? String.valueOf(tally.right) : ""));
  }

  /** How many were filed under a class, and how many of them belong there. */
  private static final class Tally {
    private int filed;
    private int right;

    void add(boolean isRight) {
      filed++;
      right += isRight ? 1 : 0;
    }
  }

  private void printProviders(JsonNode providers, RunCosts costs) {
    out.printf("%n%-44s %-20s %9s %7s %7s%n", "offer", "step", "attempts", "failed", "p50 ms");
    for (JsonNode provider : providers) {
      List<String> marks = provider.path("marks").valueStream().map(JsonNode::asString).toList();
      out.printf(
          Locale.ROOT,
          "%-44s %-20s %9d %7d %7.1f%n",
          marked(costs.named(provider.path("id").asString("")), marks),
          provider.path("step").asString(""),
          provider.path("attempts").asInt(0),
          provider.path("failed").asInt(0),
          provider.path("p50Ms").asDouble(0));
    }
  }

  /** A name with its honest labels. */
  static String marked(String name, List<String> marks) {
    return marks.isEmpty() ? name : "%s (%s)".formatted(name, String.join(", ", marks));
  }

  /** Decimal text without zeros at its end. */
  static String exact(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private void printFailover(String run) {
    JsonNode failovers =
        api.get("/api/v1/decisions?run=%s&failover=true&limit=1".formatted(run)).path("items");
    if (failovers.isEmpty()) {
      out.printf("%nNo call had to fail over.%n");
      return;
    }
    JsonNode decision = api.get("/api/v1/decisions/" + failovers.get(0).path("id").asString());
    out.printf("%nOne failover, explained (%s)%n", decision.path("id").asString());
    out.println(decision.path("sentence").asString(""));
    for (JsonNode stage : decision.path("stages")) {
      out.printf(
          Locale.ROOT,
          "%10s  %s %-14s %-20s %s%n",
          took(stage.path("us").asDouble(0)),
          stage.path("decided").asBoolean(false) ? "●" : "-",
          stage.path("stage").asString(""),
          stage.path("verdict").asString(""),
          stage.path("reason").asString(""));
    }
  }

  private static String took(double us) {
    return us >= 1000
        ? String.format(Locale.ROOT, "%.1f ms", us / 1000)
        : String.format(Locale.ROOT, "%.1f µs", us);
  }
}
