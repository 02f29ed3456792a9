package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.TokenCount;
import io.auterity.toolkit.http.HttpFailures;

/** {@code POST messages/count_tokens}, which costs nothing. */
public record TokenCountCodec(AnthropicEndpoint endpoint)
    implements Codec<ChatRequest, TokenCount> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return MessagesRequest.count(endpoint, request);
  }

  @Override
  public TokenCount decode(WireResponse response) {
    if (AnthropicErrors.read(response).get("input_tokens") instanceof Json.Int(long tokens)) {
      return new TokenCount(tokens, false);
    }
    throw AnthropicErrors.unreadable("it holds no count");
  }

  @Override
  public Failure failure(WireResponse response) {
    // Not every server that speaks the dialect counts.
    return AnthropicErrors.hasNoSuchPath(response)
        ? HttpFailures.of(FailureCode.UNSUPPORTED, response, "it does not count tokens")
        : AnthropicErrors.failure(response);
  }
}
