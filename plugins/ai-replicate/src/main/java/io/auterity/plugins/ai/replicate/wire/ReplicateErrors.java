package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one mapping of Replicate's errors: of its API, and of predictions that failed. */
public final class ReplicateErrors {

  /** What a model says when it fails, in words of its own. */
  private static final Map<String, FailureCode> WORDS = words();

  private static final Pattern WAIT = Pattern.compile("available in (\\d{1,6}) second");

  private static Map<String, FailureCode> words() {
    Map<String, FailureCode> words = new LinkedHashMap<>();
    words.put("nsfw", FailureCode.CONTENT_REFUSED);
    words.put("flagged as sensitive", FailureCode.CONTENT_REFUSED);
    words.put("maximum context length", FailureCode.CONTEXT_TOO_LONG);
    words.put("prompt is too long", FailureCode.CONTEXT_TOO_LONG);
    words.put("prompt length exceeds", FailureCode.CONTEXT_TOO_LONG);
    return words;
  }

  static Failure failure(WireResponse response) {
    Json.Obj error = VendorReply.refusal(response);
    FailureCode code = FailureCode.ofStatus(response.status());
    String words = words(error);
    // A vendor may repeat a part of a wrong key in its words.
    Failure failure =
        HttpFailures.of(code, response, code == FailureCode.UNAUTHENTICATED ? "" : words);
    Matcher wait = WAIT.matcher(words);
    return failure.retryAfter() == null && code == FailureCode.RATE_LIMITED && wait.find()
        ? failure.withRetryAfter(Duration.ofSeconds(Long.parseLong(wait.group(1))))
        : failure;
  }

  private static String words(Json.Obj error) {
    String detail = ReplyFields.text(error, "detail");
    return detail.isEmpty() ? ReplyFields.text(error, "title") : detail;
  }

  /** The failure of a prediction that has ended and not succeeded; it may be billed. */
  public static Failure ended(Prediction prediction) {
    return switch (prediction.status()) {
      case "canceled", "aborted" ->
          billed(
              FailureCode.TIMEOUT,
              "the prediction was %s before its end".formatted(prediction.status()));
      default -> {
        String words = prediction.error();
        String said = words.isBlank() ? "" : ": " + words;
        yield billed(code(words), "the prediction failed" + said);
      }
    };
  }

  private static Failure billed(FailureCode code, String message) {
    return Failure.of(code, message).withApplied(Applied.UNKNOWN);
  }

  private static FailureCode code(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(FailureCode.UNAVAILABLE);
  }
}
