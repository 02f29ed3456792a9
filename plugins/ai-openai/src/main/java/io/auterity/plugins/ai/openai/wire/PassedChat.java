package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.WireBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A chat that goes as its caller wrote it, but for the model and the name of its limit. */
public record PassedChat(OpenAiEndpoint endpoint) implements OpenAiCodec<WireBody, ChatAnswer> {

  /** Name of the language in which it is written. */
  public static final String DIALECT = ChatJson.DIALECT;

  private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens");

  /** Whether nothing but that would be rewritten. */
  public boolean passes(ChatRequest frame) {
    return OpenAiFit.passes(frame, endpoint.traits());
  }

  @Override
  public WireRequest encode(WireBody body) {
    return encode(body, new LinkedHashMap<>(), endpoint);
  }

  /**
   * The request of a body.
   *
   * @param set what else is set in it
   */
  static WireRequest encode(WireBody body, Map<String, Json> set, OpenAiEndpoint endpoint) {
    set.put("model", Json.of(body.frame().model()));
    Integer limit = body.frame().maxOutputTokens();
    if (limit != null) {
      set.put(endpoint.tokenLimit(), Json.of(limit.longValue()));
    }
    return WireRequest.json(
        endpoint.at("chat/completions", body.frame().model()), body.text().with(set, LIMITS));
  }

  @Override
  public ChatAnswer decode(WireResponse response) {
    ChatAnswer passed = AnswerScan.of(response.body());
    return passed == null ? new ChatCodec(endpoint).decode(response) : passed;
  }
}
