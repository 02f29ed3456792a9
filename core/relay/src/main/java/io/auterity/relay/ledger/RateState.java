package io.auterity.relay.ledger;

/**
 * How a rate stands in this process now.
 *
 * @param ended calls that count and have ended
 * @param underWay calls that count and are under way
 */
public record RateState(RateLimit limit, long ended, long underWay) {}
