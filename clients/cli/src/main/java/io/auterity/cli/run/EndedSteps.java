package io.auterity.cli.run;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Prints the steps of a run as they end, each once, in the order of their ends. */
public final class EndedSteps {

  private static final List<String> ENDED = List.of("succeeded", "failed");

  private final PrintStream out;
  private final Set<String> told = new HashSet<>();

  public EndedSteps(PrintStream out) {
    this.out = out;
  }

  /** Prints those that have ended since the last look, with how long they took. */
  public RunSnapshot look(RunSnapshot state) {
    state
        .run()
        .path("steps")
        .valueStream()
        .filter(step -> ENDED.contains(step.path("state").asString("")))
        .filter(step -> told.add(step.path("path").asString("")))
        .sorted(Comparator.comparing(step -> step.path("finishedAt").asString("")))
        .forEach(this::tell);
    return state;
  }

  private void tell(JsonNode step) {
    out.printf(
        "%-9s  %s  %d ms%n",
        step.path("state").asString(""),
        step.path("path").asString(""),
        Math.round(step.path("p50Ms").asDouble(0)));
  }
}
