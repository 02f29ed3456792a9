package io.auterity.workflow.live;

import java.time.Duration;

/** Durations in logarithmic classes, each at most 7 % wide. */
final class Latencies {

  private static final int PER_OCTAVE = 16;
  private static final int OCTAVES = 44;

  /** Counts by octave of microseconds; an octave is made when it is needed. */
  private final int[][] counts = new int[OCTAVES][];

  private int total;

  void add(Duration duration) {
    long micros = Math.max(1, duration.toNanos() / 1_000);
    int octave = Math.min(OCTAVES - 1, 63 - Long.numberOfLeadingZeros(micros));
    double within = Math.min(1, (double) micros / (1L << octave) - 1);
    if (counts[octave] == null) {
      counts[octave] = new int[PER_OCTAVE];
    }
    counts[octave][Math.min(PER_OCTAVE - 1, (int) (within * PER_OCTAVE))]++;
    total++;
  }

  boolean isEmpty() {
    return total == 0;
  }

  /** The duration that a share of all, from 0 to 1, does not exceed. */
  Duration quantile(double share) {
    int rank = Math.max(1, (int) Math.ceil(total * share));
    int seen = 0;
    for (int octave = 0; octave < OCTAVES; octave++) {
      for (int part = 0; counts[octave] != null && part < PER_OCTAVE; part++) {
        seen += counts[octave][part];
        if (seen >= rank) {
          return middle(octave, part);
        }
      }
    }
    return Duration.ZERO;
  }

  private static Duration middle(int octave, int part) {
    return Duration.ofNanos((long) ((1L << octave) * (1 + (part + 0.5) / PER_OCTAVE) * 1_000));
  }
}
