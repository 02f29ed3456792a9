package io.auterity.relay.health;

/**
 * The breaker's and the slot's leave for one attempt; it is given back once.
 *
 * @param begun when it was given, in nanoseconds
 * @param trips of the breaker at that moment
 */
public record Permit(long begun, int trips) {}
