package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.TokenCount;
import io.auterity.toolkit.http.VendorReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST models/{model}:countTokens}, which costs nothing. The Gemini API takes the whole
 * request that would be made, Vertex AI the fields of it that it counts.
 */
public record GeminiCountCodec(GoogleEndpoint endpoint)
    implements GoogleCodec<ChatRequest, TokenCount> {

  private static final Set<String> COUNTED_BY_VERTEX =
      Set.of("contents", "systemInstruction", "tools", "generationConfig");

  @Override
  public WireRequest encode(ChatRequest request) {
    Json.Obj body = GenerateContentBody.of(request);
    return endpoint.post(
        request.model(), "countTokens", endpoint.isVertex() ? counted(body) : whole(request, body));
  }

  private static Json.Obj counted(Json.Obj body) {
    Map<String, Json> fields = new LinkedHashMap<>(body.fields());
    fields.keySet().retainAll(COUNTED_BY_VERTEX);
    return new Json.Obj(fields);
  }

  private Json.Obj whole(ChatRequest request, Json.Obj body) {
    return Json.EMPTY.with(
        "generateContentRequest", body.with("model", Json.of(endpoint.resource(request.model()))));
  }

  @Override
  public TokenCount decode(WireResponse response) {
    if (GoogleRpcErrors.read(response).get("totalTokens") instanceof Json.Int(long tokens)) {
      return new TokenCount(tokens, false);
    }
    throw VendorReply.unreadable("it holds no count");
  }
}
