package io.auterity.relay.health;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;

/** What an attempt says about its provider's health. */
public enum Sign {
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
  public static Sign of(Failure failure, Patience patience) {
    if (patience == Patience.LOST || PlatformCause.of(failure) != null) {
      return NEUTRAL;
    }
    FailureCode code = failure.code();
    return code == FailureCode.UNAVAILABLE || code == FailureCode.TIMEOUT ? FAILED : NEUTRAL;
  }
}
