package io.auterity.cli.run;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tells when a run is not over and yet nothing will move it, in a sentence. */
public record Standstill(ApiClient api) {

  /** Why the server does not carry a run on; empty when it does. */
  public Optional<String> stalled(RunSnapshot state) {
    return state
        .stalled()
        .map(why -> "the run %s is not carried on: %s".formatted(state.id(), why));
  }

  /** Which steps in doubt wait for an answer, and how to give it; empty where none does. */
  public Optional<String> waiting(RunSnapshot state) {
    if (!state.state().equals("waiting")) {
      return Optional.empty();
    }
    List<String> asking = new ArrayList<>();
    PageWalk.each(
        api,
        "/api/v1/runs/%s/steps?state=waiting&limit=100".formatted(state.id()),
        step -> add(step, asking));
    return asking.isEmpty() ? Optional.empty() : Optional.of(sentence(state.id(), asking));
  }

  private static void add(JsonNode step, List<String> asking) {
    if (step.path("waitingFor").asString("").equals("answer")) {
      asking.add(step.path("key").asString(""));
    }
  }

  private static String sentence(String run, List<String> asking) {
    return "the run %s waits for an answer: %s may have had its effect or not; say ./auterity run answer %s '%s' succeeded|repeat|fail"
        .formatted(run, String.join(", ", asking), run, asking.getFirst());
  }
}
