package io.auterity.workflow.testcase;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.DraftChecks;
import io.auterity.workflow.editor.WorkflowCheck;
import io.auterity.workflow.editor.WorkflowDraft;
import io.auterity.workflow.editor.WorkflowDrafts;
import io.auterity.workflow.editor.store.WorkflowDraftStore;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.testcase.CaseVerdict.Outcome;
import io.auterity.workflow.testcase.store.WorkflowCaseStore;
import io.auterity.workflow.view.RunViews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Test cases of workflows: saved, deleted, and run. */
public record WorkflowCases(
    Database database,
    Workflows workflows,
    WorkflowDrafts drafts,
    DraftChecks checks,
    RunViews runs,
    Time time) {

  /** Most cases of a workflow. */
  public static final int MOST = 100;

  /** Most cases of a tenant. */
  public static final int MOST_OF_TENANT = 2_000;

  /** Most characters of what a case holds, as JSON. */
  public static final int CHARACTERS = 262_144;

  private static final Duration LONGEST_RUN = Duration.ofSeconds(10);

  /**
   * What came out of all cases that were run.
   *
   * @param version of the workflow that was tested; absent for a draft
   * @param revision of the draft that was tested; absent for what is in force
   * @param arms how many the workflow has: of branches and catches, and two of each condition
   * @param untaken arms that no case has taken
   */
  public record CaseReport(
      String workflow,
      @Nullable Integer version,
      @Nullable Integer revision,
      int passed,
      int failed,
      int broken,
      List<CaseVerdict> cases,
      int arms,
      List<ArmCoverage.ArmOfStep> untaken) {
    public CaseReport {
      cases = List.copyOf(cases);
      untaken = List.copyOf(untaken);
    }
  }

  private record Tested(Workflow workflow, @Nullable Integer version, @Nullable Integer revision) {}

  /**
   * All of a workflow in the order of their names.
   *
   * @throws CallFailedException {@code not_found} when there are none, and neither a workflow nor a
   *     draft
   */
  public List<WorkflowCase.ListedCase> list(TenantScope scope, String workflow) {
    List<WorkflowCase.ListedCase> found = kept(scope, workflow);
    if (found.isEmpty()
        && database.inTenant(scope, tx -> WorkflowDraftStore.get(tx, workflow)).isEmpty()) {
      var _ = workflows.get(scope, workflow);
    }
    return found;
  }

  private List<WorkflowCase.ListedCase> kept(TenantScope scope, String workflow) {
    return database.inTenant(scope, tx -> WorkflowCaseStore.list(tx, workflow));
  }

  /**
   * The case of that name.
   *
   * @throws CallFailedException {@code not_found}
   */
  public WorkflowCase get(TenantScope scope, String workflow, String name) {
    return database
        .inTenant(scope, tx -> WorkflowCaseStore.get(tx, workflow, name))
        .orElseThrow(() -> notFound(scope, workflow, name));
  }

  private CallFailedException notFound(TenantScope scope, String workflow, String name) {
    List<String> names = kept(scope, workflow).stream().map(WorkflowCase.ListedCase::name).toList();
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "the workflow '%s' has no case '%s'; %s"
            .formatted(workflow, name, Nearest.fix(name, names)));
  }

  /**
   * Saves a case, in place of one of its name.
   *
   * @throws CallFailedException {@code invalid} or {@code too_large}
   */
  public WorkflowCase save(
      TenantScope scope,
      String by,
      String workflow,
      String name,
      WorkflowCase.CaseContent content) {
    check(workflow, name, content);
    WorkflowCase saved = new WorkflowCase(workflow, name, content, by, time.now());
    database.inTenant(
        scope,
        tx -> {
          room(tx, workflow, name);
          WorkflowCaseStore.save(tx, saved);
          return true;
        });
    return saved;
  }

  /**
   * Adds a case where its workflow has none of its name.
   *
   * @throws CallFailedException {@code invalid} or {@code too_large}
   */
  public static void add(Transaction tx, WorkflowCase added) {
    check(added.workflow(), added.name(), added.content());
    if (WorkflowCaseStore.get(tx, added.workflow(), added.name()).isEmpty()) {
      room(tx, added.workflow(), added.name());
      WorkflowCaseStore.save(tx, added);
    }
  }

  /**
   * Saves a run that is over as a case: its input, what came from outside, and its end.
   *
   * @throws CallFailedException {@code conflict} when it is not over, was cancelled or is of
   *     another workflow; {@code too_large} when more came from outside than a case holds
   */
  public WorkflowCase record(TenantScope scope, String by, String workflow, String name, UUID run) {
    return save(
        scope,
        by,
        workflow,
        name,
        CaseOfRun.of(workflow, runs.outcome(scope, run, 2 * CHARACTERS)));
  }

  private static void check(String workflow, String name, WorkflowCase.CaseContent content) {
    for (String id : List.of(workflow, name)) {
      if (!Resource.ID.matcher(id).matches()) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "'%s' is no name: use small letters, digits, . _ and -, at most 63".formatted(id));
      }
    }
    WorkflowCase.ExpectedEnd expects = content.expects();
    if (expects.output() != null && expects.failure() != null) {
      throw new CallFailedException(
          FailureCode.INVALID, "a case expects an output or a failure; leave out one of them");
    }
    content
        .pins()
        .forEach(
            (step, pin) -> {
              if (pin.output() != null && pin.failure() != null) {
                throw new CallFailedException(
                    FailureCode.INVALID,
                    "the pin of '%s' has an output and a failure; leave out one of them"
                        .formatted(step));
              }
            });
    Json json = content.json();
    int size = json.toString().length();
    if (size > CHARACTERS) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the case has %,d characters as JSON, at most %,d: shorten its input or its pins"
              .formatted(size, CHARACTERS));
    }
    // One that was recorded may have more pins than can be read.
    var _ = WorkflowCase.CaseContent.of((Json.Obj) json);
  }

  private static void room(Transaction tx, String workflow, String name) {
    List<WorkflowCase.ListedCase> there = WorkflowCaseStore.list(tx, workflow);
    if (there.stream().anyMatch(one -> one.name().equals(name))) {
      return;
    }
    boolean full = there.size() >= MOST;
    if (full || WorkflowCaseStore.count(tx) >= MOST_OF_TENANT) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "there are %,d cases of %s already: delete some"
              .formatted(full ? MOST : MOST_OF_TENANT, full ? "this workflow" : "the tenant"));
    }
  }

  /**
   * Deletes a case.
   *
   * @throws CallFailedException {@code not_found} when there is none
   */
  public void delete(TenantScope scope, String workflow, String name) {
    if (!database.inTenant(scope, tx -> WorkflowCaseStore.delete(tx, workflow, name))) {
      throw notFound(scope, workflow, name);
    }
  }

  /**
   * Runs cases of a workflow in memory; nothing is called and nothing kept.
   *
   * @param draft whether its draft is tested in place of what is in force
   * @param names of the cases; all where it is empty
   * @throws CallFailedException {@code not_found} when there is no such workflow, draft or case,
   *     {@code timeout} when it takes longer than 10 seconds
   * @throws InvalidResourcesException when the draft has mistakes
   */
  public CaseReport run(TenantScope scope, String id, boolean draft, Set<String> names) {
    CheckBound bound = CheckBound.within(time, LONGEST_RUN, ": run fewer cases, by their names");
    Tested tested = draft ? draft(scope, id, bound) : inForce(scope, id);
    ArmCoverage coverage = new ArmCoverage(tested.workflow());
    List<CaseVerdict> verdicts = new ArrayList<>();
    for (WorkflowCase one : wanted(scope, id, names)) {
      bound.require();
      verdicts.add(CaseVerdict.of(one, tested.workflow(), coverage, bound));
    }
    return new CaseReport(
        id,
        tested.version(),
        tested.revision(),
        count(verdicts, Outcome.PASSED),
        count(verdicts, Outcome.FAILED),
        count(verdicts, Outcome.BROKEN),
        verdicts,
        coverage.total(),
        coverage.untaken());
  }

  private static int count(List<CaseVerdict> verdicts, Outcome outcome) {
    return (int) verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
  }

  private Tested inForce(TenantScope scope, String id) {
    DeployedWorkflow deployed = workflows.get(scope, id);
    return new Tested(deployed.workflow(), deployed.version(), null);
  }

  private Tested draft(TenantScope scope, String id, CheckBound bound) {
    WorkflowDraft draft = drafts.get(scope, id);
    WorkflowCheck check = checks.check(scope, draft.text(), id, null, bound);
    Workflow workflow = check.workflow();
    if (workflow == null) {
      throw new InvalidResourcesException(check.problems());
    }
    return new Tested(workflow, null, draft.revision());
  }

  private List<WorkflowCase> wanted(TenantScope scope, String id, Set<String> names) {
    List<WorkflowCase> all = database.inTenant(scope, tx -> WorkflowCaseStore.named(tx, id, names));
    Set<String> missing = new TreeSet<>(names);
    all.forEach(one -> missing.remove(one.name()));
    if (!missing.isEmpty()) {
      throw notFound(scope, id, missing.iterator().next());
    }
    return all;
  }
}
