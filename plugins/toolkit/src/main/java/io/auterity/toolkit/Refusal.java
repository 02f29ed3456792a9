package io.auterity.toolkit;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Map;

/** Failures that name the input field at fault. */
public final class Refusal {

  /** {@code invalid}: the message is the field's name followed by {@code rule}. */
  public static CallFailedException invalid(String field, String rule) {
    return failed(FailureCode.INVALID, field + " " + rule, field, rule);
  }

  /** The message stands by the field's name as well. */
  public static CallFailedException of(FailureCode code, String field, String message) {
    return failed(code, message, field, message);
  }

  private static CallFailedException failed(
      FailureCode code, String message, String field, String rule) {
    return new CallFailedException(Failure.of(code, message).withFields(Map.of(field, rule)));
  }
}
