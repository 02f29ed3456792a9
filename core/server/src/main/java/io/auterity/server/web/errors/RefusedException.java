package io.auterity.server.web.errors;

import io.auterity.spi.Failure;

/** A call that did not succeed, on its way to the caller with the decision that says why. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;
  private final String decision;

  public RefusedException(Failure failure, String decision) {
    super(failure.message(), null, false, false);
    this.failure = failure;
    this.decision = decision;
  }

  Failure failure() {
    return failure;
  }

  String decision() {
    return decision;
  }
}
