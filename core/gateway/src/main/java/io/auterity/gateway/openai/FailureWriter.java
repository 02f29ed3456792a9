package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.BlockingRule;
import io.auterity.gateway.dialect.FailureStatus;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.VendorError;
import io.auterity.spi.Failure;
import io.auterity.spi.Origin;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes failures as OpenAI's errors. */
public final class FailureWriter {

  private static final String REQUEST = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final String RESPONSES = "openai-responses";

  public static byte[] write(Failure failure) {
    return JsonBody.bytes(out -> write(out, failure));
  }

  static void write(JsonGenerator out, Failure failure) {
    out.writeStartObject();
    out.writeObjectPropertyStart("error");
    out.writeStringProperty("message", failure.message());
    out.writeStringProperty(
        "type", Objects.requireNonNullElse(vendors(failure, "type"), type(failure)));
    out.writeName("param");
    out.writeString(param(failure));
    out.writeName("code");
    out.writeString(saidByVendor(failure) ? vendors(failure, "code") : code(failure));
    String rule = BlockingRule.of(failure);
    if (rule != null) {
      out.writeStringProperty(BlockingRule.FIELD, rule);
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static boolean saidByVendor(Failure failure) {
    return vendors(failure, "type") != null
        || vendors(failure, "code") != null
        || vendors(failure, "param") != null;
  }

  // Both APIs have one form of errors.
  private static @Nullable String vendors(Failure failure, String name) {
    String told = VendorError.of(failure, PartReader.DIALECT, name);
    return told == null ? VendorError.of(failure, RESPONSES, name) : told;
  }

  private static String type(Failure failure) {
    return switch (failure.code()) {
      case RATE_LIMITED -> "rate_limit_error";
      case BUDGET_EXHAUSTED -> failure.retryable() ? "rate_limit_error" : "insufficient_quota";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case FORBIDDEN -> "insufficient_permissions";
      default -> FailureStatus.of(failure) < 500 ? REQUEST : SERVER;
    };
  }

  // OpenAI's own word where it has one, so that callers' checks for it work.
  private static @Nullable String code(Failure failure) {
    return switch (failure.code()) {
      case UNAUTHENTICATED -> "invalid_api_key";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA_EXHAUSTED -> "insufficient_quota";
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case CONTENT_REFUSED -> "content_filter";
      case NOT_FOUND -> failure.fields().containsKey("model") ? "model_not_found" : "not_found";
      case INVALID, CONFLICT, UNSUPPORTED, TOO_LARGE ->
          VendorError.answered(failure) ? null : failure.code().wire();
      default -> failure.code().wire();
    };
  }

  private static @Nullable String param(Failure failure) {
    String told = vendors(failure, "param");
    Map<String, String> fields = VendorError.ofCaller(failure);
    return told != null || saidByVendor(failure)
        ? told
        : fields.size() == 1
                && BlockingRule.of(failure) == null
                && failure.origin() == Origin.CALLER
            ? fields.keySet().iterator().next()
            : null;
  }
}
