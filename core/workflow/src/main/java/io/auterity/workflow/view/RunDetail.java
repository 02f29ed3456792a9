package io.auterity.workflow.view;

import io.auterity.spi.Json;
import io.auterity.workflow.live.NodeTally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run.
 *
 * @param calls by capability
 * @param seq number of the last change that it holds; a watcher goes on from there
 */
public record RunDetail(
    RunOverview summary,
    WorkflowOutline definition,
    Json input,
    @Nullable Json output,
    List<NodeTally> nodes,
    Map<String, CallCount> calls,
    long seq) {
  public RunDetail {
    nodes = List.copyOf(nodes);
    calls = Map.copyOf(calls);
  }

  /** Steps that called a capability. */
  public record CallCount(int succeeded, int failed) {

    CallCount plus(NodeTally tally) {
      return new CallCount(succeeded + tally.succeeded(), failed + tally.failed());
    }
  }
}
