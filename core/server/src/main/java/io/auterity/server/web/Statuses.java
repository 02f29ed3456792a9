package io.auterity.server.web;

import io.auterity.spi.FailureCode;

/** The HTTP status of each failure. */
final class Statuses {

  private Statuses() {}

  static int of(FailureCode code) {
    return switch (code) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case BUDGET_EXHAUSTED -> 402;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT, IN_DOUBT -> 409;
      case TOO_LARGE, CONTEXT_TOO_LONG -> 413;
      case UNSUPPORTED, CONTENT_REFUSED -> 422;
      case RATE_LIMITED, QUOTA_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNAVAILABLE, NO_VIABLE_PROVIDER -> 503;
      case TIMEOUT -> 504;
      default -> 500;
    };
  }
}
