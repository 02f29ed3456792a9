package io.auterity.cli.run;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Prints the steps of a run as they end, each once. */
public final class EndedSteps {

  private static final List<String> ENDED = List.of("succeeded", "failed");

  private final PrintStream out;
  private final Set<String> told = new HashSet<>();

  public EndedSteps(PrintStream out) {
    this.out = out;
  }

  /** Prints those that have ended since the last look, with how long they took. */
  public RunSnapshot look(RunSnapshot state) {
    state.run().path("steps").forEach(this::look);
    return state;
  }

  private void look(JsonNode step) {
    String state = step.path("state").asString("");
    String path = step.path("path").asString("");
    if (ENDED.contains(state) && told.add(path)) {
      out.printf("%-9s  %s  %d ms%n", state, path, Math.round(step.path("p50Ms").asDouble(0)));
    }
  }
}
