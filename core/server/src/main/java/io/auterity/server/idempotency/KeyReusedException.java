package io.auterity.server.idempotency;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;

/** A key was sent again with another request. */
final class KeyReusedException extends RuntimeException {

  static final int STATUS = 422;

  private static final long serialVersionUID = 1L;

  KeyReusedException() {
    super("key reused", null, false, false);
  }

  Failure failure() {
    return Failure.of(
        FailureCode.CONFLICT,
        "this Idempotency-Key was used for another request; use a new key for a new request");
  }
}
