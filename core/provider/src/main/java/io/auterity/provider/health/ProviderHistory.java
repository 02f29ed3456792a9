package io.auterity.provider.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A ring of equal spans of time, the latest of a provider's history; older ones are forgotten. */
final class ProviderHistory {

  private final long span;
  private final @Nullable Count[] ring;

  /**
   * @param span length of one bin in milliseconds
   */
  ProviderHistory(int size, long span) {
    this.ring = new @Nullable Count[size];
    this.span = span;
  }

  void add(long millis, boolean ok, long nanos) {
    Count count = count(millis / span);
    if (ok) {
      count.ok++;
      count.durations.add(nanos);
    } else {
      count.failed++;
    }
  }

  /** All bins up to now, oldest first; one in which nothing happened has zeros. */
  List<ProviderHealth.Bin> until(long millis) {
    long last = millis / span;
    List<ProviderHealth.Bin> bins = new ArrayList<>(ring.length);
    for (long number = last - ring.length + 1; number <= last; number++) {
      bins.add(bin(number));
    }
    return bins;
  }

  /** Median of all successes in the ring up to now, or null when there was none. */
  @Nullable Long median(long millis) {
    long last = millis / span;
    Durations all = new Durations();
    for (Count count : ring) {
      if (count != null && count.number > last - ring.length) {
        all.addAll(count.durations);
      }
    }
    return all.median();
  }

  /** Within how long 95 % of all were there, when there were enough of them up to now. */
  OptionalLong p95(long millis, int enough) {
    long last = millis / span;
    Durations all = new Durations();
    for (Count count : ring) {
      if (count != null && count.number > last - ring.length) {
        all.addAll(count.durations);
      }
    }
    return all.total < enough ? OptionalLong.empty() : OptionalLong.of(all.quantile(0.95));
  }

  private ProviderHealth.Bin bin(long number) {
    Instant at = Instant.ofEpochMilli(number * span);
    Count count = ring[Math.floorMod(number, ring.length)];
    return count == null || count.number != number
        ? new ProviderHealth.Bin(at, 0, 0, null)
        : new ProviderHealth.Bin(at, count.ok, count.failed, count.durations.median());
  }

  private Count count(long number) {
    int place = Math.floorMod(number, ring.length);
    Count count = ring[place];
    if (count == null || count.number != number) {
      count = new Count(number);
      ring[place] = count;
    }
    return count;
  }

  private static final class Count {
    private final long number;
    private final Durations durations = new Durations();
    private int ok;
    private int failed;

    Count(long number) {
      this.number = number;
    }
  }

  /**
   * Counts durations in buckets of a quarter octave, so that a quantile is right within a tenth.
   */
  private static final class Durations {

    private static final int PER_OCTAVE = 4;
    private static final int BUCKETS = 112;

    private final int[] counts = new int[BUCKETS];
    private int total;

    void add(long nanos) {
      counts[bucket(nanos)]++;
      total++;
    }

    void addAll(Durations other) {
      for (int i = 0; i < BUCKETS; i++) {
        counts[i] += other.counts[i];
      }
      total += other.total;
    }

    /** The median in nanoseconds, or null when nothing was added. */
    @Nullable Long median() {
      return total == 0 ? null : quantile(0.5);
    }

    private long quantile(double share) {
      int left = (int) Math.ceil(total * share);
      int bucket = 0;
      while (left > counts[bucket]) {
        left -= counts[bucket++];
      }
      return middle(bucket);
    }

    // Bucket 0 begins at 1 µs, the last one is above four minutes.
    private static int bucket(long nanos) {
      double octaves = Math.log(Math.max(1, nanos / 1_000.0)) / Math.log(2);
      return (int) Math.min(BUCKETS - 1L, (long) (octaves * PER_OCTAVE));
    }

    private static long middle(int bucket) {
      return (long) (1_000 * Math.pow(2, (bucket + 0.5) / PER_OCTAVE));
    }
  }
}
