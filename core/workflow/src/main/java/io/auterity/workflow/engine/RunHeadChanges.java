package io.auterity.workflow.engine;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.EngineCommand.Ending;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.Tallies;
import io.auterity.workflow.live.TallyJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what has changed in the row of a run. */
final class RunHeadChanges {

  /** Bytes of the output of a run. */
  static final int MAX_OUTPUT = 64 << 20;

  /** Why a run fails whose events cannot be stored. */
  static final String REFUSED =
      "the database refuses what happened in the run; see the server's log";

  /** How often the row tells how far a run of another carrier is. */
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

  private final LoadedRun run;
  private final InstantSource time;
  private final Predicate<Instant> leaving;
  private final BooleanSupplier stored;
  private @Nullable Instant due;
  private @Nullable PauseRecord paused;
  private final boolean carried;
  private Instant told = Instant.EPOCH;
  private boolean started;
  private boolean ended;
  private RunPhase endPhase = RunPhase.RUNNING;

  /**
   * Changes of a run of another carrier, whose row alone shows in lists how far it is.
   *
   * @param time of the carrier
   */
  static RunHeadChanges ofCarried(LoadedRun run, InstantSource time) {
    return new RunHeadChanges(run, time, due -> false, () -> false, true);
  }

  /**
   * Nothing has changed yet.
   *
   * @param leaving whether a run that waits until then may leave memory
   * @param stored whether nothing is left to be done that only a load would find out
   */
  RunHeadChanges(
      LoadedRun run, InstantSource time, Predicate<Instant> leaving, BooleanSupplier stored) {
    this(run, time, leaving, stored, false);
  }

  private RunHeadChanges(
      LoadedRun run,
      InstantSource time,
      Predicate<Instant> leaving,
      BooleanSupplier stored,
      boolean carried) {
    this.carried = carried;
    this.run = run;
    this.stored = stored;
    this.leaving = leaving;
    this.due = run.due();
    this.paused = run.progress().paused();
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
      Ending told = ending.get();
      RunHead head = over(told);
      StoredJson output = head.output();
      return output == null || output.size() <= MAX_OUTPUT ? head : over(tooLarge(output.size()));
    }
    RunPhase phase = run.state().waiting() ? RunPhase.WAITING : RunPhase.RUNNING;
    Instant next = phase == RunPhase.WAITING ? nextDue() : null;
    PauseRecord pause = run.progress().paused();
    if (phase == run.progress().phase()
        && Objects.equals(next, due)
        && Objects.equals(pause, paused)) {
      return null;
    }
    run.progress().phase(phase, time.instant());
    due = next;
    paused = pause;
    RunHead head = RunHead.going(run.birth().id(), phase, next, pause, round(), started());
    return next == null && !carried ? head : withProgress(head);
  }

  private RunHead withProgress(RunHead head) {
    told = time.instant();
    return head.withProgress(progress(head.phase()));
  }

  /** How far the run is, when its row has not told it for a while; null otherwise. */
  @Nullable RunHead progressed() {
    if (ended || Duration.between(told, time.instant()).compareTo(PROGRESS_EVERY) < 0) {
      return null;
    }
    RunPhase phase = run.progress().phase();
    return withProgress(RunHead.going(run.birth().id(), phase, due, paused, round(), started()));
  }

  private StoredJson progress(RunPhase phase) {
    Tallies tallies = run.progress().tallies(phase);
    return StoredJson.of(TallyJson.write(tallies, DoneOfTotal.of(run.workflow(), tallies)));
  }

  /**
   * What the row has to say with what happens in the middle of a turn: a run whose row tells a time
   * is left alone until then, whatever its journal holds. Null where the row tells none.
   */
  @Nullable RunHead awake() {
    if (ended || due == null) {
      return null;
    }
    due = null;
    paused = run.progress().paused();
    run.progress().phase(RunPhase.RUNNING, time.instant());
    return RunHead.going(run.birth().id(), RunPhase.RUNNING, null, paused, round(), started());
  }

  // A time that is written already stays, however near it has come.
  private @Nullable Instant nextDue() {
    if (!stored.getAsBoolean()) {
      return null;
    }
    Instant next =
        Stream.concat(
                run.state().nextDue().stream(),
                Stream.ofNullable(run.state().deadline(run.since())))
            .min(Comparator.naturalOrder())
            .map(at -> at.truncatedTo(ChronoUnit.MICROS))
            .orElse(RunHead.NEVER);
    return next.equals(due) || leaving.test(next) ? next : null;
  }

  /** The time in the row at which the run is taken up; null while it stays in memory. */
  @Nullable Instant due() {
    return due;
  }

  // A run that waited for room starts when it is first heard of.
  private @Nullable Instant started() {
    Instant now = started ? null : time.instant();
    started = true;
    return now;
  }

  private int round() {
    return run.state().reopened();
  }

  /** The phase that the run has ended in. */
  RunPhase endPhase() {
    return endPhase;
  }

  /** Whether the end of the run has been told. */
  boolean ended() {
    return ended;
  }

  /** The row of a run that cannot go on. */
  RunHead broken(String why) {
    ended = true;
    return over(new Ending.Failed(null, Failure.of(FailureCode.INTERNAL, why)));
  }

  private static Ending tooLarge(int size) {
    return new Ending.Failed(
        null,
        Failure.of(
            FailureCode.TOO_LARGE,
            "the output of the run has %d bytes, at most %d; give back a reference"
                .formatted(size, MAX_OUTPUT)));
  }

  private RunHead over(Ending ending) {
    endPhase = phase(ending);
    return new RunHead(
        run.birth().id(),
        endPhase,
        null,
        null,
        round(),
        started(),
        time.instant(),
        ending instanceof Ending.Succeeded(var output) ? StoredJson.of(output) : null,
        failure(ending),
        progress(endPhase));
  }

  private static RunPhase phase(Ending ending) {
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
