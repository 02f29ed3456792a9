package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches.Standing;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A batch that there is: its name to how it stands. */
public record BatchCodec(OpenAiEndpoint endpoint, Act act)
    implements OpenAiCodec<String, BatchCodec.Told> {

  /** Name of the field of its metadata that holds our id. */
  static final String ID = "auterity_batch";

  private static final Set<String> ENDED = Set.of("completed", "expired", "cancelled");
  private static final int PAGE = 100;

  /** What can be done. */
  public enum Act {
    GET,
    CANCEL
  }

  /**
   * How a batch stands.
   *
   * @param id our own; empty when it is none of ours
   * @param files of results, as far as there are any
   */
  public record Told(String ref, String id, Standing standing, List<String> files) {
    public Told {
      files = List.copyOf(files);
    }
  }

  @Override
  public WireRequest encode(String ref) {
    String path = "batches/" + OpenAiEndpoint.segment(ref);
    return switch (act) {
      case GET -> endpoint.get(path);
      case CANCEL -> endpoint.post(path + "/cancel", Json.EMPTY);
    };
  }

  @Override
  public Told decode(WireResponse response) {
    return told(ReplyJson.thing(response));
  }

  /** Of a page of batches, the newest first: the query behind a batch to what there is. */
  public record Listing(OpenAiEndpoint endpoint) implements Codec<String, List<Told>> {

    @Override
    public WireRequest encode(String after) {
      Map<String, String> page = new LinkedHashMap<>();
      page.put("limit", Integer.toString(PAGE));
      if (!after.isEmpty()) {
        page.put("after", after);
      }
      return endpoint.get("batches", page);
    }

    @Override
    public List<Told> decode(WireResponse response) {
      Json.Obj reply = ReplyJson.read(response);
      if (!(reply.get("data") instanceof Json.Arr)) {
        throw OpenAiErrors.unreadable("it holds no list of batches");
      }
      return ReplyFields.objects(reply, "data").stream().map(BatchCodec::told).toList();
    }

    @Override
    public Failure failure(WireResponse response) {
      return OpenAiErrors.failure(response);
    }
  }

  private static Told told(Json.Obj batch) {
    List<String> files =
        Stream.of("output_file_id", "error_file_id")
            .map(name -> ReplyFields.text(batch, name))
            .filter(file -> !file.isEmpty())
            .toList();
    return new Told(
        id(batch),
        ReplyFields.text(ReplyFields.object(batch, "metadata"), ID),
        standing(batch),
        files);
  }

  private static Standing standing(Json.Obj batch) {
    String status = ReplyFields.text(batch, "status");
    if (status.equals("failed")) {
      return new Standing(true, refusal(batch));
    }
    return ENDED.contains(status) ? Standing.ENDED : Standing.UNDER_WAY;
  }

  // Too much that waits already is a limit that passes; all else another vendor may not mind.
  private static Failure refusal(Json.Obj batch) {
    Json.Obj error =
        ReplyFields.objects(ReplyFields.object(batch, "errors"), "data").stream()
            .findFirst()
            .orElse(Json.EMPTY);
    boolean limited = ReplyFields.text(error, "code").equals("token_limit_exceeded");
    return Failure.of(
        limited ? FailureCode.RATE_LIMITED : FailureCode.UNSUPPORTED,
        "the vendor refused the batch: " + ReplyFields.text(error, "message"));
  }

  static String id(Json.Obj reply) {
    String id = ReplyFields.text(reply, "id");
    if (id.isEmpty()) {
      throw OpenAiErrors.unreadable("it holds no id");
    }
    return id;
  }
}
