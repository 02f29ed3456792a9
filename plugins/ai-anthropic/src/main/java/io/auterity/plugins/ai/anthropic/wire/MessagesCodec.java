package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import java.util.List;

/** {@code POST messages}, answered at once. */
public record MessagesCodec(AnthropicEndpoint endpoint)
    implements AnthropicCodec<ChatRequest, ChatResponse> {

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public static List<String> lossy(ChatRequest request) {
    return AnthropicFit.lost(request);
  }

  @Override
  public WireRequest encode(ChatRequest request) {
    return MessagesRequest.chat(endpoint, request, false);
  }

  @Override
  public ChatResponse decode(WireResponse response) {
    Json.Obj reply = AnthropicErrors.read(response);
    if (!(reply.get("content") instanceof Json.Arr)) {
      throw AnthropicErrors.unreadable("it holds no content");
    }
    AnthropicMessage message = new AnthropicMessage(reply);
    return new ChatResponse(
        message.id(),
        message.model(),
        message.parts(),
        message.reason(),
        message.usage(),
        message.extra(),
        message.detail());
  }
}
