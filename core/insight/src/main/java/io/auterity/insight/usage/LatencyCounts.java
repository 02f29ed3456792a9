package io.auterity.insight.usage;

import org.jspecify.annotations.Nullable;

/** Durations counted in buckets of a quarter octave, so that a quantile is right within a tenth. */
public final class LatencyCounts {

  private static final int PER_OCTAVE = 4;
  private static final int BUCKETS = 128;
  private static final double MICRO = 1_000;
  private static final double MIDDLE = 0.5;

  private final double[] counts = new double[BUCKETS];
  private double total;

  /** One more. */
  public void add(long nanos) {
    double octaves = Math.log(Math.max(1, nanos / MICRO)) / Math.log(2);
    counts[(int) Math.min(BUCKETS - 1L, (long) (octaves * PER_OCTAVE))]++;
    total++;
  }

  /** Adds as many calls as are told, spread as these were. */
  public void addLike(LatencyCounts other, long calls) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i] * calls / other.total;
    }
    total += calls;
  }

  /** In nanoseconds; null when nothing was counted. */
  public @Nullable Long quantile(double share) {
    double left = total * share;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      left -= counts[bucket];
      if (total > 0 && left <= 0) {
        return (long) (MICRO * Math.pow(2, (bucket + MIDDLE) / PER_OCTAVE));
      }
    }
    return null;
  }
}
