package io.auterity.connector.plan;

import io.auterity.connector.file.FileProblems;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.StreamEvent;
import java.util.List;
import java.util.Locale;

/**
 * Holds an operation of a file against what it carries out: what a stream, a list and an extension
 * each must say, and what has no meaning for them.
 */
final class OperationCheck {

  private final OperationPlan plan;
  private final Json.Obj said;
  private final FileProblems problems;

  private OperationCheck(OperationPlan plan, Json.Obj said, FileProblems problems) {
    this.plan = plan;
    this.said = said;
    this.problems = problems;
  }

  /**
   * Notes what is wrong with an operation that is compiled.
   *
   * @param said as the file says it
   */
  static void check(OperationPlan plan, Json.Obj said, FileProblems problems) {
    OperationCheck check = new OperationCheck(plan, said, problems);
    if (plan.stream == null) {
      check.noStream();
    } else {
      check.stream(plan.stream);
    }
    check.tolerance();
    if (plan.capability.extension() == null) {
      check.list();
    } else {
      check.extension();
    }
    plan.input.check(problems, plan.stream == null);
  }

  private String place(String field) {
    return JsonPath.field(plan.path, field);
  }

  private void noStream() {
    if (said.get("stream") != null || plan.end != null) {
      problems.add(plan.path, "is no stream of the kind", "remove stream: and end:");
    }
    for (StepPlan step : plan.steps) {
      if (step.reads == Reply.Reads.STREAM) {
        problems.add(
            JsonPath.field(step.path, "reads"),
            "is stream, but the operation of the kind is none",
            "say reads: bytes, text or json");
      }
    }
  }

  private void stream(StreamPlan stream) {
    Reply.Reads needed = stream.cut.ofList() ? Reply.Reads.JSON : Reply.Reads.STREAM;
    for (StepPlan step : plan.steps) {
      streamStep(step, needed);
    }
    if (plan.where != null && stream.cut == StreamPlan.Cut.CHANGES) {
      problems.add(place("where"), "has no meaning for changes", "drop items in stream.items");
    }
    if (plan.end == null && streamEvents()) {
      problems.add(plan.path, "does not say its last event", "add end:");
    }
  }

  private void streamStep(StepPlan step, Reply.Reads needed) {
    boolean last = plan.lastSteps().contains(step);
    if (last ? step.reads != needed || step.each != null : step.reads == Reply.Reads.STREAM) {
      problems.add(
          step.path,
          "cannot be a step of this stream",
          last
              ? "say reads: %s, without each".formatted(needed.name().toLowerCase(Locale.ROOT))
              : "say another reads:");
    }
    if (step.request.writes()) {
      problems.add(step.path, "writes, but a stream only reads", "say effect: none if it does");
    }
  }

  private boolean streamEvents() {
    return plan.capability.output() instanceof Class<?> type
        && StreamEvent.class.isAssignableFrom(type);
  }

  private void tolerance() {
    if (plan.paging == null && plan.stream == null) {
      return;
    }
    for (StepPlan step : plan.lastSteps()) {
      if (step.mayFail) {
        problems.add(step.path, "may fail, but has what is asked for", "remove mayFail");
      }
    }
  }

  private void list() {
    boolean list =
        plan.capability.outputSchema().get("properties") instanceof Json.Obj properties
            && properties.get("next") != null
            && properties.get("items") != null;
    if (list && plan.paging == null && said.text("page") == null) {
      problems.add(plan.path, "is a list and must come in pages", "add page: and items:");
    }
    if (!list && plan.paging != null) {
      problems.add(place("page"), "is no list of the kind", "remove it");
    }
    if (plan.paging == null
        && (plan.items != null || (plan.where != null && plan.stream == null))) {
      problems.add(plan.path, "has items without page", "add page:");
    }
  }

  // Its caller says himself where a list begins, and there is nothing that could be a page.
  private void extension() {
    for (String field : List.of("page", "items", "where", "total", "truncated")) {
      if (said.get(field) != null) {
        problems.add(
            place(field),
            "belongs to the lists of a kind",
            "name the vendor's own fields in input and result");
      }
    }
    for (StepPlan step : plan.steps) {
      extensionStep(step);
    }
  }

  private void extensionStep(StepPlan step) {
    if (plan.capability.effect() == Effect.NONE && step.request.writes()) {
      problems.add(
          step.path,
          "writes, but the extension says effect: none",
          "say idempotent or non_idempotent there, or effect: none of the request if it only"
              + " reads");
    }
    if (step.reads == Reply.Reads.BYTES) {
      problems.add(
          JsonPath.field(step.path, "reads"),
          "is bytes, for which an extension has no form",
          "say json, text or none");
    }
  }
}
