package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.http.VendorReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Embeddings of a vendor that takes fewer texts at once than a caller may give. */
public final class EmbeddingBatches {

  /**
   * Asks for as many texts at a time as the vendor takes, one request after the other. Each is
   * metered as it is answered: those before one that fails are billed.
   *
   * @param most texts in one request
   */
  public static Embeddings make(
      EmbeddingRequest request, int most, Codec<EmbeddingRequest, Embeddings> codec, Call call) {
    List<List<Float>> vectors = new ArrayList<>(request.input().size());
    TokenUsage usage = TokenUsage.NONE;
    String model = "";
    for (int from = 0; from < request.input().size(); from += most) {
      Cancelled.check(call);
      int to = Math.min(request.input().size(), from + most);
      List<String> texts = request.input().subList(from, to);
      Embeddings made = CodecCalls.send(codec, request.withInput(texts), call);
      AiMeter.meter(made.usage(), call);
      if (made.vectors().size() != texts.size()) {
        throw VendorReply.unreadable(
            "it holds %d vectors for %d texts".formatted(made.vectors().size(), texts.size()));
      }
      vectors.addAll(made.vectors());
      usage = sum(usage, made.usage());
      model = made.model();
    }
    return new Embeddings(model, vectors, usage);
  }

  private static TokenUsage sum(TokenUsage one, TokenUsage other) {
    Map<String, Long> others = new LinkedHashMap<>();
    Stream.of(one.other(), other.other())
        .filter(Objects::nonNull)
        .forEach(units -> units.forEach((unit, many) -> others.merge(unit, many, Long::sum)));
    return new TokenUsage(
        one.input() + other.input(),
        one.output() + other.output(),
        one.cachedInput() + other.cachedInput(),
        one.reasoning() + other.reasoning(),
        one.cacheWrite() + other.cacheWrite(),
        one.cacheWriteLong() + other.cacheWriteLong(),
        others);
  }
}
