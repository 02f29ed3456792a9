package io.auterity.platform.transport;

import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RatePool;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the backoff that a vendor asks for in the head of its reply. */
final class VendorBackoff {

  /** Statuses that mean so where the head says when to come again; GitHub says it with 403. */
  private static final Set<Integer> REFUSALS = Set.of(403, 429, 503);

  /**
   * Reads the head of a reply.
   *
   * @param header its values by name
   * @param limit the headers in which the vendor tells what is left; null when it has none
   * @return null when it does not say so
   */
  static @Nullable Duration told(
      int status,
      Function<String, @Nullable String> header,
      @Nullable RateHeaders limit,
      Instant now) {
    String retryAfter = REFUSALS.contains(status) ? header.apply("retry-after") : null;
    Duration wait =
        retryAfter == null ? null : RetryAfter.parse(retryAfter, sent(header, now)).orElse(null);
    if (wait == null
        && limit != null
        && !countsApart(header, limit)
        && isNothing(header.apply(limit.remaining()))) {
      String reset = header.apply(limit.reset());
      wait = reset == null ? null : RateReset.in(reset, limit.resetAs(), sent(header, now));
    }
    return wait == null ? null : RetryAfter.heeded(wait);
  }

  /** Whether a vendor counts the request of a reply with others than most. */
  static boolean countsApart(
      Function<String, @Nullable String> header, @Nullable RateHeaders limit) {
    RatePool pool = limit == null ? null : limit.pool();
    String counted = pool == null ? null : header.apply(pool.header());
    return pool != null && counted != null && !counted.strip().equals(pool.usual());
  }

  private static boolean isNothing(@Nullable String remaining) {
    return remaining != null && remaining.strip().matches("0+(\\.0+)?|-[0-9.]+");
  }

  // The vendor's own clock, where it tells it: ours may be off.
  private static Instant sent(Function<String, @Nullable String> header, Instant now) {
    String date = header.apply("date");
    Instant sent = date == null ? null : RateReset.date(date);
    return sent == null ? now : sent;
  }
}
