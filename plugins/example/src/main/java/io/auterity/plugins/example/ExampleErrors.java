package io.auterity.plugins.example;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;

/** The one place where the vendor's refusals become failures. */
final class ExampleErrors {

  /** A list that is gone is no mistake of the caller: another provider may know the words. */
  static Failure failure(WireResponse response) {
    FailureCode code = FailureCode.ofStatus(response.status());
    return code == FailureCode.NOT_FOUND
        ? HttpFailures.of(FailureCode.UNAVAILABLE, response, "there is no list at the address")
            .withRetryable(false)
        : HttpFailures.of(code, response, "");
  }
}
