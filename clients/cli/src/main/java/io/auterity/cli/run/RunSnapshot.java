package io.auterity.cli.run;

import io.auterity.cli.exit.CliException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One look at a run. */
public record RunSnapshot(JsonNode run) {

  private static final List<String> ENDED = List.of("succeeded", "failed", "cancelled");

  public boolean ended() {
    return ENDED.contains(state());
  }

  /**
   * This, of a run that has ended well.
   *
   * @throws CliException when it has not, saying how and why
   */
  public RunSnapshot succeeded() {
    if (!state().equals("succeeded")) {
      throw CliException.failed("the run %s %s: %s".formatted(id(), state(), reason()));
    }
    return this;
  }

  public String state() {
    return run.path("state").asString("");
  }

  public String id() {
    return run.path("id").asString("");
  }

  /** Why it is not carried on; empty when it is. */
  public Optional<String> stalled() {
    return Optional.of(run.path("stalled"))
        .filter(JsonNode::isObject)
        .map(why -> why.path("message").asString(""));
  }

  public int done() {
    return run.path("progress").path("done").asInt(0);
  }

  /** How many items are not done. */
  public int open() {
    return run.path("progress").path("total").asInt(0) - done();
  }

  public int failovers() {
    return run.path("failovers").asInt(0);
  }

  public int repeatedSteps() {
    return run.path("repeatedSteps").asInt(0);
  }

  public double seconds() {
    return run.path("durationMs").asDouble(0) / 1000;
  }

  /** Why it failed, e.g. {@code not_found at triage[3].file}; empty when it did not. */
  public String reason() {
    JsonNode reason = run.path("reason");
    if (!reason.isObject()) {
      return "";
    }
    String step = reason.path("step").asString("");
    String where = step.isEmpty() ? "" : " at " + step;
    return reason.path("code").asString("") + where + ": " + reason.path("message").asString("");
  }

  /** How far the step of that id is; missing before the run has begun. */
  public JsonNode step(String name) {
    return run.path("steps")
        .valueStream()
        .filter(step -> step.path("id").asString("").equals(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
