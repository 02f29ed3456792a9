package io.auterity.relay.health;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;

/** What an attempt says about its provider's health. */
public enum HealthSign {
  /** It answered. */
  OK,
  /** It did not answer as a working provider would. */
  FAILED,
  /**
   * It says nothing: the caller was wrong or went away, or a limit was reached, or the platform
   * failed.
   */
  NEUTRAL;

  /**
   * Only a vendor that cannot be reached or does not answer in time counts against it; what the
   * platform itself caused does not, nor what comes of a caller who did not wait.
   */
  public static HealthSign of(Failure failure, Patience patience) {
    if (patience == Patience.LOST || PlatformCause.of(failure) != null) {
      return NEUTRAL;
    }
    FailureCode code = failure.code();
    return code == FailureCode.UNAVAILABLE || code == FailureCode.TIMEOUT ? FAILED : NEUTRAL;
  }

  /** How a call stood with its caller when an attempt of it ended. */
  public enum Patience {
    /** The provider had the time that it is due. */
    KEPT,
    /** The caller had gone, or gave less time than a provider is due and that was over. */
    LOST;

    /**
     * The time that a provider is due: one that hangs must be found out by callers who give the
     * half minute that clients usually give. The timeout of a step is its own limit, however short.
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
}
