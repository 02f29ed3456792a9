package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.JsonVectors;
import io.auterity.toolkit.http.VendorReply;

/**
 * The task {@code feature-extraction}, of at most {@link #MOST_TEXTS} texts: the most that an
 * embedding server takes unless it is told otherwise.
 */
public record FeatureCodec(HuggingFaceEndpoint endpoint, String model)
    implements HuggingFaceCodec<EmbeddingRequest, Embeddings> {

  public static final int MOST_TEXTS = 32;

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    Json.Obj body =
        Json.EMPTY.with("inputs", Json.array(request.input().stream().map(Json::of).toList()));
    return endpoint.task(
        model,
        "feature-extraction",
        endpoint.promptName().map(name -> body.with("prompt_name", Json.of(name))).orElse(body));
  }

  @Override
  public Embeddings decode(WireResponse response) {
    return new Embeddings(model, JsonVectors.read(VendorReply.value(response)), TokenUsage.NONE);
  }
}
