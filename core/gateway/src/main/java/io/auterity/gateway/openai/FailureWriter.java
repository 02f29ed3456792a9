package io.auterity.gateway.openai;

import io.auterity.spi.Category;
import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes failures as OpenAI's errors. */
public final class FailureWriter {

  private static final String REQUEST = "invalid_request_error";
  private static final String SERVER = "server_error";

  private FailureWriter() {}

  /** The HTTP status of a failure: 502 instead of 503 where waiting does not help. */
  public static int status(Failure failure) {
    return switch (failure.code()) {
      case INVALID, UNSUPPORTED, CONTEXT_TOO_LONG, CONTENT_REFUSED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT, IN_DOUBT -> 409;
      case TOO_LARGE -> 413;
      case RATE_LIMITED, QUOTA_EXHAUSTED, BUDGET_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNAVAILABLE -> failure.retryable() ? 503 : 502;
      case NO_VIABLE_PROVIDER, SATURATED -> 503;
      case TIMEOUT -> 504;
      default -> 500;
    };
  }

  public static byte[] write(Failure failure) {
    return JsonBody.bytes(out -> write(out, failure));
  }

  static void write(JsonGenerator out, Failure failure) {
    out.writeStartObject();
    out.writeObjectPropertyStart("error");
    out.writeStringProperty("message", failure.message());
    out.writeStringProperty("type", type(failure));
    out.writeName("param");
    out.writeString(param(failure));
    out.writeStringProperty("code", code(failure));
    out.writeEndObject();
    out.writeEndObject();
  }

  private static String type(Failure failure) {
    return switch (failure.code()) {
      case RATE_LIMITED -> "rate_limit_error";
      case QUOTA_EXHAUSTED, BUDGET_EXHAUSTED -> "insufficient_quota";
      case FORBIDDEN -> "insufficient_permissions";
      default -> status(failure) < 500 ? REQUEST : SERVER;
    };
  }

  // OpenAI's own word where it has one, so that callers' checks for it work.
  private static String code(Failure failure) {
    return switch (failure.code()) {
      case UNAUTHENTICATED -> "invalid_api_key";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case CONTENT_REFUSED -> "content_filter";
      case NOT_FOUND -> failure.fields().containsKey("model") ? "model_not_found" : "not_found";
      default -> failure.code().wire();
    };
  }

  private static @Nullable String param(Failure failure) {
    return failure.fields().size() == 1 && failure.category() == Category.CALLER
        ? failure.fields().keySet().iterator().next()
        : null;
  }
}
