package io.auterity.toolkit.http;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failures by HTTP status, for a connector's one mapping to begin with. A refusal (4xx) changed
 * nothing; after an error of the server (5xx) or a server that waited too long (408) it is unknown,
 * and of a call that writes no connector is believed that nothing was done.
 */
public final class HttpFailures {

  private static final int LONGEST_MESSAGE = 500;
  private static final int MOST_HEADERS = 32;

  /**
   * A failure with the status and the vendor's words.
   *
   * @param words what the vendor says, without secrets; may be empty
   */
  public static Failure of(FailureCode code, WireResponse response, String words) {
    String status = Integer.toString(response.status());
    String message = "the vendor answered " + status + (words.isBlank() ? "" : ": " + cut(words));
    Failure failure =
        Failure.of(code, message)
            .withApplied(mayHaveWritten(response.status()) ? Applied.UNKNOWN : Applied.NO)
            .withFields(Map.of(Failure.STATUS, status));
    if (response.status() >= 300 && response.status() < 400) {
      // It says where to ask instead, and is no outage.
      return led(failure, response);
    }
    return RetryAfterHeader.of(response).map(failure::withRetryAfter).orElse(failure);
  }

  private static Failure led(Failure failure, WireResponse response) {
    String status = Integer.toString(response.status());
    String place = response.header("location").orElse("").replaceFirst("[?#].*", "");
    return failure
        .withMessage(failure.message() + (place.isBlank() ? "" : ", which leads to " + cut(place)))
        .withRetryable(false)
        .withFields(Map.of(Failure.STATUS, status, Failure.ANSWER, status));
  }

  /** Whether a reply of the vendor stands behind a failure, and not our own refusal to ask. */
  public static boolean answered(Failure failure) {
    return failure.fields().containsKey(Failure.STATUS);
  }

  /**
   * A failure with what the vendor's own error says, for callers of the same dialect. What is about
   * the provider's credential is none of theirs.
   *
   * @param names fields of the error whose texts are told
   */
  public static Failure telling(Failure failure, String dialect, Json.Obj error, String... names) {
    if (failure.code() == FailureCode.UNAUTHENTICATED || failure.code() == FailureCode.FORBIDDEN) {
      return failure;
    }
    Map<String, String> fields = new LinkedHashMap<>(failure.fields());
    for (String name : names) {
      String told = error.text(name);
      if (told != null && !told.isEmpty()) {
        fields.put(Failure.vendors(dialect, name), cut(told));
      }
    }
    return failure.withFields(fields);
  }

  /**
   * A failure with the headers of a vendor's refusal that tell how its limits stand, for callers of
   * the same dialect.
   *
   * @param prefix how their names begin, in small letters
   */
  public static Failure withVendorHeaders(
      Failure failure, String dialect, WireResponse response, String prefix) {
    Map<String, String> fields = new LinkedHashMap<>(failure.fields());
    response.headers().entrySet().stream()
        .filter(header -> header.getKey().startsWith(prefix))
        .filter(header -> !header.getValue().isEmpty())
        .limit(MOST_HEADERS)
        .forEach(
            header ->
                fields.put(
                    Failure.vendorsHeader(dialect, header.getKey()),
                    cut(header.getValue().getFirst())));
    return failure.withFields(fields);
  }

  private static boolean mayHaveWritten(int status) {
    return status >= 500 || status == 408;
  }

  private static String cut(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
