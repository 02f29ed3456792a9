package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.WireBody;

/** A chat that goes as its caller wrote it, but for the model and the limit. */
public record PassedMessages(AnthropicEndpoint endpoint)
    implements AnthropicCodec<WireBody, ChatAnswer> {

  /** Name of the language in which it is written. */
  public static final String DIALECT = AnthropicFit.DIALECT;

  /** Whether nothing else would be rewritten. */
  public static boolean passes(ChatRequest frame) {
    return AnthropicFit.passes(frame);
  }

  @Override
  public WireRequest encode(WireBody body) {
    return MessagesRequest.passed(endpoint, body, false);
  }

  @Override
  public ChatAnswer decode(WireResponse response) {
    ChatAnswer passed = MessageScan.of(response.body());
    return passed == null ? new MessagesCodec(endpoint).decode(response) : passed;
  }
}
