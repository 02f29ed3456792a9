package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Locale;
import java.util.Map;

/** The one mapping of Cohere's errors: a status and a message in words. */
final class CohereErrors {

  /** What the vendor tells in words only. */
  private static final Map<String, FailureCode> WORDS =
      Map.of(
          "too many tokens", FailureCode.CONTEXT_TOO_LONG,
          "calls / month", FailureCode.QUOTA_EXHAUSTED);

  static Failure failure(WireResponse response) {
    String words = ReplyFields.text(VendorReply.refusal(response), "message");
    FailureCode code = code(response.status(), words);
    // A vendor may repeat a part of a wrong key in its words.
    Failure failure =
        HttpFailures.of(code, response, code == FailureCode.UNAUTHENTICATED ? "" : words);
    return failure.withApplied(code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
  }

  private static FailureCode code(int status, String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> code(status));
  }

  private static FailureCode code(int status) {
    return switch (status) {
      // A request or an answer holds what the vendor has on its list of words.
      case 498 -> FailureCode.CONTENT_REFUSED;
      // The vendor took it as cancelled, though the caller still waits.
      case 499 -> FailureCode.UNAVAILABLE;
      default -> FailureCode.ofStatus(status);
    };
  }

  /**
   * The object of an event of a stream.
   *
   * @throws CallFailedException when it is an error and no event
   */
  static Json.Obj event(String data) {
    Json.Obj event = VendorReply.object(data);
    if (event.text("type") == null && event.text("message") != null) {
      throw brokeOff(ReplyFields.text(event, "message"));
    }
    return event;
  }

  /** The failure of an answer that the vendor ended before its end; what was made is billed. */
  static CallFailedException brokeOff(String words) {
    FailureCode code = code(500, words);
    return new CallFailedException(
        Failure.of(code, "the vendor broke off" + (words.isBlank() ? "" : ": " + words))
            .withApplied(Applied.UNKNOWN));
  }

  static CallFailedException tookTooLong() {
    return new CallFailedException(
        Failure.of(FailureCode.TIMEOUT, "the vendor gave up: the answer took it too long")
            .withApplied(Applied.UNKNOWN));
  }
}
