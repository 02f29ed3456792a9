package io.auterity.server.live;

import io.auterity.server.runs.NodeProgress;
import io.auterity.server.runs.Run;
import io.auterity.server.runs.RunSummary;
import io.auterity.server.runs.RunSummary.RunCount;
import io.auterity.server.runs.evidence.Evidence;
import io.auterity.server.runs.evidence.RunProvider;
import io.auterity.server.web.json.Money;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.RunUpdate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame on a watcher's WebSocket, as JSON text. */
sealed interface LiveFrame {

  /** The whole run: what came before does not matter. */
  record Hello(String type, long seq, Instant at, Run run) implements LiveFrame {
    static Hello of(Run run, Instant at) {
      return new Hello("hello", run.seq(), at, run);
    }
  }

  /**
   * What has changed.
   *
   * @param steps those that have changed
   * @param startedAt null while the run is queued
   * @param paused who has paused the run, and when; null when it goes on
   */
  record Progress(
      String type,
      long seq,
      Instant at,
      RunPhase state,
      @Nullable Instant startedAt,
      RunSummary.@Nullable Paused paused,
      List<NodeProgress> steps,
      RunCount progress,
      int failedItems,
      int failovers,
      int repeatedSteps,
      Money cost,
      List<RunProvider> providers)
      implements LiveFrame {
    static Progress of(RunUpdate.Progress moved, WatchedRun run, Evidence evidence, Instant at) {
      return new Progress(
          "progress",
          moved.seq(),
          at,
          moved.phase(),
          run.startedAt(),
          RunSummary.Paused.of(moved.paused()),
          run.progress(moved.nodes()),
          RunCount.of(moved.count()),
          run.failedItems(),
          evidence.failovers(),
          evidence.repeatedSteps(),
          evidence.cost(),
          evidence.providers());
    }
  }

  /**
   * Nothing has changed for a while. A program in a browser sees no pings: without this it would
   * take a dead line for a quiet run.
   */
  record Alive(String type, long seq, Instant at) implements LiveFrame {
    static Alive of(long seq, Instant at) {
      return new Alive("alive", seq, at);
    }
  }

  /** The run is over; nothing follows. */
  record Finished(String type, long seq, Instant at, RunSummary run) implements LiveFrame {
    static Finished of(long seq, Instant at, RunSummary run) {
      return new Finished("finished", seq, at, run);
    }
  }
}
