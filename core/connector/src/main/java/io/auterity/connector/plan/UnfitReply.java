package io.auterity.connector.plan;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reply that came and says other things than a connector needs of it: a field is not there, or is
 * of another type. That is the vendor's failure, and no outage: it answers.
 */
final class UnfitReply {

  private static final String STATUS = "status";

  /** Names of what a reply told, or of a part of that. */
  private static final Set<String> OF_REPLY = Set.of(STATUS, "headers", "body", "length", "it");

  private UnfitReply() {}

  /** Whether an expression that reads these reads what a reply told. */
  static boolean reads(Set<String> names) {
    return names.stream().anyMatch(OF_REPLY::contains);
  }

  /** The status of the last reply; null before the first. */
  static @Nullable Integer status(Values values) {
    return values.get(STATUS) instanceof Json.Int(long code) ? (int) code : null;
  }

  /**
   * The failure.
   *
   * @param place in the file that reads it
   * @param why what is wrong with the reply
   */
  static CallFailedException at(String place, Values values, String why) {
    return at(place, status(values), why, Map.of());
  }

  /**
   * The failure, by the fields that are wrong.
   *
   * @param status of the last reply; null when it is not known
   */
  static CallFailedException at(
      String place, @Nullable Integer status, String why, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    String code = status == null ? "of the vendor" : Integer.toString(status);
    all.put(Failure.ANSWER, code);
    if (status != null) {
      all.put(Failure.STATUS, code);
    }
    return new CallFailedException(
        Failure.of(
                FailureCode.UNAVAILABLE,
                "%s: the vendor's reply (%s) %s".formatted(place, code, why))
            .withFields(all)
            .withOrigin(Origin.VENDOR)
            .withRetryable(false));
  }
}
