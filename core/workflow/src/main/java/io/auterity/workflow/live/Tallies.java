package io.auterity.workflow.live;

import io.auterity.workflow.journal.RunPhase;
import java.util.List;

/**
 * The tallies of all nodes of a run.
 *
 * @param seq number of the last change in it
 */
public record Tallies(long seq, RunPhase phase, List<NodeTally> nodes) {
  public Tallies {
    nodes = List.copyOf(nodes);
  }
}
