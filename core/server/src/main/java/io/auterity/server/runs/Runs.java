package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.runs.evidence.Evidence;
import io.auterity.server.runs.evidence.RunEvidence;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.view.Listed;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.RunViews;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Runs as the wire has them: their journal and what their decisions add up to. */
public final class Runs {

  private final RunViews views;
  private final RunEvidence evidence;

  public Runs(RunViews views, RunEvidence evidence) {
    this.views = views;
    this.evidence = evidence;
  }

  public RunViews views() {
    return views;
  }

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
    List<Evidence> figures = evidence.of(scope, found.items());
    return new Listed<>(
        IntStream.range(0, figures.size())
            .mapToObj(i -> RunSummary.of(found.items().get(i), figures.get(i)))
            .toList(),
        found.next());
  }

  public Run run(TenantScope scope, UUID run) {
    return run(scope, views.detail(scope, run));
  }

  /** A run as its page shows it, from a view that was taken before. */
  public Run run(TenantScope scope, RunDetail detail) {
    return Run.of(detail, evidence.of(scope, detail.summary()));
  }

  /** The latest runs of a workflow. */
  public List<RunSummary> latest(TenantScope scope, String workflow, int limit) {
    RunQuery query = new RunQuery(null, workflow, null, null, RunQuery.Sort.NEWEST, null, limit);
    return list(scope, query).items();
  }
}
