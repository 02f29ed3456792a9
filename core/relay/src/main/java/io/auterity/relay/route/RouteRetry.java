package io.auterity.relay.route;

import java.time.Duration;

/**
 * The retry policy of a route at the same provider, with exponential backoff and jitter.
 *
 * @param max most repetitions at one provider
 * @param backoff longest pause before the first repetition; it doubles with each further one
 * @param limit longest pause of all
 */
public record RouteRetry(int max, Duration backoff, Duration limit) {

  public static final RouteRetry STANDARD =
      new RouteRetry(2, Duration.ofMillis(100), Duration.ofSeconds(2));

  public RouteRetry {
    if (max < 0 || backoff.isNegative() || limit.compareTo(backoff) < 0) {
      throw new IllegalArgumentException("retry %d, %s, %s".formatted(max, backoff, limit));
    }
  }

  /** Pause before repetition {@code number}, which counts from 1: half fixed, half by chance. */
  public long pause(int number, double jitter) {
    long doubled = backoff.toNanos() << Math.min(20, number - 1);
    long whole = Math.min(limit.toNanos(), doubled);
    return whole / 2 + (long) (jitter * whole / 2);
  }
}
