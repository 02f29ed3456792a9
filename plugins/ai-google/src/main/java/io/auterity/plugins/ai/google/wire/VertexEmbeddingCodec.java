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
import java.util.List;
import java.util.Objects;

/**
 * {@code POST publishers/google/models/{model}:predict} with texts to embed. What is too long is
 * refused unless the caller says otherwise: unasked, the vendor would cut it off.
 */
public record VertexEmbeddingCodec(GoogleEndpoint endpoint)
    implements GoogleCodec<EmbeddingRequest, Embeddings> {

  private static final int MOST = 100;
  private static final String CUT = "autoTruncate";
  private static final List<String> KNOWN = List.of("taskType", "title", CUT);

  /** How many texts one request may hold; the models named after Gemini take one. */
  public static int most(String model) {
    return model.contains("gemini") ? 1 : MOST;
  }

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    Json.Obj own = Extra.in(request.extra(), GeminiFit.DIALECT);
    List<Json> texts = request.input().stream().<Json>map(text -> instance(own, text)).toList();
    Json cut = own.fields().getOrDefault(CUT, Json.of(false));
    Json.Obj parameters = Json.EMPTY.with(CUT, cut);
    if (request.dimensions() != null) {
      parameters =
          parameters.with("outputDimensionality", Json.of(request.dimensions().longValue()));
    }
    return endpoint.post(
        Objects.requireNonNull(request.model()),
        "predict",
        Json.EMPTY.with("instances", Json.array(texts)).with("parameters", parameters));
  }

  // The same words as the Gemini API's, spelled as this API spells them.
  private static Json.Obj instance(Json.Obj own, String text) {
    Json.Obj instance = Json.EMPTY.with("content", Json.of(text));
    Json task = own.get("taskType");
    Json title = own.get("title");
    instance = task == null ? instance : instance.with("task_type", task);
    return title == null ? instance : instance.with("title", title);
  }

  /** What of a request cannot be told. */
  public static List<String> lost(EmbeddingRequest request) {
    List<String> lost = new ArrayList<>(Extra.names(request.extra(), GeminiFit.DIALECT));
    Extra.in(request.extra(), GeminiFit.DIALECT).fields().keySet().stream()
        .filter(name -> !KNOWN.contains(name))
        .forEach(name -> lost.add("extra." + GeminiFit.DIALECT + "." + name));
    return lost;
  }

  @Override
  public Embeddings decode(WireResponse response) {
    List<Json.Obj> made =
        ReplyFields.objects(GoogleRpcErrors.read(response), "predictions").stream()
            .map(prediction -> ReplyFields.object(prediction, "embeddings"))
            .toList();
    List<List<Float>> vectors =
        JsonVectors.read(
            Json.array(
                made.stream().map(one -> one.fields().getOrDefault("values", Json.NULL)).toList()));
    long tokens =
        made.stream().mapToLong(one -> tokens(ReplyFields.object(one, "statistics"))).sum();
    return new Embeddings("", vectors, new TokenUsage(tokens, 0, 0, 0));
  }

  /** Numbers in untyped replies of the vendor's may be written with a fraction. */
  private static long tokens(Json.Obj statistics) {
    return switch (statistics.get("token_count")) {
      case Json.Int(long tokens) -> tokens;
      case Json.Dec(double tokens) -> Math.round(tokens);
      case null, default -> 0;
    };
  }
}
