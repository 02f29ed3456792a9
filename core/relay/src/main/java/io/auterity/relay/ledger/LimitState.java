package io.auterity.relay.ledger;

/**
 * How a limit stands in this process now; amounts in nano-units, or calls.
 *
 * @param leased what this process may spend; settled and held together never exceed it
 * @param overrun what was used beyond hold and lease; the next lease covers it first
 * @param left under the cap, as far as this process knows
 */
public record LimitState(
    Limit limit, long leased, long held, long settled, long overrun, long left) {}
