package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.http.VendorReply;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The task {@code sentence-similarity}: how alike each document and the query are. */
public record SimilarityCodec(HuggingFaceEndpoint endpoint, String model, RerankRequest input)
    implements HuggingFaceCodec<RerankRequest, Ranking> {

  @Override
  public WireRequest encode(RerankRequest request) {
    Json.Obj inputs =
        Json.EMPTY
            .with("source_sentence", Json.of(request.query()))
            .with("sentences", Json.array(request.documents().stream().map(Json::of).toList()));
    return endpoint.task(model, "sentence-similarity", Json.EMPTY.with("inputs", inputs));
  }

  @Override
  public Ranking decode(WireResponse response) {
    int documents = input.documents().size();
    if (!(VendorReply.value(response) instanceof Json.Arr(List<Json> scores))
        || scores.size() != documents) {
      throw VendorReply.unreadable("it does not hold a score for each document");
    }
    int top = input.top() == null ? documents : input.top();
    return new Ranking(
        model,
        IntStream.range(0, documents)
            .mapToObj(i -> new Ranking.Ranked(i, score(scores.get(i))))
            .sorted(Comparator.comparingDouble(Ranking.Ranked::score).reversed())
            .limit(top)
            .toList(),
        TokenUsage.NONE);
  }

  private static double score(Json score) {
    return switch (score) {
      case Json.Dec(double value) -> value;
      case Json.Int(long value) -> value;
      default -> throw VendorReply.unreadable("a score is no number");
    };
  }
}
