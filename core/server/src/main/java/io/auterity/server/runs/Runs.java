package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.runs.evidence.Evidence;
import io.auterity.server.runs.evidence.RunEvidence;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.query.WorkflowRuns;
import io.auterity.workflow.view.Listed;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.RunViews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Runs as the wire has them: their journal and what their decisions add up to. */
public record Runs(RunViews views, RunEvidence evidence) {

  /** What the decisions of a run add up to. */
  public Evidence evidence(TenantScope scope, RunOverview run) {
    return evidence.of(scope, run);
  }

  public RunSummary summary(TenantScope scope, UUID run) {
    return summary(scope, views.summary(scope, run));
  }

  private RunSummary summary(TenantScope scope, RunOverview run) {
    return RunSummary.of(run, evidence.of(scope, run));
  }

  /** A page of runs. */
  Listed<RunSummary> list(TenantScope scope, RunQuery query) {
    Listed<RunOverview> found = views.list(scope, query);
    return new Listed<>(summaries(scope, found.items()), found.next());
  }

  private List<RunSummary> summaries(TenantScope scope, List<RunOverview> some) {
    List<Evidence> figures = evidence.of(scope, some);
    return IntStream.range(0, figures.size())
        .mapToObj(i -> RunSummary.of(some.get(i), figures.get(i)))
        .toList();
  }

  public Run run(TenantScope scope, UUID run) {
    return run(scope, views.detail(scope, run));
  }

  /** A run as its page shows it, from a view that was taken before. */
  public Run run(TenantScope scope, RunDetail detail) {
    return Run.of(detail, evidence.of(scope, detail.summary()));
  }

  /**
   * The last run of each of some workflows that has had one.
   *
   * @param lately how those of the last time went
   */
  public Map<String, RunSummary> last(
      TenantScope scope, Set<String> workflows, Map<String, WorkflowRuns> lately) {
    Map<String, RunSummary> last = new HashMap<>();
    summaries(scope, views.last(scope, workflows, lately))
        .forEach(run -> last.put(run.workflow(), run));
    return last;
  }
}
