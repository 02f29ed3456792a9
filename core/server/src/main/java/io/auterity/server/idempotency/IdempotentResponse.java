package io.auterity.server.idempotency;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.server.idempotency.store.IdempotencyStore.Used;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** The response to an idempotent request as it is kept: status, type and text. */
record IdempotentResponse(int status, String type, String body) {

  private static final Failure REUSED =
      Failure.of(
              FailureCode.CONFLICT,
              "this Idempotency-Key was used for another request; use a new key for a new request")
          .withFields(Map.of(Failure.IDEMPOTENCY_KEY, "was used for another request"));
  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  static IdempotentResponse of(ContentCachingResponseWrapper response) {
    return new IdempotentResponse(
        response.getStatus(),
        Objects.requireNonNullElse(response.getContentType(), ""),
        new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
  }

  /**
   * The answer to a former use of a key.
   *
   * @throws CallFailedException {@code conflict} when that was for another request, which names the
   *     key, and while it is still under way
   */
  static IdempotentResponse read(Used before, byte[] request) {
    if (!MessageDigest.isEqual(before.request(), request)) {
      throw new CallFailedException(REUSED);
    }
    if (before.response() == null) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "a request with this Idempotency-Key is under way; try again");
    }
    Json.Obj kept = READER.readObject(before.response());
    return new IdempotentResponse(
        kept.get("status") instanceof Json.Int(long status) ? (int) status : 200,
        Objects.requireNonNullElse(kept.text("type"), ""),
        Objects.requireNonNullElse(kept.text("body"), ""));
  }

  byte[] bytes() {
    return JsonWriter.bytes(
        Json.EMPTY
            .with("status", Json.of(status))
            .with("type", Json.of(type))
            .with("body", Json.of(body)));
  }

  void replay(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setHeader("Idempotency-Replayed", "true");
    if (!type.isEmpty()) {
      response.setContentType(type);
    }
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }
}
