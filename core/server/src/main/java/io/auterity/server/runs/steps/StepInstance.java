package io.auterity.server.runs.steps;

import io.auterity.platform.noun.WireTime;
import io.auterity.relay.decision.Decision;
import io.auterity.server.web.errors.FailureView;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.WaitingFor;
import io.auterity.workflow.view.StepExecution;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a step.
 *
 * @param key e.g. {@code triage[17].classify}
 * @param waitingFor what it waits for: time to pass, its next attempt, the answer of a person, or a
 *     message because its call is in doubt; absent unless it waits
 * @param attempts how often it was begun
 * @param failure why it failed, is tried again or is in doubt
 * @param nextTryAt when it is tried again; absent unless it waits for that
 * @param givesUpAt when it fails at the latest if its call is not taken until then; absent where
 *     nothing but the number of its tries says
 * @param decision what explains its call
 */
public record StepInstance(
    String key,
    int round,
    int node,
    String id,
    StepType type,
    StepPhase state,
    @Nullable WaitingFor waitingFor,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Double durationMs,
    int attempts,
    @Nullable FailureView failure,
    @Nullable Instant nextTryAt,
    @Nullable Instant givesUpAt,
    @Nullable String decision) {

  static StepInstance of(StepExecution step) {
    return new StepInstance(
        step.key(),
        step.round(),
        step.node(),
        step.id(),
        step.type(),
        step.phase(),
        step.waitingFor(),
        step.startedAt(),
        step.finishedAt(),
        took(step.startedAt(), step.finishedAt()),
        step.attempts(),
        FailureView.orNull(step.failure()),
        step.nextTryAt(),
        step.givesUpAt(),
        step.decision() == null ? null : Decision.ID.write(step.decision()));
  }

  private static @Nullable Double took(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : WireTime.millis(Duration.between(from, to));
  }
}
