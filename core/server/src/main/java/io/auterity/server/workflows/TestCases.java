package io.auterity.server.workflows;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Rest;
import io.auterity.server.runs.RunController;
import io.auterity.server.web.security.CallerRights;
import io.auterity.spi.Json;
import io.auterity.workflow.testcase.WorkflowCase;
import io.auterity.workflow.testcase.WorkflowCase.CaseContent;
import io.auterity.workflow.testcase.WorkflowCases;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Test cases of workflows, kept and run. */
public record TestCases(WorkflowCases cases, CallerRights rights) {

  @Rest(value = "GET /workflows/{id}/cases", id = "case_list", needs = "workflow.read")
  public PageOf<WorkflowCase.ListedCase> list(NounCaller caller, String id) {
    return new PageOf<>(cases.list(caller.scope(), id), null, false);
  }

  @Rest(value = "GET /workflows/{id}/cases/{name}", id = "case_get", needs = "workflow.read")
  public WorkflowCase get(NounCaller caller, String id, String name) {
    return cases.get(caller.scope(), id, name);
  }

  /**
   * A case that is to be saved.
   *
   * @param input of the run; none when absent
   * @param run fields of {@code run} in place of the samples
   * @param pins what steps come to, by their ids or keys: {@code output} or {@code failure}
   * @param expects how the run ends: {@code output} or {@code failure}; any success when absent
   */
  public record SavedCase(
      Json.@Nullable Obj input,
      Json.@Nullable Obj run,
      Json.@Nullable Obj pins,
      Json.@Nullable Obj expects) {

    CaseContent content() {
      Json.Obj content = Json.EMPTY;
      content = input == null ? content : content.with("input", input);
      content = run == null ? content : content.with("run", run);
      content = pins == null ? content : content.with("pins", pins);
      return CaseContent.of(expects == null ? content : content.with("expects", expects));
    }
  }

  /** A run that is to be saved as a case, e.g. {@code run_01ky…}. */
  public record RecordedCase(String run) {}

  /** Saves a run that is over as a case, in place of one of its name. */
  @Rest(
      value = "POST /workflows/{id}/cases/{name}/record",
      id = "case_record",
      needs = "workflow.draft")
  public WorkflowCase record(
      NounCaller caller, String id, String name, @FromBody RecordedCase body) {
    rights.require(caller.scope(), RunController.READ, caller.act(RunController.READ));
    UUID run = Invocation.RUN_ID.read(body.run());
    return cases.record(caller.scope(), caller.principal().name(), id, name, run);
  }

  /** Saves a case, in place of one of its name. */
  @Rest(value = "PUT /workflows/{id}/cases/{name}", id = "case_save", needs = "workflow.draft")
  public WorkflowCase save(NounCaller caller, String id, String name, @FromBody SavedCase body) {
    return cases.save(caller.scope(), caller.principal().name(), id, name, body.content());
  }

  @Rest(
      value = "DELETE /workflows/{id}/cases/{name}",
      id = "case_delete",
      needs = "workflow.draft",
      status = 204)
  public void delete(NounCaller caller, String id, String name) {
    cases.delete(caller.scope(), id, name);
  }

  /**
   * Which cases are run.
   *
   * @param draft whether the draft is tested in place of the version in force
   * @param cases their names; all when absent
   */
  public record WantedCases(@Nullable Boolean draft, @Nullable List<String> cases) {}

  /** Runs cases in memory and says which ended as expected. Nothing is called. */
  @Rest(value = "POST /workflows/{id}/cases/run", id = "case_run", needs = "workflow.read")
  public WorkflowCases.CaseReport run(NounCaller caller, String id, @FromBody WantedCases body) {
    Set<String> names = body.cases() == null ? Set.of() : Set.copyOf(body.cases());
    return cases.run(caller.scope(), id, Boolean.TRUE.equals(body.draft()), names);
  }
}
