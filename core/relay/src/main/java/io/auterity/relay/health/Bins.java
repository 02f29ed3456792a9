package io.auterity.relay.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ring of equal spans of time, the latest of a provider's history; older ones are forgotten. */
final class Bins {

  private final long span;
  private final @Nullable Count[] ring;

  /**
   * @param span length of one bin in milliseconds
   */
  Bins(int size, long span) {
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
  List<Bin> until(long millis) {
    long last = millis / span;
    List<Bin> bins = new ArrayList<>(ring.length);
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

  private Bin bin(long number) {
    Instant at = Instant.ofEpochMilli(number * span);
    Count count = ring[Math.floorMod(number, ring.length)];
    return count == null || count.number != number
        ? new Bin(at, 0, 0, null)
        : new Bin(at, count.ok, count.failed, count.durations.median());
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
}
