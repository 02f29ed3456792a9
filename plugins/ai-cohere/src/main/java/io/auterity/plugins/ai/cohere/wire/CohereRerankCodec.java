package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST v2/rerank}.
 *
 * @param model that is asked; an answer does not name it
 */
public record CohereRerankCodec(CohereEndpoint endpoint, String model)
    implements CohereCodec<RerankRequest, Ranking> {

  @Override
  public WireRequest encode(RerankRequest request) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("model", Json.of(model));
    fields.put("query", Json.of(request.query()));
    fields.put("documents", Json.array(request.documents().stream().map(Json::of).toList()));
    if (request.top() != null) {
      fields.put("top_n", Json.of(request.top().longValue()));
    }
    return endpoint.post("v2/rerank", new Json.Obj(fields));
  }

  @Override
  public Ranking decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    if (!(reply.get("results") instanceof Json.Arr)) {
      throw VendorReply.unreadable("it holds no results");
    }
    List<Ranking.Ranked> ranked =
        ReplyFields.objects(reply, "results").stream().map(CohereRerankCodec::ranked).toList();
    return new Ranking(model, ranked, CohereUsage.read(ReplyFields.object(reply, "meta")));
  }

  private static Ranking.Ranked ranked(Json.Obj result) {
    if (!(result.get("index") instanceof Json.Int(long index))) {
      throw VendorReply.unreadable("a result does not tell its document");
    }
    double score =
        switch (result.get("relevance_score")) {
          case Json.Dec(double value) -> value;
          case Json.Int(long value) -> value;
          case null, default -> throw VendorReply.unreadable("a result has no score");
        };
    return new Ranking.Ranked((int) index, score);
  }
}
