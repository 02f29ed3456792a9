package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST rerank}, as Jina, Cohere and servers such as vLLM have it beside this dialect. */
public record RerankCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<RerankRequest, Ranking> {

  @Override
  public WireRequest encode(RerankRequest request) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (request.model() != null) {
      fields.put("model", Json.of(request.model()));
    }
    fields.put("query", Json.of(request.query()));
    fields.put("documents", Json.array(request.documents().stream().map(Json::of).toList()));
    if (request.top() != null) {
      fields.put("top_n", Json.of(request.top().longValue()));
    }
    return endpoint.post("rerank", new Json.Obj(fields));
  }

  @Override
  public Ranking decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    if (!(reply.get("results") instanceof Json.Arr)) {
      throw OpenAiErrors.unreadable("it holds no results");
    }
    List<Ranking.Ranked> ranked =
        ReplyFields.objects(reply, "results").stream()
            .map(RerankCodec::ranked)
            .sorted(Comparator.comparingDouble(Ranking.Ranked::score).reversed())
            .toList();
    return new Ranking(reply.text("model"), ranked, usage(reply));
  }

  private static Ranking.Ranked ranked(Json.Obj result) {
    Double score = ReplyFields.decimal(result, "relevance_score");
    if (score == null
        || !(result.get("index") instanceof Json.Int(long index))
        || index < 0
        || index > Integer.MAX_VALUE) {
      throw OpenAiErrors.unreadable("a result has no index or no score");
    }
    return new Ranking.Ranked((int) index, score);
  }

  private static TokenUsage usage(Json.Obj reply) {
    Json.Obj units = ReplyFields.object(ReplyFields.object(reply, "meta"), "billed_units");
    long searches = ReplyFields.number(units, "search_units");
    return new TokenUsage(
        ReplyFields.number(ReplyFields.object(reply, "usage"), "total_tokens"),
        0,
        0,
        0,
        0,
        0,
        searches > 0 ? Map.of(MediaUnit.SEARCH_UNITS, searches) : null);
  }
}
