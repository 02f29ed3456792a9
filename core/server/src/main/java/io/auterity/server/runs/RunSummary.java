package io.auterity.server.runs;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.noun.WireTime;
import io.auterity.server.runs.evidence.Evidence;
import io.auterity.server.web.json.Money;
import io.auterity.spi.Failure;
import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.view.RunOverview;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as a list shows it.
 *
 * @param reason why it failed or was cancelled
 * @param stalled why it is not carried on although it is not over: it cannot be read back, or has
 *     ended the server each time it was loaded
 * @param paused who has paused it, and when; absent when it goes on
 * @param queuedMs time that it waited for room
 * @param progress items of its longest list, or its outermost steps
 * @param failovers decisions with a failed attempt at one provider and success at another
 * @param repeatedSteps decisions that began after their step was finished
 * @param digest of workflow, input and options: an equal one is the same piece of work
 * @param limitKey value by which it counts for limits.runs of its workflow; absent without a limit
 * @param begins when it does by limits.settle of its workflow, unless another start comes by then;
 *     absent where it waits for none
 */
public record RunSummary(
    String id,
    String workflow,
    int version,
    RunPhase state,
    @Nullable Reason reason,
    @Nullable Reason stalled,
    @Nullable Paused paused,
    Starter startedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    double queuedMs,
    double durationMs,
    RunCount progress,
    int failovers,
    int repeatedSteps,
    Money cost,
    String digest,
    @Nullable String limitKey,
    @Nullable Instant begins) {

  /** Why a run did not succeed or does not go on, and at which step. */
  public record Reason(String code, @Nullable String step, String message) {
    static @Nullable Reason of(@Nullable Failure failure, @Nullable String step) {
      return failure == null ? null : new Reason(failure.code().wire(), step, failure.message());
    }
  }

  /** Who has paused a run, and when. */
  public record Paused(String by, Instant at) {
    public static @Nullable Paused of(@Nullable PauseRecord pause) {
      return pause == null ? null : new Paused(pause.by(), pause.at());
    }
  }

  /** Who started a run, and where it came in. */
  public record Starter(String name, String door) {}

  /** How far a run is. */
  public record RunCount(int done, int total) {
    public static RunCount of(DoneOfTotal count) {
      return new RunCount(count.done(), count.total());
    }
  }

  static RunSummary of(RunOverview run, Evidence evidence) {
    return new RunSummary(
        Invocation.RUN_ID.write(run.id()),
        run.workflow(),
        run.version(),
        run.phase(),
        Reason.of(run.failure(), run.failedStep()),
        Reason.of(run.stalled(), null),
        Paused.of(run.paused()),
        new Starter(run.startedBy().name(), run.door()),
        run.createdAt(),
        run.startedAt(),
        run.finishedAt(),
        WireTime.millis(run.queued()),
        WireTime.millis(run.duration()),
        RunCount.of(run.progress()),
        evidence.failovers(),
        evidence.repeatedSteps(),
        evidence.cost(),
        run.digest(),
        run.limitKey(),
        run.begins());
  }
}
