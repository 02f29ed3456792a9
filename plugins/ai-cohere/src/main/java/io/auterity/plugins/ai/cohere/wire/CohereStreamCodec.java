package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;

/**
 * {@code POST v2/chat}, answered by server-sent events.
 *
 * @param model that is asked; an answer does not name it
 */
public record CohereStreamCodec(CohereEndpoint endpoint, String model)
    implements StreamCodec<ChatRequest, ChatEvent> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return endpoint.post(
        CohereChatCodec.PATH, CohereChatRequest.write(request).with("stream", Json.of(true)));
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new SseChatDecoder<>(new CohereStream(model), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return CohereErrors.failure(response);
  }
}
