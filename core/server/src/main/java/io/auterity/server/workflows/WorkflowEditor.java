package io.auterity.server.workflows;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.ResourceService.AppliedResource;
import io.auterity.platform.time.Time;
import io.auterity.server.definition.WorkflowView;
import io.auterity.spi.Default;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.DraftChecks;
import io.auterity.workflow.editor.StepTrial;
import io.auterity.workflow.editor.WorkflowCheck;
import io.auterity.workflow.editor.WorkflowDraft;
import io.auterity.workflow.editor.WorkflowDrafts;
import io.auterity.workflow.editor.WorkflowEdit;
import io.auterity.workflow.editor.WorkflowEdits;
import io.auterity.workflow.view.StepOutline;
import io.auterity.workflow.view.WorkflowOutline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workflow editor: checks and edits of a text, and drafts of a tenant. */
public record WorkflowEditor(DraftChecks checks, WorkflowDrafts drafts, Time time) {

  public static final Act DRAFT = new Act("workflow.draft", Trace.NONE, false);
  public static final Act PUBLISH = new Act("workflow.publish", Trace.WITH_CHANGE, false);

  private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

  /**
   * A text that is to be checked.
   *
   * @param text of one workflow: kind, id and spec as YAML
   * @param id that it must have, e.g. that of the draft; any when absent
   * @param at path of the step whose names are wanted, e.g. {@code spec.steps[0]}
   */
  public record UncheckedWorkflow(String text, @Nullable String id, @Nullable String at) {}

  /**
   * What a text says, whether it is right or not.
   *
   * @param value the text as JSON; absent when it cannot be read
   * @param steps as far as they can be read
   * @param places of the steps in the text, by their numbers
   * @param names that the step asked for sees, with their types; fields of objects as {@code
   *     mask.text}
   */
  public record CheckedWorkflow(
      List<Problem> problems,
      @Nullable Json value,
      List<WorkflowView.StepView> steps,
      List<StepPlace> places,
      Map<String, String> names) {

    static CheckedWorkflow of(WorkflowCheck check) {
      WorkflowOutline outline = check.outline();
      List<StepPlace> places = new ArrayList<>();
      if (outline != null) {
        all(outline.steps()).forEach(step -> places.add(StepPlace.of(step, check.types())));
      }
      return new CheckedWorkflow(
          check.problems(),
          check.value(),
          outline == null ? List.of() : WorkflowView.of(outline, 0).steps(),
          places,
          check.names());
    }

    private static Stream<StepOutline> all(List<StepOutline> steps) {
      return steps.stream()
          .flatMap(
              step ->
                  Stream.of(
                          Stream.of(step),
                          step.arms().stream().flatMap(arm -> all(arm.steps())),
                          all(step.steps()),
                          all(step.undo()))
                      .flatMap(part -> part));
    }
  }

  /**
   * Where a step stands in the text.
   *
   * @param type of its output; absent when it is not known
   */
  public record StepPlace(int node, String path, @Nullable String type) {

    static StepPlace of(StepOutline step, Map<String, String> types) {
      String path = "spec." + step.path();
      return new StepPlace(step.node(), path, types.get(path));
    }
  }

  /** Checks a text as its application would, and stores nothing. */
  @Rest(value = "POST /workflows/check", id = "workflow_check", needs = "workflow.read")
  public CheckedWorkflow check(NounCaller caller, @FromBody UncheckedWorkflow body) {
    return check(caller, body.text(), body.id(), body.at());
  }

  private CheckedWorkflow check(
      NounCaller caller, String text, @Nullable String id, @Nullable String at) {
    return CheckedWorkflow.of(checks.check(caller.scope(), text, id, at, bound()));
  }

  private CheckBound bound() {
    return CheckBound.within(time, LONGEST_CHECK, ": start another workflow for a part of it");
  }

  /**
   * Edits of a text, made one after the other; all of them, or none.
   *
   * @param id that the text must have after them; any when absent
   * @param at path of the step whose names are wanted
   */
  public record WorkflowChange(
      String text, List<WorkflowEdit> edits, @Nullable String id, @Nullable String at) {}

  /** A text after its edits, and what it says. */
  public record ChangedWorkflow(String text, CheckedWorkflow check) {}

  /** Edits a text; what no edit changes stays as it was written, with comments and order. */
  @Rest(value = "POST /workflows/edit", id = "workflow_edit", needs = "workflow.read")
  public ChangedWorkflow edit(NounCaller caller, @FromBody WorkflowChange body) {
    String text = WorkflowEdits.apply(body.text(), body.edits());
    return new ChangedWorkflow(text, check(caller, text, body.id(), body.at()));
  }

  /**
   * A step that is to be tested.
   *
   * @param text of one workflow
   * @param step its id
   * @param values of the names that the step sees, e.g. {@code input} and steps before it; those
   *     absent have no value, but {@code run} and {@code tenant} have samples
   */
  public record UntestedStep(String text, String step, @Nullable Map<String, Json> values) {}

  /** Tests one step on values of one's own: how it would begin. Nothing is called. */
  @Rest(value = "POST /workflows/test", id = "workflow_test", needs = "workflow.read")
  public StepTrial test(NounCaller caller, @FromBody UntestedStep body) {
    WorkflowCheck check = checks.check(caller.scope(), body.text(), null, null, bound());
    Map<String, Json> values = body.values() == null ? Map.of() : body.values();
    return StepTrial.of(check, body.step(), values, time.now());
  }

  @Rest(value = "GET /workflow-drafts", id = "draft_list", needs = "workflow.read")
  public PageOf<WorkflowDraft.Listed> list(NounCaller caller) {
    return new PageOf<>(drafts.list(caller.scope()), null, false);
  }

  @Rest(value = "GET /workflows/{id}/draft", id = "draft_get", needs = "workflow.read")
  public WorkflowDraft get(NounCaller caller, String id) {
    return drafts.get(caller.scope(), id);
  }

  /**
   * A text to be saved as a draft.
   *
   * @param text may hold mistakes
   * @param follows version of the workflow that it was made from; 0 where there is none
   * @param revision of the draft that was read; 0 where there was none
   */
  public record SavedDraft(String text, int follows, int revision) {}

  /** Saves a draft, unless another was faster. */
  @Rest(value = "PUT /workflows/{id}/draft", id = "draft_save", needs = "workflow.draft")
  public WorkflowDraft save(NounCaller caller, String id, @FromBody SavedDraft body) {
    return drafts.save(
        caller.scope(),
        caller.principal().name(),
        id,
        body.text(),
        body.follows(),
        body.revision());
  }

  /** Which revision of a draft is meant. */
  public record ReadDraft(@Default("0") int revision) {}

  /** Puts a draft in force in place of the version that it follows, and ends it. */
  @Rest(value = "POST /workflows/{id}/publish", id = "draft_publish", needs = "workflow.publish")
  public AppliedResource publish(NounCaller caller, String id, @FromBody ReadDraft body) {
    return drafts.publish(caller.scope(), caller.act(PUBLISH), id, body.revision());
  }

  /** Throws a draft away, unless another has saved it since. */
  @Rest(
      value = "DELETE /workflows/{id}/draft",
      id = "draft_end",
      needs = "workflow.draft",
      status = 204)
  public void end(NounCaller caller, String id, ReadDraft query) {
    drafts.end(caller.scope(), id, query.revision());
  }
}
