package io.auterity.plugins.ai.anthropic.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Map;
import java.util.Optional;

/** A line of the results of a batch. */
public final class MessageResult {

  private static final int SUCCESS = 200;
  private static final int BROKEN = 500;

  /** The status with which the same error answers a call. */
  private static final Map<String, Integer> STATUS =
      Map.of(
          "invalid_request_error", 400,
          "authentication_error", 401,
          "billing_error", 402,
          "permission_error", 403,
          "not_found_error", 404,
          "request_too_large", 413,
          "rate_limit_error", 429,
          "timeout_error", 504,
          "overloaded_error", 529);

  /** A line; empty when it tells nothing that can be read. */
  public static Optional<Result> read(String line) {
    try {
      return JsonUtf8.readForeign(line.getBytes(UTF_8)) instanceof Json.Obj told
          ? Optional.of(result(told))
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private static Result result(Json.Obj told) {
    String id = ReplyFields.text(told, "custom_id");
    Json.Obj result = ReplyFields.object(told, "result");
    String type = ReplyFields.text(result, "type");
    return switch (type) {
      case "succeeded" ->
          new Result(id, response(SUCCESS, ReplyFields.object(result, "message")), null);
      case "errored" -> new Result(id, refusal(ReplyFields.object(result, "error")), null);
      case "expired" -> failed(id, FailureCode.TIMEOUT, type);
      default -> failed(id, FailureCode.UNAVAILABLE, type);
    };
  }

  // As a call is told it: an object of the type error that holds the error.
  private static WireResponse refusal(Json.Obj error) {
    String type = ReplyFields.text(ReplyFields.object(error, "error"), "type");
    return response(STATUS.getOrDefault(type, BROKEN), error);
  }

  private static WireResponse response(int status, Json.Obj body) {
    return new WireResponse(status, Map.of(), JsonUtf8.write(body));
  }

  private static Result failed(String id, FailureCode code, String type) {
    return new Result(id, null, Failure.of(code, "the vendor's batch did not answer it: " + type));
  }
}
