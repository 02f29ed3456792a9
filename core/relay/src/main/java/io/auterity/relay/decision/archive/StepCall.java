package io.auterity.relay.decision.archive;

import java.time.Instant;
import java.util.UUID;

/** When a call began that a step made. */
public record StepCall(UUID run, String step, int round, Instant began) {}
