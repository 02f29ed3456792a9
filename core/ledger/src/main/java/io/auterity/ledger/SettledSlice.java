package io.auterity.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What a process that has ended left leased, and to what that was settled.
 *
 * @param limit the {@link Limit#row} of it
 * @param leased what it had
 * @param settled what it had told that it used
 */
public record SettledSlice(String limit, Instant window, UUID process, long leased, long settled) {}
