package io.auterity.workflow.engine;

import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.EngineCommand.Ending;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.Tallies;
import io.auterity.workflow.live.TallyJson;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what has changed in the row of a run. */
final class HeadWriter {

  private final LoadedRun run;
  private final Time time;
  private boolean started;
  private boolean ended;

  HeadWriter(LoadedRun run, Time time) {
    this.run = run;
    this.started = run.progress().phase() != RunPhase.QUEUED;
    this.time = time;
  }

  /** What has changed since the last time; null when nothing has. */
  @Nullable RunHead change() {
    if (ended) {
      return null;
    }
    Optional<Ending> ending = run.state().ending();
    if (ending.isPresent()) {
      ended = true;
      return over(ending.get());
    }
    RunPhase phase = run.state().waiting() ? RunPhase.WAITING : RunPhase.RUNNING;
    if (phase == run.progress().phase()) {
      return null;
    }
    run.progress().phase(phase, time.now());
    return RunHead.going(run.birth().id(), phase, started());
  }

  // A run that waited for room starts when it is first heard of.
  private @Nullable Instant started() {
    Instant now = started ? null : time.now();
    started = true;
    return now;
  }

  /** The row of a run that cannot go on. */
  RunHead broken(String why) {
    ended = true;
    return over(new Ending.Failed(null, Failure.of(FailureCode.INTERNAL, why)));
  }

  private RunHead over(Ending ending) {
    Tallies tallies = run.progress().tallies(phase(ending));
    return new RunHead(
        run.birth().id(),
        phase(ending),
        started(),
        time.now(),
        ending instanceof Ending.Succeeded(var output) ? StoredJson.of(output) : null,
        failure(ending),
        StoredJson.of(TallyJson.write(tallies, DoneOfTotal.of(run.workflow(), tallies))));
  }

  static RunPhase phase(Ending ending) {
    return switch (ending) {
      case Ending.Succeeded s -> RunPhase.SUCCEEDED;
      case Ending.Failed f -> RunPhase.FAILED;
      case Ending.Cancelled c -> RunPhase.CANCELLED;
    };
  }

  private @Nullable StoredJson failure(Ending ending) {
    return switch (ending) {
      case Ending.Succeeded s -> null;
      case Ending.Failed(StepKey step, Failure failure) ->
          RunHead.failure(failure, step == null ? null : step.text(run.workflow()));
      case Ending.Cancelled(String by) ->
          RunHead.failure(Failure.of(FailureCode.CANCELLED, "cancelled by " + by), null);
    };
  }
}
