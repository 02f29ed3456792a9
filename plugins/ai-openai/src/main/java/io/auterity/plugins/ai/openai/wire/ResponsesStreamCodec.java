package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;

/** A chat by {@code POST responses}, answered by server-sent events. */
public record ResponsesStreamCodec(OpenAiEndpoint endpoint)
    implements StreamCodec<ChatRequest, ChatEvent> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return ResponsesBody.request(request, endpoint, true);
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new SseChatDecoder<>(new ItemsInProgress(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response, ResponsesFit.DIALECT);
  }
}
