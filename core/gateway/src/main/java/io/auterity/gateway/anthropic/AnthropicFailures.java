package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.BlockingRule;
import io.auterity.gateway.dialect.FailureStatus;
import io.auterity.gateway.dialect.VendorError;
import io.auterity.spi.Failure;
import tools.jackson.core.JsonGenerator;

/** Writes failures as Anthropic's errors. */
final class AnthropicFailures {

  private static final String REQUEST = "invalid_request_error";
  private static final int OVERLOADED = 529;

  static int status(Failure failure) {
    return switch (failure.code()) {
      case QUOTA_EXHAUSTED, BUDGET_EXHAUSTED -> failure.retryable() ? 429 : 402;
      case UNAVAILABLE -> failure.retryable() ? OVERLOADED : 502;
      default -> FailureStatus.of(failure);
    };
  }

  /** The fields of an error, which stands alone or in a stream; its type has been written. */
  static void write(JsonGenerator out, Failure failure, String request) {
    out.writeObjectPropertyStart("error");
    String vendors = VendorError.of(failure, AnthropicDialect.NAME, "type");
    out.writeStringProperty("type", vendors == null ? type(failure) : vendors);
    out.writeStringProperty("message", message(failure));
    String rule = BlockingRule.of(failure);
    if (rule != null) {
      out.writeStringProperty(BlockingRule.FIELD, rule);
    }
    if (failure.fields().containsKey(MessagesReader.THREAD)) {
      writeThreadless(out);
    }
    out.writeEndObject();
    out.writeStringProperty("request_id", request);
  }

  // By these words the vendor's clients send the whole conversation instead.
  private static void writeThreadless(JsonGenerator out) {
    out.writeObjectPropertyStart("details");
    out.writeStringProperty("error_code", "thread_unsupported_request");
    out.writeArrayPropertyStart("unsupported");
    out.writeString(MessagesReader.THREAD);
    out.writeEndArray();
    out.writeEndObject();
  }

  private static String type(Failure failure) {
    int status = status(failure);
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, OVERLOADED -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status < 500 ? REQUEST : "api_error";
    };
  }

  // The vendor tells these two by words alone, and its clients look for them.
  private static String message(Failure failure) {
    return switch (failure.code()) {
      case CONTEXT_TOO_LONG -> beginning("prompt is too long", failure.message());
      case CONTENT_REFUSED -> beginning("blocked by content filtering policy", failure.message());
      default -> failure.message();
    };
  }

  private static String beginning(String words, String message) {
    return message.contains(words) ? message : words + ": " + message;
  }
}
