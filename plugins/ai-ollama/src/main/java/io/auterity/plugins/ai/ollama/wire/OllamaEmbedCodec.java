package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.JsonVectors;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Map;
import java.util.Objects;

/** {@code POST api/embed}; what is too long is refused, as the server would cut it off. */
public record OllamaEmbedCodec(OllamaEndpoint endpoint)
    implements OllamaCodec<EmbeddingRequest, Embeddings> {

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    Map<String, Json> fields = endpoint.running(Objects.requireNonNull(request.model()));
    fields.put("input", Json.array(request.input().stream().map(Json::of).toList()));
    fields.put("truncate", Json.of(false));
    if (request.dimensions() != null) {
      fields.put("dimensions", Json.of(request.dimensions().longValue()));
    }
    return endpoint.post("embed", new Json.Obj(fields));
  }

  @Override
  public Embeddings decode(WireResponse response) {
    Json.Obj reply = OllamaErrors.read(response);
    return new Embeddings(
        ReplyFields.text(reply, "model"),
        JsonVectors.read(reply.get("embeddings")),
        new TokenUsage(ReplyFields.number(reply, "prompt_eval_count"), 0, 0, 0));
  }
}
