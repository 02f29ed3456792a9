package io.auterity.relay.ledger;

/**
 * One limit's part of a closed hold, as the decision keeps it. Amounts are in nano-units, or calls.
 * Decisions keep it by the places of its components: it grows at the end only.
 *
 * @param unit {@code USD}, or {@code calls}
 * @param returned what was held and not used
 * @param overrun what was used beyond hold and lease; the next lease covers it first
 * @param left under the cap afterwards
 */
public record Held(
    String kind,
    String limit,
    String unit,
    long held,
    long settled,
    long returned,
    long overrun,
    long left,
    long cap,
    Period period) {}
