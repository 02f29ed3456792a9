package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.TokenCount;
import io.auterity.toolkit.http.HttpFailures;

/**
 * {@code POST responses/input_tokens}, which costs nothing. It counts chats as responses, also
 * those that would be asked as chat completions.
 */
public record ResponsesCountCodec(OpenAiEndpoint endpoint)
    implements Codec<ChatRequest, TokenCount> {

  @Override
  public WireRequest encode(ChatRequest request) {
    return ResponsesBody.count(request, endpoint);
  }

  @Override
  public TokenCount decode(WireResponse response) {
    if (ReplyJson.read(response).get("input_tokens") instanceof Json.Int(long tokens)) {
      return new TokenCount(tokens, false);
    }
    throw OpenAiErrors.unreadable("it holds no count");
  }

  @Override
  public Failure failure(WireResponse response) {
    // Few servers that speak the dialect count.
    return OpenAiErrors.hasNoSuchPath(response)
        ? HttpFailures.of(FailureCode.UNSUPPORTED, response, "it does not count tokens")
        : OpenAiErrors.failure(response, ResponsesFit.DIALECT);
  }
}
