package io.auterity.cli.demo;

import java.util.Locale;

/**
 * The pace of a demo run: how far apart items begin, so that an outage and the return after it can
 * be watched. It spreads 24 items over 16 seconds, 502 and more over 31.
 */
final class Pace {

  private static final double SHORTEST = 16;
  private static final double LONGEST = 31;
  private static final double FEW = 24;
  private static final double MANY = 502;

  /** Seconds over which so many items begin. */
  static double spread(int items) {
    double share = Math.clamp((items - FEW) / (MANY - FEW), 0, 1);
    return SHORTEST + share * (LONGEST - SHORTEST);
  }

  /** The time between two items as the workflow reads it, e.g. {@code 0.696s}. */
  static String of(int items) {
    return String.format(Locale.ROOT, "%.4fs", spread(items) / Math.max(1, items - 1));
  }
}
