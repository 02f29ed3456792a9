package io.auterity.relay.decision.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of one run: what its calls did over time, in bins of equal length.
 *
 * @param latency of the decisions that ended well, by the bin in which they began; null when none
 * @param providers attempts by provider
 * @param injected when attempts at a provider failed because a fault was switched on
 */
public record RunTimeline(
    Instant from,
    long binMillis,
    List<@Nullable Latency> latency,
    Map<String, Lane> providers,
    List<Injected> injected) {

  /** Median and 95th percentile in microseconds. */
  public record Latency(long p50Micros, long p95Micros) {}

  /** Attempts at one provider, one figure for each bin. */
  public record Lane(List<Integer> ok, List<Integer> failed) {
    public Lane {
      ok = List.copyOf(ok);
      failed = List.copyOf(failed);
    }
  }

  /** From the first such attempt to the end of the last. */
  public record Injected(String provider, Instant from, Instant to) {}
}
