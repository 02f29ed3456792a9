package io.auterity.relay.health;

/** Where a breaker is. */
public enum Phase {
  /** All calls pass. */
  CLOSED,
  /** No call passes. */
  OPEN,
  /** One call at a time, then a growing share of calls, finds out whether the provider is back. */
  HALF_OPEN
}
