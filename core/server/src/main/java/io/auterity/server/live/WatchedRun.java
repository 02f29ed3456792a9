package io.auterity.server.live;

import io.auterity.server.runs.NodeProgress;
import io.auterity.server.runs.NumberedSteps;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.RunUpdate;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunOverview;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of a watched run, updated by what moves; a frame also tells of what did not. */
final class WatchedRun {

  private final NumberedSteps nodes;
  private final Map<Integer, NodeTally> tallies = new TreeMap<>();
  private RunOverview summary;

  WatchedRun(RunDetail run) {
    nodes = new NumberedSteps(run.definition());
    summary = run.summary();
    keep(run.nodes());
  }

  /**
   * Takes what has moved.
   *
   * @param again reads the run once more; asked until it says when it was started
   */
  void moved(RunUpdate.Progress frame, Supplier<RunOverview> again) {
    keep(frame.nodes());
    if (summary.startedAt() == null && frame.phase() != RunPhase.QUEUED) {
      summary = again.get();
    }
  }

  private void keep(List<NodeTally> told) {
    told.forEach(tally -> tallies.put(tally.node(), tally));
  }

  RunOverview summary() {
    return summary;
  }

  @Nullable Instant startedAt() {
    return summary.startedAt();
  }

  int failedItems() {
    return nodes.failedItems(tallies.values());
  }

  List<NodeProgress> progress(List<NodeTally> moved) {
    return nodes.progress(moved);
  }
}
