package io.auterity.server.runs.evidence;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.Providers;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.workflow.view.RunOverview;
import io.auterity.workflow.view.RunViews;
import java.util.List;

/** Tells what the decisions of runs add up to. */
@FunctionalInterface
public interface RunEvidence {

  /**
   * Of some runs, in their order. Of a run that is over, all of its decisions are counted; of
   * another one, those written.
   */
  List<Evidence> of(TenantScope scope, List<RunOverview> runs);

  /** Of one run. */
  default Evidence of(TenantScope scope, RunOverview run) {
    return of(scope, List.of(run)).getFirst();
  }

  /**
   * Evidence from stored decisions, kept for a while.
   *
   * @param flush writes the decisions that still wait
   */
  static RunEvidence of(
      RunViews runs, Archive archive, Runnable flush, Providers providers, Time time) {
    return new EvidenceCache(new DecisionEvidence(runs, archive, flush, providers), time);
  }
}
