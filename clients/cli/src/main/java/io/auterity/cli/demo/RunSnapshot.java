package io.auterity.cli.demo;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One look at a run. */
record RunSnapshot(JsonNode run) {

  private static final List<String> ENDED = List.of("succeeded", "failed", "cancelled");

  boolean ended() {
    return ENDED.contains(state());
  }

  String state() {
    return run.path("state").asString("");
  }

  String id() {
    return run.path("id").asString("");
  }

  /** Why it is not carried on; empty when it is. */
  Optional<String> stalled() {
    return Optional.of(run.path("stalled"))
        .filter(JsonNode::isObject)
        .map(why -> why.path("message").asString(""));
  }

  int done() {
    return run.path("progress").path("done").asInt(0);
  }

  /** How many items are not done. */
  int open() {
    return run.path("progress").path("total").asInt(0) - done();
  }

  int failovers() {
    return run.path("failovers").asInt(0);
  }

  int repeatedSteps() {
    return run.path("repeatedSteps").asInt(0);
  }

  double seconds() {
    return run.path("durationMs").asDouble(0) / 1000;
  }

  /** Why it failed, e.g. {@code not_found at triage[3].file}; empty when it did not. */
  String reason() {
    JsonNode reason = run.path("reason");
    return reason.isObject()
        ? "%s at %s: %s"
            .formatted(
                reason.path("code").asString(""),
                reason.path("step").asString(""),
                reason.path("message").asString(""))
        : "";
  }

  /** How far the step of that id is; missing before the run has begun. */
  JsonNode step(String name) {
    return run.path("steps")
        .valueStream()
        .filter(step -> step.path("id").asString("").equals(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The labels in the order of the input; empty until the run has succeeded. */
  List<String> labels() {
    return run.path("output").path("labels").valueStream().map(JsonNode::asString).toList();
  }
}
