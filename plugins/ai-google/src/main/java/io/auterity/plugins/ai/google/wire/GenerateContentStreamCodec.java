package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;

/** {@code POST models/{model}:streamGenerateContent?alt=sse}, answered by server-sent events. */
public record GenerateContentStreamCodec(GoogleEndpoint endpoint)
    implements StreamCodec<ChatRequest, ChatEvent> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post(
        request.model(), "streamGenerateContent?alt=sse", GenerateContentBody.of(request));
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new SseChatDecoder<>(new GeminiStream(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return GoogleRpcErrors.failure(response);
  }
}
