package io.auterity.workflow.view;

import io.auterity.spi.Failure;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.live.WaitingFor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a step.
 *
 * @param key e.g. {@code triage[17].classify}
 * @param waitingFor null unless it waits
 * @param attempts how often it was begun
 * @param failure why it failed, is tried again or is in doubt
 * @param nextTryAt when it is tried again; null unless it waits for that
 * @param givesUpAt when it fails at the latest if its call is not taken; null where that is not
 *     known
 * @param decision what explains its call
 */
public record StepExecution(
    String key,
    int round,
    int node,
    String id,
    StepType type,
    StepPhase phase,
    @Nullable WaitingFor waitingFor,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    int attempts,
    @Nullable Failure failure,
    @Nullable Instant nextTryAt,
    @Nullable Instant givesUpAt,
    @Nullable UUID decision) {}
