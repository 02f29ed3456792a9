package io.auterity.workflow.seat;

import io.auterity.platform.time.Time;
import java.time.Duration;

/**
 * The tenure of this server in the seat, under one epoch. By a clock of this machine that never
 * jumps it tells whether the last renewal is recent enough that no other server can have the seat.
 */
public final class SeatTenure {

  /** How old the last renewal may be for a call to begin; shorter than the lease. */
  public static final Duration GOOD_FOR = Duration.ofSeconds(2);

  private final long epoch;
  private final Time time;
  private final boolean goesOn;
  private volatile long renewed;

  /**
   * A tenure that has just begun.
   *
   * @param asked when the seat was asked for, in nanoseconds
   * @param goesOn whether the process before this one of the same server had the seat last
   */
  public SeatTenure(long epoch, Time time, long asked, boolean goesOn) {
    this.epoch = epoch;
    this.time = time;
    this.goesOn = goesOn;
    this.renewed = asked;
  }

  /** What commits of this tenure stand under. */
  public long epoch() {
    return epoch;
  }

  /** Whether the process before this one of the same server ended with the seat. */
  public boolean goesOn() {
    return goesOn;
  }

  /** The database has renewed the seat, which it was asked for then. */
  public void renewed(long asked) {
    renewed = asked;
  }

  /** Whether no other server can have the seat now. */
  public boolean sure() {
    return time.nanos() - renewed < GOOD_FOR.toNanos();
  }
}
