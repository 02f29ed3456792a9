package io.auterity.spi;

import java.util.Locale;

/**
 * Stable codes of failures, with the usual place of their cause and whether a repetition may help.
 */
public enum FailureCode {
  INVALID(Origin.CALLER, false),
  UNAUTHENTICATED(Origin.CALLER, false),
  FORBIDDEN(Origin.CALLER, false),
  NOT_FOUND(Origin.CALLER, false),
  CONFLICT(Origin.CALLER, false),
  UNSUPPORTED(Origin.CALLER, false),
  RATE_LIMITED(Origin.PLATFORM, true),
  QUOTA_EXHAUSTED(Origin.PLATFORM, false),
  BUDGET_EXHAUSTED(Origin.PLATFORM, false),
  /** The platform itself has no room at the moment; it says nothing of the provider. */
  SATURATED(Origin.PLATFORM, true),
  TOO_LARGE(Origin.CALLER, false),
  CONTEXT_TOO_LONG(Origin.CALLER, false),
  CONTENT_REFUSED(Origin.PLATFORM, false),
  UNAVAILABLE(Origin.PLATFORM, true),
  TIMEOUT(Origin.PLATFORM, true),
  CANCELLED(Origin.CALLER, false),
  NO_VIABLE_PROVIDER(Origin.PLATFORM, true),
  IN_DOUBT(Origin.PLATFORM, false),
  INTERNAL(Origin.PLATFORM, false);

  private final Origin origin;
  private final boolean retryable;

  FailureCode(Origin origin, boolean retryable) {
    this.origin = origin;
    this.retryable = retryable;
  }

  /** What the status of a vendor's HTTP answer that failed says by itself. */
  public static FailureCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 402 -> QUOTA_EXHAUSTED;
      case 403 -> FORBIDDEN;
      case 404, 410 -> NOT_FOUND;
      case 405, 501 -> UNSUPPORTED;
      case 408, 504, 524 -> TIMEOUT;
      case 409 -> CONFLICT;
      case 413 -> TOO_LARGE;
      case 429 -> RATE_LIMITED;
      default -> status >= 400 && status < 500 ? INVALID : UNAVAILABLE;
    };
  }

  /**
   * Where the cause lies when the platform itself fails with this code. What comes out of a
   * connector and is not the caller's is its vendor's; the host says so.
   */
  public Origin origin() {
    return origin;
  }

  /** Whether the same call may succeed later, unless a failure says otherwise. */
  public boolean retryable() {
    return retryable;
  }

  /** The code on the wire, e.g. {@code rate_limited}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
