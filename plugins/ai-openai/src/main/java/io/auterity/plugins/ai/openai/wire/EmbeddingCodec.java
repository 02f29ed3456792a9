package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST embeddings}. */
public record EmbeddingCodec(OpenAiEndpoint endpoint)
    implements OpenAiCodec<EmbeddingRequest, Embeddings> {

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (request.model() != null) {
      fields.put("model", Json.of(request.model()));
    }
    fields.put("input", input(request));
    fields.put("encoding_format", Json.of("float"));
    if (request.dimensions() != null) {
      endpoint.traits().refuse("dimensions");
      fields.put("dimensions", Json.of(request.dimensions().longValue()));
    }
    return endpoint.post("embeddings", new Json.Obj(endpoint.traits().shaped(fields)));
  }

  private static Json input(EmbeddingRequest request) {
    return request.tokens() == null
        ? Json.array(request.input().stream().map(Json::of).toList())
        : Json.array(request.tokens().stream().map(EmbeddingCodec::tokens).toList());
  }

  private static Json tokens(List<Integer> text) {
    return Json.array(text.stream().map(token -> Json.of(token.longValue())).toList());
  }

  @Override
  public Embeddings decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    List<List<Float>> vectors =
        ReplyFields.objects(reply, "data").stream()
            .sorted(Comparator.comparingLong(item -> ReplyFields.number(item, "index")))
            .map(EmbeddingCodec::vector)
            .toList();
    if (vectors.isEmpty()) {
      throw OpenAiErrors.unreadable("it holds no vectors");
    }
    return new Embeddings(
        ReplyFields.text(reply, "model"),
        vectors,
        UsageJson.read(ReplyFields.object(reply, "usage")));
  }

  private static List<Float> vector(Json.Obj item) {
    if (item.get("embedding") instanceof Json.Arr(List<Json> numbers)) {
      return numbers.stream().map(EmbeddingCodec::number).toList();
    }
    throw OpenAiErrors.unreadable("a vector is no list of numbers");
  }

  private static Float number(Json value) {
    return switch (value) {
      case Json.Dec(double number) -> (float) number;
      case Json.Int(long number) -> (float) number;
      default -> throw OpenAiErrors.unreadable("a vector is no list of numbers");
    };
  }
}
