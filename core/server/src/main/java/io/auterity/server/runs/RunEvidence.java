package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.workflow.view.RunOverview;
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
}
