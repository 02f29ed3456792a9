package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import io.auterity.workflow.view.RunSummary;

/** Tells what the decisions of runs add up to. */
@FunctionalInterface
public interface RunEvidence {

  /** Of a run that is over, all of its decisions are counted; of another one, those written. */
  Evidence of(TenantScope scope, RunSummary run);
}
