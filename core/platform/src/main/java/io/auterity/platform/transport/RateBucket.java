package io.auterity.platform.transport;

import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one credential may send to one host: a token bucket in the form of GCRA, which needs only
 * the time at which the bucket would be full again. A vendor that says "retry after" shuts it.
 */
final class RateBucket {

  private final long interval;
  private final long burst;
  private long fullAt;
  private long shutUntil;
  private long reopened;
  private boolean started;

  /** A bucket that is full; without a limit only {@link #shut} holds requests back. */
  RateBucket(@Nullable RateLimit limit) {
    long span = limit == null ? 0 : Duration.ofSeconds(limit.seconds()).toNanos();
    this.interval = limit == null ? 0 : span / limit.requests();
    this.burst = span;
  }

  /**
   * Takes a token if that needs no longer wait than {@code patience}.
   *
   * @return how long to wait before the request is sent; if that exceeds the patience nothing was
   *     taken
   */
  synchronized Duration take(long now, Duration patience) {
    start(now);
    long begin = Math.max(now, fullAt);
    long wait = Math.max(begin + interval - burst - now, shutUntil - now);
    if (wait <= patience.toNanos()) {
      fullAt = begin + interval;
    }
    return Duration.ofNanos(Math.max(0, wait));
  }

  /**
   * Lets no request through for as long.
   *
   * @param begun when the request was whose reply says so; one from before it was reopened tells
   *     nothing
   */
  synchronized void shut(long now, Duration duration, long begun) {
    start(begun);
    if (begun - reopened >= 0) {
      shutUntil = Math.max(shutUntil, now + duration.toNanos());
    }
  }

  /** Lets requests through again. */
  synchronized void reopen(long now) {
    start(now);
    shutUntil = now;
    reopened = now;
  }

  private void start(long now) {
    if (!started) {
      started = true;
      fullAt = now;
      shutUntil = now;
      reopened = now;
    }
  }
}
