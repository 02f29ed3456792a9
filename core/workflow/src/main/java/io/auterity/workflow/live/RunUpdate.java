package io.auterity.workflow.live;

import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame of live progress: what a watcher is told at one time. */
public sealed interface RunUpdate {

  /** Number of the last change that is told. */
  long seq();

  /** Too much has been missed: take a fresh view of the run, it holds all up to this number. */
  record Full(long seq) implements RunUpdate {}

  /**
   * What has changed.
   *
   * @param paused who has paused it, and when; null when it goes on
   * @param changes each of them, in order
   * @param nodes what the nodes concerned have come to
   * @param count how far the run is
   */
  record Progress(
      long seq,
      RunPhase phase,
      @Nullable PauseRecord paused,
      List<StepChange> changes,
      List<NodeTally> nodes,
      DoneOfTotal count)
      implements RunUpdate {
    public Progress {
      changes = List.copyOf(changes);
      nodes = List.copyOf(nodes);
    }
  }
}
