package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.toolkit.ai.JsonVectors;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code POST v2/embed}, of at most {@link #MOST_TEXTS} texts.
 *
 * @param model that is asked; an answer does not name it
 */
public record CohereEmbedCodec(CohereEndpoint endpoint, String model)
    implements CohereCodec<EmbeddingRequest, Embeddings> {

  public static final int MOST_TEXTS = 96;

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("model", Json.of(Objects.requireNonNullElse(request.model(), model)));
    fields.put("texts", Json.array(request.input().stream().map(Json::of).toList()));
    fields.put("input_type", Json.of(endpoint.inputType()));
    fields.put("embedding_types", Json.array(List.of(Json.of("float"))));
    fields.put("truncate", Json.of(endpoint.truncate()));
    if (request.dimensions() != null) {
      fields.put("output_dimension", Json.of(request.dimensions().longValue()));
    }
    return endpoint.post("v2/embed", new Json.Obj(fields));
  }

  @Override
  public Embeddings decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    return new Embeddings(
        model,
        JsonVectors.read(ReplyFields.object(reply, "embeddings").get("float")),
        CohereUsage.read(ReplyFields.object(reply, "meta")));
  }
}
