package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;

/** What the local models refuse, and how it says so. */
final class LocalErrors {

  private LocalErrors() {}

  static CallFailedException otherModel(String asked, String offered) {
    return Refusal.of(
        FailureCode.NOT_FOUND, "model", "this provider runs %s, not %s".formatted(offered, asked));
  }

  static CallFailedException busy() {
    return new CallFailedException(
        FailureCode.TIMEOUT, "no processor became free before the deadline");
  }

  static CallFailedException broken(ModelException cause) {
    return new CallFailedException(FailureCode.INTERNAL, String.valueOf(cause.getMessage()));
  }
}
