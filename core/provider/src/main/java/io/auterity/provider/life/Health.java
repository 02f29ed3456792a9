package io.auterity.provider.life;

import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * The health of a provider, as its health checks have found it. A failure that a repetition cannot
 * mend, or the third in a row, is an error; one that may pass only degrades a provider that has
 * worked.
 *
 * @param failures in a row
 * @param mendable whether it is away and a further check alone may bring it back
 */
record Health(State state, @Nullable String reason, int failures, boolean mendable) {

  static final Health PENDING = new Health(State.PENDING, null, 0, true);
  private static final int TOLERATED = 2;

  /** Nothing is open that could be checked. */
  static Health error(String reason) {
    return new Health(State.ERROR, reason, 0, false);
  }

  /** It waits for its tenant, whom no check replaces. */
  static Health held(String reason) {
    return new Health(State.PENDING, reason, 0, false);
  }

  /** It waits for its tenant no longer, and cannot be called yet. */
  static Health opening(String reason) {
    return new Health(State.PENDING, reason, 0, true);
  }

  /** Whether it waits for its tenant. */
  boolean awaitsConsent() {
    return state == State.PENDING && !mendable;
  }

  static Health disabled(String reason) {
    return new Health(State.DISABLED, reason, 0, false);
  }

  /** Whether attempts may go there. */
  boolean usable() {
    return state == State.CONNECTED || state == State.DEGRADED;
  }

  /** After one more check; null when it succeeded. What the platform caused tells nothing. */
  Health after(@Nullable Failure failure) {
    if (failure == null) {
      return new Health(State.CONNECTED, null, 0, false);
    }
    if (PlatformCause.of(failure) != null || failure.code() == FailureCode.SATURATED) {
      return this;
    }
    boolean passing = usable() && failure.retryable() && failures < TOLERATED;
    String text = failure.code().wire() + ": " + failure.message();
    return passing
        ? new Health(State.DEGRADED, text, failures + 1, false)
        : new Health(State.ERROR, text, failures + 1, failure.retryable());
  }
}
