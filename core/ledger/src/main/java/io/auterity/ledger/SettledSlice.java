package io.auterity.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * The settlement of what a process that has ended left leased of a limit.
 *
 * @param limit the {@link Limit#row} of it
 * @param leased what it had
 * @param settled what it had told that it used
 */
public record SettledSlice(String limit, Instant window, UUID process, long leased, long settled) {}
