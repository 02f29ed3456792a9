package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one mapping of the dialect's errors. */
final class OpenAiErrors {

  private static final Map<String, FailureCode> CODES =
      Map.of(
          "insufficient_quota", FailureCode.QUOTA_EXHAUSTED,
          "billing_hard_limit_reached", FailureCode.QUOTA_EXHAUSTED,
          "context_length_exceeded", FailureCode.CONTEXT_TOO_LONG,
          "content_policy_violation", FailureCode.CONTENT_REFUSED,
          "content_filter", FailureCode.CONTENT_REFUSED,
          "rate_limit_exceeded", FailureCode.RATE_LIMITED,
          "tool_use_failed", FailureCode.UNAVAILABLE);

  static Failure failure(WireResponse response) {
    return failure(response, ChatJson.DIALECT);
  }

  /** The failure that an error of that dialect means: two of them have one form of errors. */
  static Failure failure(WireResponse response, String dialect) {
    Json.Obj error = error(response);
    FailureCode code = code(response.status(), error);
    // A vendor repeats a part of a wrong key in its words.
    String words = code == FailureCode.UNAUTHENTICATED ? "" : words(error);
    Failure failure =
        HttpFailures.withVendorHeaders(
            telling(
                HttpFailures.of(code, response, words).withApplied(billed(code)), dialect, error),
            dialect,
            response,
            "x-ratelimit-");
    List<String> filtered = ContentFilter.filtered(error);
    if (filtered.isEmpty()) {
      return failure;
    }
    Map<String, String> fields = new LinkedHashMap<>(failure.fields());
    fields.put("categories", String.join(", ", filtered));
    return failure.withFields(fields);
  }

  private static Failure telling(Failure failure, String dialect, Json.Obj error) {
    return HttpFailures.telling(failure, dialect, error, "type", "param", "code");
  }

  /** Whether an endpoint has no such operation, unlike one that has no such model. */
  static boolean hasNoSuchPath(WireResponse response) {
    return response.status() == 404
        && !"model_not_found".equals(ReplyFields.text(error(response), "code"));
  }

  /** Errors are not billed; only what a proxy gave up on may have gone on behind it. */
  private static Applied billed(FailureCode code) {
    return code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO;
  }

  /** The failure in a reply that claims success, or in the middle of a stream; null when none. */
  static @Nullable Failure inside(Json.Obj body) {
    return inside(body, ChatJson.DIALECT);
  }

  static @Nullable Failure inside(Json.Obj body, String dialect) {
    if (body.get("error") instanceof Json.Obj || body.get("error") instanceof Json.Str) {
      Json.Obj error = error(body);
      int status = (int) ReplyFields.number(error, "code");
      return telling(
          Failure.of(code(status, error), "the vendor broke off: " + words(error)), dialect, error);
    }
    return null;
  }

  /** The failure of a reply that came with success, and is billed, but is of no use. */
  static CallFailedException unreadable(String what) {
    return new CallFailedException(unread("the vendor's reply cannot be read: " + what));
  }

  /** A success that broke off before anything of it could be read. */
  static Failure unread(String message) {
    return Failure.of(FailureCode.UNAVAILABLE, message).withApplied(Applied.UNKNOWN);
  }

  private static FailureCode code(int status, Json.Obj error) {
    return Stream.of("code", "type")
        .map(name -> CODES.get(ReplyFields.text(error, name)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> codeByWords(status, error));
  }

  /** Compatible endpoints tell a context that is too long in words only. */
  private static FailureCode codeByWords(int status, Json.Obj error) {
    return words(error).toLowerCase(Locale.ROOT).contains("maximum context length")
        ? FailureCode.CONTEXT_TOO_LONG
        : FailureCode.ofStatus(status);
  }

  private static String words(Json.Obj error) {
    return ReplyFields.text(error, "message");
  }

  /** The error object, wherever a compatible endpoint puts it. */
  private static Json.Obj error(WireResponse response) {
    try {
      return error(JsonUtf8.readForeign(response.body()));
    } catch (MalformedJsonException e) {
      return Json.EMPTY;
    }
  }

  private static Json.Obj error(Json body) {
    return switch (body) {
      case Json.Arr(List<Json> items) when !items.isEmpty() -> error(items.getFirst());
      case Json.Obj object when object.get("error") instanceof Json.Obj error -> error;
      case Json.Obj object when object.get("error") instanceof Json.Str message ->
          Json.object(Map.of("message", message));
      case Json.Obj object -> object;
      default -> Json.EMPTY;
    };
  }

  /**
   * The findings of Azure's content filter in an error or in an answer, category by category
   * ({@code hate}, {@code jailbreak} …); refused pictures spell it otherwise than refused chats.
   */
  private static final class ContentFilter {

    /** Where an answer tells it. */
    static final String RESULTS = "content_filter_results";

    /** The categories for which an error says that something was filtered, in its order. */
    static List<String> filtered(Json.Obj error) {
      Json.Obj chat = ReplyFields.object(error, "innererror");
      Json.Obj inner = chat.fields().isEmpty() ? ReplyFields.object(error, "inner_error") : chat;
      Json.Obj found = ReplyFields.object(inner, "content_filter_result");
      return (found.fields().isEmpty() ? ReplyFields.object(inner, RESULTS) : found)
          .fields().entrySet().stream()
              .filter(entry -> isFiltered(entry.getValue()))
              .map(Map.Entry::getKey)
              .toList();
    }

    private static boolean isFiltered(Json category) {
      return category instanceof Json.Obj told
          && told.get("filtered") instanceof Json.Bool(boolean filtered)
          && filtered;
    }
  }
}
