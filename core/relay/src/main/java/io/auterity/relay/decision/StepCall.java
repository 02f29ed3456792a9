package io.auterity.relay.decision;

import java.time.Instant;

/** When a call began that a step made. */
public record StepCall(String step, int round, Instant began) {}
