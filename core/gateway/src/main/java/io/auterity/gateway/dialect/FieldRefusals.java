package io.auterity.gateway.dialect;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.Map;

/** Refuses a field of a request; the failure names the field and the rule. */
public final class FieldRefusals {

  public static CallFailedException missing(String path) {
    return refusal(FailureCode.INVALID, path, "is required");
  }

  public static CallFailedException wrongType(String path, String expected, Json found) {
    return invalid(path, "must be %s, not %s".formatted(expected, kind(found)));
  }

  public static CallFailedException invalid(String path, String rule) {
    return refusal(FailureCode.INVALID, path, rule);
  }

  /** For what a dialect knows and this gateway cannot carry. */
  public static CallFailedException unsupported(String path, String rule) {
    return refusal(FailureCode.UNSUPPORTED, path, rule);
  }

  private static CallFailedException refusal(FailureCode code, String path, String rule) {
    String field = path.isEmpty() ? "the body" : "'" + path + "'";
    return new CallFailedException(
        Failure.of(code, field + " " + rule).withFields(Map.of(path, rule)));
  }

  private static String kind(Json value) {
    return switch (value) {
      case Json.Null ignored -> "null";
      case Json.Bool ignored -> "true or false";
      case Json.Int ignored -> "an integer";
      case Json.Dec ignored -> "a number";
      case Json.Str ignored -> "a string";
      case Json.Arr ignored -> "an array";
      case Json.Obj ignored -> "an object";
    };
  }
}
