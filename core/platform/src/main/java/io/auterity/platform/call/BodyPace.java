package io.auterity.platform.call;

import java.time.Duration;

/**
 * The minimum data rate of a request body (slowloris protection): a time limit that each byte
 * extends by a part of a second, never beyond the grace. So a stall is as long at most as the
 * grace, and a sender below the floor runs out of time.
 *
 * @param grace the most time that is ever left
 * @param floor bytes that give one second more
 */
public record BodyPace(Duration grace, int floor) {

  /** For bodies of callers: 20 seconds, and 1 KiB a second. */
  public static final BodyPace USUAL = new BodyPace(Duration.ofSeconds(20), 1024);

  private static final long SECOND = 1_000_000_000;

  public BodyPace {
    if (grace.isNegative() || grace.isZero() || floor < 1) {
      throw new IllegalArgumentException("no time at all: " + grace + ", " + floor);
    }
  }

  /**
   * The nanoseconds that are left after some bytes came; none or less: it came too slowly.
   *
   * @param left what was left before; {@link #start()} at the beginning
   * @param waited nanoseconds for which its reader had nothing to read
   */
  public long left(long left, long waited, long bytes) {
    long before = left - waited;
    long more = Math.min(bytes, Long.MAX_VALUE / SECOND) * SECOND / floor;
    return before <= 0 ? before : Math.min(start(), before + more);
  }

  /** The nanoseconds that are left when nothing has come. */
  public long start() {
    return grace.toNanos();
  }
}
