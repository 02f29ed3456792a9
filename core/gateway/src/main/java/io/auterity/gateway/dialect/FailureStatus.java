package io.auterity.gateway.dialect;

import io.auterity.spi.Failure;

/** The HTTP status of a failure: 502 instead of 503 where waiting does not help. */
public final class FailureStatus {

  public static int of(Failure failure) {
    return switch (failure.code()) {
      case INVALID, UNSUPPORTED, CONTEXT_TOO_LONG, CONTENT_REFUSED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT, IN_DOUBT -> 409;
      case TOO_LARGE -> 413;
      case RATE_LIMITED, QUOTA_EXHAUSTED, BUDGET_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNAVAILABLE -> failure.retryable() ? 503 : 502;
      case NO_VIABLE_PROVIDER -> failure.retryable() ? 503 : 400;
      case SATURATED -> 503;
      case TIMEOUT -> 504;
      default -> 500;
    };
  }
}
