package io.auterity.workflow.view;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.LiveRuns.StoredProgress;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.live.RunWatch;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.Tallies;
import io.auterity.workflow.live.TallyJson;
import io.auterity.workflow.query.RunCounts;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.query.WorkflowRuns;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunStore;
import io.auterity.workflow.store.StepResultStore;
import io.auterity.workflow.store.StepStore;
import io.auterity.workflow.view.RunDetail.CallCount;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The views of a tenant's runs: everything that can be seen of them. */
public final class RunViews {

  private final Database database;
  private final Time time;
  private final Versions versions;
  private final LiveRuns live;
  private final RunOverviews summaries;
  private final RunList lists;

  public RunViews(Database database, Time time, Versions versions, LiveRuns live) {
    this.database = database;
    this.time = time;
    this.versions = versions;
    this.live = live;
    this.summaries = new RunOverviews(versions, live);
    this.lists = new RunList(database, time, summaries);
  }

  /** A page of runs. */
  public Listed<RunOverview> list(TenantScope scope, RunQuery query) {
    return lists.page(scope, query);
  }

  /**
   * How many runs were created in a span of time.
   *
   * @param since null counts from the first run, and at least a day
   * @param bins into how many equal parts the span is cut
   */
  public RunCounts counts(
      TenantScope scope,
      @Nullable String workflow,
      @Nullable Instant since,
      Instant until,
      int bins) {
    return lists.counts(scope, workflow, since, until, bins);
  }

  /**
   * How the runs of each workflow went, by its id; without the workflows that had none.
   *
   * @param newest how many of the newest runs are named one by one
   */
  public Map<String, WorkflowRuns> byWorkflow(TenantScope scope, Instant since, int newest) {
    return lists.byWorkflow(scope, since, newest);
  }

  /**
   * The last run of each of some workflows that has had one, in any order.
   *
   * @param lately how runs went, as {@link #byWorkflow} told it
   */
  public List<RunOverview> last(
      TenantScope scope, Set<String> workflows, Map<String, WorkflowRuns> lately) {
    return lists.last(scope, workflows, lately);
  }

  /**
   * One run in short.
   *
   * @throws CallFailedException {@code not_found}
   */
  public RunOverview summary(TenantScope scope, UUID run) {
    return summaries.of(stored(scope, run), time.now());
  }

  /** How far a run is; empty when it has not begun. */
  public Optional<RunPhase> phase(TenantScope scope, UUID run) {
    return database
        .inTenant(scope, tx -> RunStore.find(tx, run))
        .map(stored -> stored.head().phase());
  }

  /**
   * One run. Of one that is stalled because its definition cannot be read, the steps are left out.
   *
   * @throws CallFailedException {@code not_found}
   */
  public RunDetail detail(TenantScope scope, UUID id) {
    StoredRun run = stored(scope, id);
    try {
      return detail(run, versions.of(run.birth()));
    } catch (UnreadableException e) {
      if (live.stalled(id).isEmpty()) {
        throw new CallFailedException(e.failure());
      }
      return withoutSteps(run);
    }
  }

  private RunDetail detail(StoredRun run, Workflow workflow) {
    Optional<StoredProgress> elsewhere =
        run.head().phase().over() ? Optional.empty() : live.elsewhere(run.birth().id());
    Tallies tallies = tallies(run, workflow);
    StoredJson output = run.head().output();
    return new RunDetail(
        summaries.of(run, time.now(), DoneOfTotal.of(workflow, tallies)),
        WorkflowOutline.of(workflow),
        run.birth().input().json(),
        output == null ? null : output.json(),
        tallies.nodes(),
        calls(workflow, tallies),
        elsewhere.map(StoredProgress::seq).orElse(tallies.seq()));
  }

  private RunDetail withoutSteps(StoredRun run) {
    return new RunDetail(
        summaries.of(run, time.now(), DoneOfTotal.NONE),
        new WorkflowOutline(run.birth().workflow(), Json.EMPTY, List.of(), null),
        run.birth().input().json(),
        null,
        List.of(),
        Map.of(),
        0);
  }

  private Workflow workflow(StoredRun run) {
    try {
      return versions.of(run.birth());
    } catch (UnreadableException e) {
      throw new CallFailedException(e.failure());
    }
  }

  private static Map<String, CallCount> calls(Workflow workflow, Tallies tallies) {
    Map<String, CallCount> calls = new HashMap<>();
    for (NodeTally tally : tallies.nodes()) {
      if (workflow.node(tally.node()) instanceof Node.Call call) {
        calls.compute(
            call.capability(),
            (capability, before) -> (before == null ? new CallCount(0, 0) : before).plus(tally));
      }
    }
    return calls;
  }

  private Tallies tallies(StoredRun run, Workflow workflow) {
    Json.Obj kept = RunOverviews.object(run.head().progress());
    if (kept != null && run.head().phase().over()) {
      return TallyJson.read(kept, run.head().phase());
    }
    return progress(run.birth().id())
        .map(RunProgress::tallies)
        .orElseGet(() -> new RunProgress(workflow, run.head().phase(), time.now()).tallies());
  }

  // A run that waits for long is not in memory.
  private Optional<RunProgress> progress(UUID run) {
    return live.progress(run).or(() -> live.replayed(run));
  }

  /**
   * Executions of the steps of a run.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Listed<StepExecution> steps(TenantScope scope, UUID run, StepQuery query) {
    return views(stored(scope, run)).page(query);
  }

  /**
   * One execution with its input and output.
   *
   * @param key e.g. {@code triage[17].classify}
   * @param round of it; null for the last one
   * @throws CallFailedException {@code not_found}
   */
  public StepExecutionDetail step(TenantScope scope, UUID id, String key, @Nullable Integer round) {
    StoredRun run = stored(scope, id);
    StepKey step = StepKey.read(workflow(run), key, round == null ? 0 : round);
    return views(run).detail(step, round == null, versions.around(run.birth(), workflow(run)));
  }

  /**
   * What came from outside in a run, and its end.
   *
   * @param most bytes of what came from outside
   * @throws CallFailedException {@code not_found}, or {@code too_large} for more
   */
  public RunOutcome outcome(TenantScope scope, UUID id, int most) {
    StoredRun run = stored(scope, id);
    Workflow workflow = workflow(run);
    List<Integer> nodes = RunOutcome.outside(workflow);
    List<EventRow> rows =
        database.inTenant(scope, tx -> StepResultStore.of(tx, run.birth(), nodes, most));
    return RunOutcome.of(run, workflow, rows);
  }

  /**
   * What has happened in a run for good, in its order.
   *
   * @param after number of the last event that is known; 0 for none
   * @throws CallFailedException {@code not_found}
   */
  public List<RunHappening> happenings(TenantScope scope, UUID id, int after, int limit) {
    StoredRun run = stored(scope, id);
    Workflow workflow = workflow(run);
    return database
        .inTenant(scope, tx -> StepStore.happened(tx, run.birth(), after, limit))
        .stream()
        .map(row -> RunHappening.of(row, workflow))
        .toList();
  }

  private StepViews views(StoredRun run) {
    RunBirth birth = run.birth();
    boolean over = run.head().phase().over();
    return new StepViews(
        database,
        birth.scope(),
        birth,
        workflow(run),
        over ? Optional.empty() : progress(birth.id()),
        over ? StepPhase.SKIPPED : StepPhase.QUEUED);
  }

  /**
   * The course of a run.
   *
   * @param most spans that it may be cut into; their length is round, so that they may be fewer
   * @throws CallFailedException {@code not_found}
   */
  public Timeline timeline(TenantScope scope, UUID id, int most) {
    StoredRun run = stored(scope, id);
    Workflow workflow = workflow(run);
    Timelines timelines = new Timelines(run, workflow, tallies(run, workflow), time.now());
    return database.inTenant(scope, tx -> timelines.of(tx, most));
  }

  /**
   * When each step that a call answered was finished, by run and by its key. A decision of a run
   * that began later than its step here repeated a finished step. A run that is not the tenant's,
   * or whose definition cannot be read, has none.
   */
  public Map<UUID, Map<String, Instant>> completions(TenantScope scope, Collection<UUID> runs) {
    return new Completions(database, versions).of(scope, runs);
  }

  /**
   * Watches a run.
   *
   * @param since number of the last change that the watcher knows; -1 for none
   * @throws CallFailedException {@code not_found}
   */
  public RunWatch watch(TenantScope scope, UUID run, long since) {
    boolean over = stored(scope, run).head().phase().over();
    return new RunWatch(live, run, since, over, time);
  }

  private StoredRun stored(TenantScope scope, UUID run) {
    return database
        .inTenant(scope, tx -> RunStore.find(tx, run))
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no run %s".formatted(Invocation.RUN_ID.write(run))));
  }
}
