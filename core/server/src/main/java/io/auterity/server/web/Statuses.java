package io.auterity.server.web;

import io.auterity.spi.Failure;

/** The HTTP status of each failure. */
final class Statuses {

  static final int NOT_FOUND = 404;

  private Statuses() {}

  /** 502 instead of 503 where waiting does not help. */
  static int of(Failure failure) {
    return switch (failure.code()) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case BUDGET_EXHAUSTED -> 402;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> NOT_FOUND;
      case CONFLICT, IN_DOUBT -> 409;
      case TOO_LARGE, CONTEXT_TOO_LONG -> 413;
      case UNSUPPORTED, CONTENT_REFUSED -> 422;
      case RATE_LIMITED, QUOTA_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNAVAILABLE -> failure.retryable() ? 503 : 502;
      case NO_VIABLE_PROVIDER -> 503;
      case TIMEOUT -> 504;
      default -> 500;
    };
  }
}
