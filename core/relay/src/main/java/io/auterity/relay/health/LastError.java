package io.auterity.relay.health;

import java.time.Instant;

/**
 * The latest failure of a provider.
 *
 * @param injected whether a fault was switched on to make it
 */
public record LastError(String code, Instant at, String message, boolean injected) {}
