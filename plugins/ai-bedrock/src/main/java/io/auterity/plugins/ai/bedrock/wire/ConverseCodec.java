package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;

/**
 * {@code POST model/{id}/converse}, answered at once.
 *
 * @param model that is asked; the answer does not name it
 */
public record ConverseCodec(BedrockEndpoint endpoint, String model)
    implements BedrockCodec<ChatRequest, ChatResponse> {

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public static List<String> lossy(ChatRequest request) {
    return ConverseFit.lost(request);
  }

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.ask(model, "converse", ConverseRequest.chat(request));
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    Json.Obj message = ReplyFields.object(ReplyFields.object(reply, "output"), "message");
    if (!(message.get("content") instanceof Json.Arr)) {
      throw VendorReply.unreadable("it holds no content");
    }
    ConverseAnswer answer = new ConverseAnswer(reply);
    return new ChatResponse(
        response.header("x-amzn-requestid").orElse(""),
        answer.model(model),
        answer.parts(),
        answer.reason(),
        answer.usage(),
        answer.extra(),
        answer.detail());
  }
}
