package io.auterity.plugins.ai.replay;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Map;

/**
 * Why nothing can be played back. {@code unsupported}, because the provider is well, this call is
 * beyond it, and another may answer: the call fails over at once, is not repeated here, and does
 * not count against the provider's health.
 */
final class ReplayErrors {

  static CallFailedException noSample(String provider) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "provider %s answers only calls with a label sample: require it in the route"
            .formatted(provider));
  }

  static CallFailedException notRecorded(String provider, String sample) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "provider %s holds no recording of sample %s".formatted(provider, sample));
  }

  static CallFailedException damaged(String sample, Failure cause) {
    return new CallFailedException(
        FailureCode.INTERNAL,
        "the recording of sample %s cannot be read: %s".formatted(sample, cause.message()));
  }

  /** As a model's answer that does not fit. */
  static CallFailedException unfit(String sample, String problem) {
    String why = "does not fit the schema: " + problem;
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, "the object of sample %s %s".formatted(sample, why))
            .withApplied(Applied.YES)
            .withFields(Map.of(Failure.ANSWER, why)));
  }
}
