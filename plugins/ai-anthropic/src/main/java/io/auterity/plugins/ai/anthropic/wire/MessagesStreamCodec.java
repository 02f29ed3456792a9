package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;

/** {@code POST messages}, answered by server-sent events. */
public record MessagesStreamCodec(AnthropicEndpoint endpoint)
    implements StreamCodec<ChatRequest, ChatEvent> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return MessagesRequest.chat(endpoint, request, true);
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new SseChatDecoder<>(new MessagesStream(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return AnthropicErrors.failure(response);
  }
}
