package io.auterity.workflow.seat;

import java.util.UUID;

/**
 * A server that asks for the seat of the engine.
 *
 * @param server its id, the same after it was restarted
 * @param host its name for people
 * @param version of the engine's rules
 */
public record SeatCandidate(UUID server, String host, int version) {}
