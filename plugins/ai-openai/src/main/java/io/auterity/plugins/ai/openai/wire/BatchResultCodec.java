package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Map;
import java.util.Optional;

/** A file of results, and its lines. */
public record BatchResultCodec(OpenAiEndpoint endpoint) {

  private static final int SUCCESS = 200;

  /** Asks for the content of a file. */
  public WireRequest encode(String file) {
    return endpoint.get("files/%s/content".formatted(OpenAiEndpoint.segment(file)));
  }

  /** Takes a file of requests back. */
  public WireRequest removal(String file) {
    return new TrainingFileCodec(endpoint).removal(file);
  }

  /** A line; empty when it tells nothing that can be read. */
  public Optional<Result> decode(String line) {
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
    Json.Obj response = ReplyFields.object(told, "response");
    if (response.get("body") instanceof Json.Obj body) {
      long status = ReplyFields.number(response, "status_code");
      return new Result(
          id,
          new WireResponse(status == 0 ? SUCCESS : (int) status, Map.of(), JsonUtf8.write(body)),
          null);
    }
    Json.Obj error = ReplyFields.object(told, "error");
    boolean expired = ReplyFields.text(error, "code").equals("batch_expired");
    return new Result(
        id,
        null,
        Failure.of(
            expired ? FailureCode.TIMEOUT : FailureCode.UNAVAILABLE,
            "the vendor's batch did not answer it: " + ReplyFields.text(error, "message")));
  }

  /** The refusal of such a request. */
  public Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response);
  }
}
