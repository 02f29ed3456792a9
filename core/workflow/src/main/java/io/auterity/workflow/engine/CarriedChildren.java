package io.auterity.workflow.engine;

import io.auterity.workflow.journal.RunBirth;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The runs that steps of carried runs start, at any server.
 *
 * @param submit accepts a run under an id
 */
record CarriedChildren(
    RunStarts starts, RunBirths births, RunInbox inbox, BiFunction<RunRequest, UUID, UUID> submit)
    implements ChildRuns.Store {

  @Override
  public void submit(RunRequest request, UUID id) {
    if (!births.exist(request.scope(), id)) {
      var _ = starts.start(request, () -> submit.apply(request, id));
    }
  }

  @Override
  public void cancel(RunBirth parent, UUID run, String by) {
    inbox.put(parent.scope(), run, ChildRuns.cancellation(run, by));
  }
}
