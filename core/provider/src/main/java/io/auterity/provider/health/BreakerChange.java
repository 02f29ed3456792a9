package io.auterity.provider.health;

import org.jspecify.annotations.Nullable;

/**
 * What a circuit breaker of this server found out, for the other servers.
 *
 * @param of id of the offer, the capability or the provider that it keeps calls from
 * @param delay how long it stays open before its next probe, in nanoseconds
 * @param failing for how long every attempt had failed when it opened, in nanoseconds
 */
public record BreakerChange(String of, Kind kind, long delay, long failing) {

  /** Whether the breaker blocks calls. */
  boolean blocksCalls() {
    return kind == Kind.OPENED || kind == Kind.PROBING;
  }

  /** What was found out. */
  public enum Kind {
    /** It does not answer: no call passes. */
    OPENED,
    /** One call has passed to find out whether it is back. */
    PROBING,
    /** That call said nothing: the next one may find out. */
    RELEASED,
    /** It is back: a growing share of calls passes. */
    RECOVERED;

    /** What an attempt that brought a breaker from one state to the next shows; null: nothing. */
    static @Nullable Kind between(CircuitBreaker before, CircuitBreaker next) {
      if (next.trips() > before.trips()) {
        return OPENED;
      }
      if (before.phase() == CircuitBreaker.Phase.CLOSED || before.admits() > 0) {
        return null;
      }
      if (next.admits() > 0) {
        return RECOVERED;
      }
      if (next.probe() == before.probe()) {
        return null;
      }
      return next.probe() == CircuitBreaker.Probe.HERE
          ? PROBING
          : before.probe() == CircuitBreaker.Probe.HERE ? RELEASED : null;
    }
  }
}
