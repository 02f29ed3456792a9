package io.auterity.relay.decision.archive;

import java.time.Instant;
import java.util.UUID;

/** A call that a step of a run made, with the time when it began. */
public record StepCall(UUID run, String step, int round, Instant began) {}
