package io.auterity.workflow.journal;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a run's row that changes. A null leaves its column unchanged, except {@code due} and
 * {@code paused}, which it clears.
 *
 * @param due when a run that waits is taken up, to the microsecond; null while it is in memory
 * @param paused that it is paused; null when it is not
 * @param round how often it was reopened
 * @param failure JSON of the failure and the step that failed
 * @param progress JSON of what each node came to: once the run is over, and when it left memory
 */
public record RunHead(
    UUID run,
    RunPhase phase,
    @Nullable Instant due,
    @Nullable PauseRecord paused,
    int round,
    @Nullable Instant started,
    @Nullable Instant finished,
    @Nullable StoredJson output,
    @Nullable StoredJson failure,
    @Nullable StoredJson progress) {

  /** The due of a run that waits for no time, but for a person; queued, until it may begin. */
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  public RunHead {
    Objects.requireNonNull(run);
    Objects.requireNonNull(phase);
  }

  /** Whether it is noted and may not begin yet, or was given up before. */
  public boolean noted() {
    return NEVER.equals(due) && (phase == RunPhase.QUEUED || phase.over());
  }

  /** A run that goes on. */
  public static RunHead going(
      UUID run,
      RunPhase phase,
      @Nullable Instant due,
      @Nullable PauseRecord paused,
      int round,
      @Nullable Instant started) {
    return new RunHead(run, phase, due, paused, round, started, null, null, null, null);
  }

  /** This head with what each node has come to. */
  public RunHead withProgress(StoredJson value) {
    return new RunHead(run, phase, due, paused, round, started, finished, output, failure, value);
  }

  /** This head after an earlier one that was not written yet. */
  public RunHead after(RunHead earlier) {
    return new RunHead(
        run,
        phase,
        due,
        paused,
        round,
        started == null ? earlier.started : started,
        finished,
        output,
        failure,
        progress);
  }

  /** About how much it takes. */
  long bytes() {
    return size(output) + size(failure) + size(progress);
  }

  private static long size(@Nullable StoredJson json) {
    return json == null ? 0 : json.size();
  }

  /** The failure and the step it belongs to, as JSON. */
  public static StoredJson failure(Failure failure, @Nullable String step) {
    return StoredJson.of(FailureJson.write(failure).with("step", Json.of(step)));
  }
}
