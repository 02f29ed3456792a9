package io.auterity.workflow.live;

import java.time.Duration;

/** Durations in logarithmic classes, each at most 7 % wide. */
final class Latencies {

  private static final int PER_OCTAVE = 16;
  private static final int CLASSES = 44 * PER_OCTAVE;

  private final int[] counts = new int[CLASSES];
  private int total;

  void add(Duration duration) {
    counts[index(Math.max(1, duration.toNanos() / 1_000))]++;
    total++;
  }

  boolean isEmpty() {
    return total == 0;
  }

  /** The duration that a share of all, from 0 to 1, does not exceed. */
  Duration quantile(double share) {
    int rank = (int) Math.ceil(total * share);
    int seen = 0;
    for (int index = 0; index < CLASSES; index++) {
      seen += counts[index];
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos((long) (micros(index) * 1_000));
      }
    }
    return Duration.ZERO;
  }

  private static int index(long micros) {
    int octave = 63 - Long.numberOfLeadingZeros(micros);
    double within = (double) micros / (1L << octave) - 1;
    return Math.min(CLASSES - 1, octave * PER_OCTAVE + (int) (within * PER_OCTAVE));
  }

  // The middle of the class.
  private static double micros(int index) {
    double within = (index % PER_OCTAVE + 0.5) / PER_OCTAVE;
    return (1L << (index / PER_OCTAVE)) * (1 + within);
  }
}
