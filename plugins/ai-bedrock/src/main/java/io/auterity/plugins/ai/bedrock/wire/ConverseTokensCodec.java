package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.TokenCount;
import io.auterity.toolkit.http.VendorReply;

/**
 * {@code POST model/{id}/count-tokens}; it counts for models themselves, and not for profiles that
 * run them in several regions.
 */
public record ConverseTokensCodec(BedrockEndpoint endpoint)
    implements BedrockCodec<ChatRequest, TokenCount> {

  @Override
  public WireRequest encode(ChatRequest request) {
    String model = BedrockFamily.bare(request.model());
    return endpoint.ask(model, "count-tokens", ConverseRequest.count(request));
  }

  @Override
  public TokenCount decode(WireResponse response) {
    if (VendorReply.object(response).get("inputTokens") instanceof Json.Int(long tokens)) {
      return new TokenCount(tokens, false);
    }
    throw VendorReply.unreadable("it holds no inputTokens");
  }
}
