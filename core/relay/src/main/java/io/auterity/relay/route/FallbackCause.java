package io.auterity.relay.route;

import io.auterity.platform.json.LowerCaseName;
import io.auterity.spi.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cause of failures for which a route may name fallbacks of their own. */
public enum FallbackCause implements LowerCaseName {
  /** The request is longer than the model's context, or too large. */
  CONTEXT_TOO_LONG,
  /** A vendor's content policy refused the request or the answer. */
  CONTENT_REFUSED,
  /** The offer is out, too slow, or has no room under a limit of its vendor. */
  OVERLOADED;

  /**
   * The causes for whose fallbacks a call may begin, the first that has any: offers that stand
   * before these are out, or do not take the request. None has refused its content then.
   */
  public static final List<FallbackCause> BEFORE_ANY = List.of(OVERLOADED, CONTEXT_TOO_LONG);

  /** The cause that a failure's code tells of; null for codes that have no fallbacks. */
  public static @Nullable FallbackCause of(FailureCode code) {
    return switch (code) {
      case CONTEXT_TOO_LONG, TOO_LARGE -> CONTEXT_TOO_LONG;
      case CONTENT_REFUSED -> CONTENT_REFUSED;
      case UNAVAILABLE, TIMEOUT, SATURATED, RATE_LIMITED, QUOTA_EXHAUSTED -> OVERLOADED;
      default -> null;
    };
  }
}
