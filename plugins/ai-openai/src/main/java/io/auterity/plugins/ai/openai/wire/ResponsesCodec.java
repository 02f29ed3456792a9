package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;

/** A chat by {@code POST responses}, answered at once. */
public record ResponsesCodec(OpenAiEndpoint endpoint) implements Codec<ChatRequest, ChatResponse> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return ResponsesBody.request(request, endpoint, false);
  }

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public List<String> lossy(ChatRequest request) {
    return ResponsesFit.lost(request, endpoint.traits());
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    if (!(reply.get("output") instanceof Json.Arr)) {
      throw OpenAiErrors.unreadable("it holds no output");
    }
    List<Part> parts = AnswerItems.parts(reply);
    return new ChatResponse(
        ReplyFields.text(reply, "id"),
        ReplyFields.text(reply, "model"),
        parts,
        AnswerItems.reason(reply, parts),
        AnswerItems.usage(reply),
        Extra.of(ResponsesFit.DIALECT, AnswerItems.rest(reply)),
        AnswerItems.detail(reply));
  }

  @Override
  public Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response, ResponsesFit.DIALECT);
  }
}
