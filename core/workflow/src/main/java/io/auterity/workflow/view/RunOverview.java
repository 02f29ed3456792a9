package io.auterity.workflow.view;

import io.auterity.platform.call.Principal;
import io.auterity.spi.Failure;
import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.live.DoneOfTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param failure why it failed or was cancelled
 * @param failedStep e.g. {@code triage[17].classify}
 * @param stalled why it is not carried on although it is not over
 * @param paused who has paused it, and when; null when it is not paused
 * @param queued time that it waited for room
 * @param duration time since it started, or that it took
 * @param digest of workflow, input and labels, hexadecimal
 * @param descent which triggers have led to it
 * @param limitKey by which it counts for the limit of its workflow; null where that has none
 * @param begins when it does, unless another start comes by then; null where it waits for none
 */
public record RunOverview(
    UUID id,
    String workflow,
    int version,
    RunPhase phase,
    @Nullable Failure failure,
    @Nullable String failedStep,
    @Nullable Failure stalled,
    @Nullable PauseRecord paused,
    Principal startedBy,
    String door,
    Map<String, String> labels,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Duration queued,
    Duration duration,
    DoneOfTotal progress,
    String digest,
    TriggerAncestry descent,
    @Nullable String limitKey,
    @Nullable Instant begins) {
  public RunOverview {
    labels = Map.copyOf(labels);
  }
}
