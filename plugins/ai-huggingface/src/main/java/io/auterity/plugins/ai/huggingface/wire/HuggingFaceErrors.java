package io.auterity.plugins.ai.huggingface.wire;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The one mapping of Hugging Face's errors: a status and words in {@code error}. */
final class HuggingFaceErrors {

  private static final Map<String, FailureCode> WORDS = words();
  private static final double LONGEST_LOADING = 86_400;

  private static Map<String, FailureCode> words() {
    Map<String, FailureCode> words = new LinkedHashMap<>();
    words.put("must have less than", FailureCode.CONTEXT_TOO_LONG);
    words.put("exceeded your monthly included credits", FailureCode.QUOTA_EXHAUSTED);
    words.put("model not supported by provider", FailureCode.NOT_FOUND);
    words.put("is currently loading", FailureCode.UNAVAILABLE);
    return words;
  }

  static Failure failure(WireResponse response) {
    Json.Obj body = VendorReply.refusal(response);
    String words = words(body);
    FailureCode code = code(response.status(), words);
    // A vendor may repeat a part of a wrong key in its words.
    Failure failure =
        HttpFailures.of(code, response, code == FailureCode.UNAUTHENTICATED ? "" : words)
            .withApplied(code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
    Double loading = ReplyFields.decimal(body, "estimated_time");
    return loading != null && loading > 0 && loading < LONGEST_LOADING
        ? failure.withRetryAfter(Duration.ofSeconds((long) Math.ceil(loading)))
        : failure;
  }

  private static FailureCode code(int status, String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> FailureCode.ofStatus(status));
  }

  private static String words(Json.Obj body) {
    return switch (body.get("error")) {
      case Json.Str(String text) -> text;
      case Json.Arr(List<Json> texts) ->
          texts.stream()
              .filter(Json.Str.class::isInstance)
              .map(text -> ((Json.Str) text).value())
              .collect(Collectors.joining("; "));
      case Json.Obj error -> ReplyFields.text(error, "message");
      case null, default -> ReplyFields.text(body, "message");
    };
  }
}
