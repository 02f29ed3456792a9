package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.toolkit.ai.SseChatDecoder;

/** {@code POST chat/completions}, answered by server-sent events, the last with the usage. */
public record ChatStreamCodec(OpenAiEndpoint endpoint)
    implements StreamCodec<ChatRequest, ChatEvent> {

  private static final String OPTIONS = "stream_options";

  @Override
  public WireRequest encode(ChatRequest request) {
    Json.Obj body = ChatJson.write(request, endpoint).with("stream", Json.of(true));
    return endpoint.post(
        "chat/completions",
        endpoint.traits().streamOptions() ? body.with(OPTIONS, options(request)) : body);
  }

  /** The caller's stream options, always with usage included. */
  static Json options(ChatRequest request) {
    return (Extra.in(request.extra(), ChatJson.DIALECT).get(OPTIONS) instanceof Json.Obj own
            ? own
            : Json.EMPTY)
        .with("include_usage", Json.of(true));
  }

  @Override
  public Decoder<ChatEvent> decoder() {
    return new SseChatDecoder<>(new AnswerInProgress(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response);
  }
}
