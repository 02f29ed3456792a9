package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one mapping of Google's errors ({@code google.rpc.Status}, by AIP-193). */
final class GoogleRpcErrors {

  private static final Map<String, FailureCode> STATUSES =
      Map.ofEntries(
          Map.entry("INVALID_ARGUMENT", FailureCode.INVALID),
          Map.entry("OUT_OF_RANGE", FailureCode.INVALID),
          Map.entry("FAILED_PRECONDITION", FailureCode.FORBIDDEN),
          Map.entry("UNAUTHENTICATED", FailureCode.UNAUTHENTICATED),
          Map.entry("PERMISSION_DENIED", FailureCode.FORBIDDEN),
          Map.entry("NOT_FOUND", FailureCode.NOT_FOUND),
          Map.entry("ALREADY_EXISTS", FailureCode.CONFLICT),
          Map.entry("ABORTED", FailureCode.UNAVAILABLE),
          Map.entry("RESOURCE_EXHAUSTED", FailureCode.RATE_LIMITED),
          Map.entry("CANCELLED", FailureCode.UNAVAILABLE),
          Map.entry("UNIMPLEMENTED", FailureCode.UNSUPPORTED),
          Map.entry("INTERNAL", FailureCode.UNAVAILABLE),
          Map.entry("DATA_LOSS", FailureCode.UNAVAILABLE),
          Map.entry("UNKNOWN", FailureCode.UNAVAILABLE),
          Map.entry("UNAVAILABLE", FailureCode.UNAVAILABLE),
          Map.entry("DEADLINE_EXCEEDED", FailureCode.TIMEOUT));

  /** Errors that the vendor tells in words of an {@code INVALID_ARGUMENT} only. */
  private static final Map<String, FailureCode> WORDS =
      Map.of(
          "exceeds the maximum number of tokens", FailureCode.CONTEXT_TOO_LONG,
          "model only supports up to", FailureCode.CONTEXT_TOO_LONG,
          "api key not valid", FailureCode.UNAUTHENTICATED,
          "api key expired", FailureCode.UNAUTHENTICATED,
          "request payload size exceeds", FailureCode.TOO_LARGE);

  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?s");
  private static final Duration LONGEST = Duration.ofDays(1);

  static Failure failure(WireResponse response) {
    Json.Obj error = error(response);
    FailureCode code = code(response.status(), error);
    // A vendor may repeat a part of a wrong key in its words.
    String words = code == FailureCode.UNAUTHENTICATED ? "" : words(error);
    Failure failure =
        telling(HttpFailures.of(code, response, words).withApplied(billed(code)), error);
    return failure.retryAfter() == null
        ? retryDelay(error).map(failure::withRetryAfter).orElse(failure)
        : failure;
  }

  private static Failure telling(Failure failure, Json.Obj error) {
    return HttpFailures.telling(failure, GeminiFit.DIALECT, error, "status");
  }

  /** Errors are not billed; only what a proxy gave up on may have gone on behind it. */
  private static Applied billed(FailureCode code) {
    return code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO;
  }

  private static FailureCode code(int status, Json.Obj error) {
    if (usedUpForTheDay(error)) {
      return FailureCode.QUOTA_EXHAUSTED;
    }
    String words = words(error).toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(known -> words.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> Optional.ofNullable(STATUSES.get(ReplyFields.text(error, "status"))))
        .orElseGet(() -> FailureCode.ofStatus(status));
  }

  /** Quotas are told by their ids; those of a minute are new soon. */
  private static boolean usedUpForTheDay(Json.Obj error) {
    return details(error, "google.rpc.QuotaFailure")
        .flatMap(detail -> ReplyFields.objects(detail, "violations").stream())
        .anyMatch(violation -> ReplyFields.text(violation, "quotaId").contains("PerDay"));
  }

  private static Optional<Duration> retryDelay(Json.Obj error) {
    return details(error, "google.rpc.RetryInfo")
        .map(detail -> SECONDS.matcher(ReplyFields.text(detail, "retryDelay")))
        .filter(Matcher::matches)
        .map(GoogleRpcErrors::duration)
        .findFirst();
  }

  private static Duration duration(Matcher seconds) {
    String fraction = seconds.group(2) == null ? "" : seconds.group(2);
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    Duration told = Duration.ofSeconds(Long.parseLong(seconds.group(1)), nanos);
    return told.compareTo(LONGEST) > 0 ? LONGEST : told;
  }

  private static Stream<Json.Obj> details(Json.Obj error, String type) {
    return ReplyFields.objects(error, "details").stream()
        .filter(detail -> ReplyFields.text(detail, "@type").endsWith("/" + type));
  }

  private static String words(Json.Obj error) {
    return ReplyFields.text(error, "message");
  }

  private static Json.Obj error(WireResponse response) {
    try {
      return error(JsonUtf8.readForeign(response.body()));
    } catch (MalformedJsonException e) {
      return Json.EMPTY;
    }
  }

  /** A stream is refused by a list of one error. */
  private static Json.Obj error(Json body) {
    return switch (body) {
      case Json.Arr(List<Json> items) when !items.isEmpty() -> error(items.getFirst());
      case Json.Obj object -> ReplyFields.object(object, "error");
      default -> Json.EMPTY;
    };
  }

  /** The object of a reply with success. */
  static Json.Obj read(WireResponse response) {
    return whole(VendorReply.object(response));
  }

  /**
   * The object of an event of a stream.
   *
   * @throws CallFailedException when it tells of an error; what was made until then may be billed
   */
  static Json.Obj readEvent(String data) {
    return whole(VendorReply.object(data));
  }

  private static Json.Obj whole(Json.Obj object) {
    if (object.get("error") instanceof Json.Obj error) {
      throw new CallFailedException(inside(error));
    }
    return object;
  }

  private static Failure inside(Json.Obj error) {
    int status = (int) ReplyFields.number(error, "code");
    Failure failure =
        telling(
            Failure.of(code(status, error), "the vendor broke off: " + words(error))
                .withApplied(Applied.UNKNOWN),
            error);
    return retryDelay(error).map(failure::withRetryAfter).orElse(failure);
  }

  /** An answer of which nothing may be shown; what was read for it is billed. */
  static CallFailedException refused(String why) {
    return new CallFailedException(
        Failure.of(FailureCode.CONTENT_REFUSED, "the vendor refused the content: " + why)
            .withApplied(Applied.YES));
  }
}
