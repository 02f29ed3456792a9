package io.auterity.relay.health;

import io.auterity.platform.call.Invocation;
import java.time.Duration;

/** How a call stood with its caller when an attempt of it ended. */
public enum Patience {
  /** The provider had the time that it is due. */
  KEPT,
  /** The caller had gone, or gave less time than a provider is due and that was over. */
  LOST;

  /**
   * The time that a provider is due: one that hangs must be found out by callers who give the half
   * minute that clients usually give. The timeout of a step is its own limit, however short.
   */
  private static final Duration DUE = Duration.ofSeconds(10);

  /** Timers beneath an attempt count whole milliseconds, so one may end that much too early. */
  private static final Duration COARSE = Duration.ofMillis(1);

  /**
   * What is so when an attempt ends.
   *
   * @param timeout of the whole call
   * @param left of it
   */
  public static Patience of(
      Invocation.Door door, Duration timeout, Duration left, boolean callerGone) {
    boolean hasty = door != Invocation.Door.WORKFLOW && timeout.compareTo(DUE) < 0;
    boolean over = left.compareTo(COARSE) <= 0;
    return callerGone || (hasty && over) ? LOST : KEPT;
  }
}
