package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.RetryAfterHeader;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one mapping of the dialect's errors, and of replies that cannot be read. */
final class AnthropicErrors {

  private static final Map<String, FailureCode> TYPES =
      Map.of(
          "authentication_error", FailureCode.UNAUTHENTICATED,
          "billing_error", FailureCode.QUOTA_EXHAUSTED,
          "permission_error", FailureCode.FORBIDDEN,
          "not_found_error", FailureCode.NOT_FOUND,
          "request_too_large", FailureCode.TOO_LARGE,
          "rate_limit_error", FailureCode.RATE_LIMITED,
          "timeout_error", FailureCode.TIMEOUT,
          "overloaded_error", FailureCode.UNAVAILABLE,
          "api_error", FailureCode.UNAVAILABLE);

  /** Errors that the vendor tells in words of an {@code invalid_request_error} only. */
  private static final Map<String, FailureCode> WORDS =
      Map.of(
          "prompt is too long", FailureCode.CONTEXT_TOO_LONG,
          "exceed context limit", FailureCode.CONTEXT_TOO_LONG,
          "credit balance is too low", FailureCode.QUOTA_EXHAUSTED,
          "content filtering policy", FailureCode.CONTENT_REFUSED);

  private static final List<String> LIMITS =
      List.of("requests", "tokens", "input-tokens", "output-tokens");

  static Failure failure(WireResponse response) {
    Json.Obj error = error(response);
    FailureCode code = code(response.status(), error);
    // A vendor may repeat a part of a wrong key in its words.
    String words = code == FailureCode.UNAUTHENTICATED ? "" : words(error);
    Failure failure =
        HttpFailures.withVendorHeaders(
            telling(HttpFailures.of(code, response, words).withApplied(billed(code)), error),
            AnthropicFit.DIALECT,
            response,
            "anthropic-ratelimit-");
    return failure.retryAfter() == null && code == FailureCode.RATE_LIMITED
        ? untilReset(response).map(failure::withRetryAfter).orElse(failure)
        : failure;
  }

  /**
   * Whether a server says that it has no such path, and not, as an error of the dialect or any
   * other would, that it has no such model.
   */
  static boolean hasNoSuchPath(WireResponse response) {
    return response.status() == 404 && body(response).get("error") == null;
  }

  private static Failure telling(Failure failure, Json.Obj error) {
    return HttpFailures.telling(failure, AnthropicFit.DIALECT, error, "type");
  }

  /** Errors are not billed; only what a proxy gave up on may have gone on behind it. */
  private static Applied billed(FailureCode code) {
    return code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO;
  }

  private static FailureCode code(int status, Json.Obj error) {
    String words = words(error).toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(known -> words.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> Optional.ofNullable(TYPES.get(ReplyFields.text(error, "type"))))
        .orElseGet(() -> FailureCode.ofStatus(status));
  }

  private static String words(Json.Obj error) {
    return ReplyFields.text(error, "message");
  }

  private static Json.Obj error(WireResponse response) {
    return ReplyFields.object(body(response), "error");
  }

  private static Json.Obj body(WireResponse response) {
    try {
      return JsonUtf8.readForeign(response.body()) instanceof Json.Obj body ? body : Json.EMPTY;
    } catch (MalformedJsonException e) {
      return Json.EMPTY;
    }
  }

  /** Until the last of the limits that are used up is new, by the vendor's own clock. */
  private static Optional<Duration> untilReset(WireResponse response) {
    return LIMITS.stream()
        .map(limit -> "anthropic-ratelimit-" + limit)
        .filter(limit -> response.header(limit + "-remaining").orElse("").equals("0"))
        .flatMap(limit -> reset(response, limit + "-reset"))
        .flatMap(then -> RetryAfterHeader.until(then, response).stream())
        .max(Comparator.naturalOrder());
  }

  private static Stream<Instant> reset(WireResponse response, String header) {
    try {
      return response.header(header).map(Instant::parse).stream();
    } catch (DateTimeException e) {
      return Stream.empty();
    }
  }

  /** The object of a reply with success. */
  static Json.Obj read(WireResponse response) {
    return object(response.body());
  }

  /**
   * The object of an event of a stream.
   *
   * @throws CallFailedException when it tells of an error; what was made until then may be billed
   */
  static Json.Obj readEvent(String data) {
    return object(data.getBytes(StandardCharsets.UTF_8));
  }

  private static Json.Obj object(byte[] text) {
    try {
      if (JsonUtf8.readForeign(text) instanceof Json.Obj object) {
        if ("error".equals(object.text("type"))) {
          throw new CallFailedException(inside(ReplyFields.object(object, "error")));
        }
        return object;
      }
    } catch (MalformedJsonException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
    throw unreadable("it is no JSON object");
  }

  private static Failure inside(Json.Obj error) {
    Failure failure = Failure.of(code(500, error), "the vendor broke off: " + words(error));
    return telling(failure.withApplied(Applied.UNKNOWN), error);
  }

  /** The failure of a reply that came with success, and is billed, but is of no use. */
  static CallFailedException unreadable(String what) {
    return new CallFailedException(unread("the vendor's reply cannot be read: " + what));
  }

  /** A success that broke off before its end. */
  static Failure unread(String message) {
    return Failure.of(FailureCode.UNAVAILABLE, message).withApplied(Applied.UNKNOWN);
  }
}
