package io.auterity.workflow.journal;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A failure as JSON, in rows and in views. */
public final class FailureJson {

  public static Json.Obj write(Failure failure) {
    Map<String, Json> json = new LinkedHashMap<>();
    json.put("code", Json.of(failure.code().wire()));
    json.put("origin", Json.of(failure.origin().name().toLowerCase(Locale.ROOT)));
    json.put("retryable", Json.of(failure.retryable()));
    json.put("applied", Json.of(failure.applied().name().toLowerCase(Locale.ROOT)));
    Duration retryAfter = failure.retryAfter();
    if (retryAfter != null) {
      json.put("retryAfterMs", Json.of(retryAfter.toMillis()));
    }
    json.put("message", Json.of(failure.message()));
    json.put("fields", StoredJson.texts(failure.fields()));
    return new Json.Obj(json);
  }

  public static Failure read(Json.Obj json) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (json.get("fields") instanceof Json.Obj(var values)) {
      values.forEach(
          (name, value) ->
              fields.put(name, value instanceof Json.Str(String text) ? text : value.toString()));
    }
    FailureCode code = FailureCode.valueOf(upper(json, "code"));
    return new Failure(
        code,
        Json.of(true).equals(json.get("retryable")),
        Applied.valueOf(upper(json, "applied")),
        retryAfter(json.get("retryAfterMs")),
        Objects.requireNonNullElse(json.text("message"), ""),
        fields,
        origin(json, code));
  }

  // Rows that are older tell a class, of which one says that it is a vendor's.
  private static Origin origin(Json.Obj json, FailureCode code) {
    if (json.text("origin") == null) {
      return "external".equals(json.text("category")) ? Origin.VENDOR : code.origin();
    }
    return Origin.valueOf(upper(json, "origin"));
  }

  private static @Nullable Duration retryAfter(@Nullable Json millis) {
    return millis instanceof Json.Int(long value) ? Duration.ofMillis(value) : null;
  }

  private static String upper(Json.Obj json, String name) {
    return Objects.requireNonNull(json.text(name), name).toUpperCase(Locale.ROOT);
  }
}
