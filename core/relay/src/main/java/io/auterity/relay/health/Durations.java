package io.auterity.relay.health;

import org.jspecify.annotations.Nullable;

/** Counts durations in buckets of a quarter octave, so that a quantile is right within a tenth. */
final class Durations {

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
    if (total == 0) {
      return null;
    }
    int left = (total + 1) / 2;
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
