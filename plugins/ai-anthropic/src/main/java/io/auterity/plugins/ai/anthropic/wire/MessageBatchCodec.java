package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** A batch that there is: its name to how it stands. */
public record MessageBatchCodec(AnthropicEndpoint endpoint, boolean cancel)
    implements AnthropicCodec<String, MessageBatchCodec.Told> {

  static final String PATH = "messages/batches";

  private static final int PAGE = 1_000;

  /**
   * How a batch stands.
   *
   * @param created long ago where that is not told
   */
  public record Told(String ref, boolean ended, Instant created) {}

  @Override
  public WireRequest encode(String ref) {
    String path = PATH + "/" + segment(ref);
    if (!cancel) {
      return endpoint.get(path);
    }
    return endpoint.get(path + "/cancel").withMethod("POST");
  }

  /** Asks for the results of a batch that has ended. */
  public WireRequest results(String ref) {
    return endpoint.get("%s/%s/results".formatted(PATH, segment(ref)));
  }

  @Override
  public Told decode(WireResponse response) {
    return told(AnthropicErrors.read(response));
  }

  /** A page of batches, the newest first: those behind a batch to what there is. */
  public record Listing(AnthropicEndpoint endpoint) implements Codec<String, List<Told>> {

    @Override
    public WireRequest encode(String after) {
      String path = "%s?limit=%d".formatted(PATH, PAGE);
      return endpoint.get(after.isEmpty() ? path : path + "&after_id=" + segment(after));
    }

    @Override
    public List<Told> decode(WireResponse response) {
      Json.Obj reply = AnthropicErrors.read(response);
      if (!(reply.get("data") instanceof Json.Arr)) {
        throw AnthropicErrors.unreadable("it holds no list of batches");
      }
      return ReplyFields.objects(reply, "data").stream().map(MessageBatchCodec::told).toList();
    }

    @Override
    public Failure failure(WireResponse response) {
      return AnthropicErrors.failure(response);
    }
  }

  private static Told told(Json.Obj batch) {
    return new Told(
        ReplyFields.text(batch, "id"),
        ReplyFields.text(batch, "processing_status").equals("ended"),
        created(ReplyFields.text(batch, "created_at")));
  }

  private static Instant created(String time) {
    try {
      return Instant.parse(time);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
