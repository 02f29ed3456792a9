package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.JsonVectors;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code POST models/{model}:batchEmbedContents}; the reply does not name the model. */
public record GeminiEmbeddingCodec(GoogleEndpoint endpoint)
    implements GoogleCodec<EmbeddingRequest, Embeddings> {

  /** How many texts one request may hold. */
  public static final int MOST = 100;

  /** What Vertex AI alone has a field for. */
  private static final String CUT = "autoTruncate";

  /** What of a request cannot be told. */
  public static List<String> lost(EmbeddingRequest request) {
    List<String> lost = new ArrayList<>(Extra.names(request.extra(), GeminiFit.DIALECT));
    if (Extra.in(request.extra(), GeminiFit.DIALECT).get(CUT) != null) {
      lost.add("extra." + GeminiFit.DIALECT + "." + CUT);
    }
    return lost;
  }

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    String model = Objects.requireNonNull(request.model());
    List<Json.Obj> requests = request.input().stream().map(text -> one(request, text)).toList();
    return endpoint.post(
        model, "batchEmbedContents", Json.EMPTY.with("requests", Json.array(requests)));
  }

  private Json.Obj one(EmbeddingRequest request, String text) {
    Json part = Json.EMPTY.with("text", Json.of(text));
    Map<String, Json> own =
        new LinkedHashMap<>(Extra.in(request.extra(), GeminiFit.DIALECT).fields());
    own.remove(CUT);
    Json.Obj one =
        new Json.Obj(own)
            .with("model", Json.of(endpoint.resource(String.valueOf(request.model()))))
            .with("content", Json.EMPTY.with("parts", Json.array(List.of(part))));
    return request.dimensions() == null
        ? one
        : one.with("outputDimensionality", Json.of(request.dimensions().longValue()));
  }

  @Override
  public Embeddings decode(WireResponse response) {
    Json.Obj reply = GoogleRpcErrors.read(response);
    List<List<Float>> vectors =
        JsonVectors.read(
            Json.array(
                ReplyFields.objects(reply, "embeddings").stream()
                    .map(embedding -> embedding.fields().getOrDefault("values", Json.NULL))
                    .toList()));
    long tokens =
        ReplyFields.number(ReplyFields.object(reply, "usageMetadata"), "promptTokenCount");
    return new Embeddings("", vectors, new TokenUsage(tokens, 0, 0, 0));
  }
}
