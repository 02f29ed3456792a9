package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.BlockingRule;
import io.auterity.gateway.dialect.FailureStatus;
import io.auterity.gateway.dialect.VendorError;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes failures as Google's errors (AIP-193): the HTTP status, a message, the word of {@code
 * google.rpc.Code}, and details of known types.
 */
final class RpcErrors {

  private static final String TYPES = "type.googleapis.com/google.rpc.";

  static Json.Obj error(Failure failure) {
    String vendors = VendorError.of(failure, GeminiDialect.NAME, "status");
    Json.Obj error =
        Json.EMPTY
            .with("code", Json.of(FailureStatus.of(failure)))
            .with("message", Json.of(failure.message()))
            .with("status", Json.of(vendors == null ? word(failure) : vendors))
            .with("details", Json.array(details(failure)));
    String rule = BlockingRule.of(failure);
    return Json.EMPTY.with(
        "error", rule == null ? error : error.with(BlockingRule.FIELD, Json.of(rule)));
  }

  private static String word(Failure failure) {
    return switch (FailureStatus.of(failure)) {
      case 400, 413 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 502, 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "INTERNAL";
    };
  }

  private static List<Json> details(Failure failure) {
    List<Json> details = new ArrayList<>();
    details.add(
        typed("ErrorInfo")
            .with("reason", Json.of(failure.code().name()))
            .with("domain", Json.of("auterity")));
    Duration wait = failure.retryAfter();
    if (wait != null) {
      details.add(typed("RetryInfo").with("retryDelay", Json.of(seconds(wait))));
    }
    Map<String, String> fields = VendorError.ofCaller(failure);
    if (!fields.isEmpty() && failure.origin() == Origin.CALLER) {
      List<Json> violations = new ArrayList<>();
      fields.forEach(
          (field, rule) ->
              violations.add(
                  Json.EMPTY.with("field", Json.of(field)).with("description", Json.of(rule))));
      details.add(typed("BadRequest").with("fieldViolations", Json.array(violations)));
    }
    return details;
  }

  private static Json.Obj typed(String type) {
    return Json.EMPTY.with("@type", Json.of(TYPES + type));
  }

  /** As durations are written in ProtoJSON, e.g. {@code 1.500s}. */
  private static String seconds(Duration wait) {
    long millis = wait.toMillis();
    return millis % 1_000 == 0
        ? millis / 1_000 + "s"
        : "%d.%03ds".formatted(millis / 1_000, millis % 1_000);
  }
}
