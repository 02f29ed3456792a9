package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.Embedding;
import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.plugins.ai.local.embedding.Vectors;
import io.auterity.spi.Call;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ModelPages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One model, for one provider. */
record LocalClient(ModelFile model, Embedder embedder, ClassVectors classVectors) implements Ai {

  static final int DIMENSIONS = 384;

  LocalClient(ModelFile model, Embedder embedder) {
    this(model, embedder, new ClassVectors());
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    checkModel(request.model());
    checkDimensions(request.dimensions());
    AiInputs.check(request);
    List<Embedding> made = request.input().stream().map(t -> embedder.embed(t, call)).toList();
    long tokens = made.stream().mapToLong(Embedding::tokens).sum();
    TokenUsage usage = new TokenUsage(tokens, 0, 0, 0);
    AiMeter.meter(usage, call);
    return new Embeddings(model.id(), made.stream().map(e -> boxed(e.vector())).toList(), usage);
  }

  private void checkModel(@Nullable String asked) {
    if (asked != null && !asked.equals(model.id())) {
      throw LocalErrors.otherModel(asked, model.id());
    }
  }

  private static void checkDimensions(@Nullable Integer dimensions) {
    if (dimensions != null && dimensions != DIMENSIONS) {
      throw Refusal.invalid("dimensions", "must be 384 or absent, not " + dimensions);
    }
  }

  private static List<Float> boxed(float[] vector) {
    return IntStream.range(0, vector.length).mapToObj(i -> vector[i]).toList();
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(List.of(new Model(model.id(), model.owner(), null)), query);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    checkModel(input.model());
    AiInputs.check(input);
    Embedding text = embedder.embed(input.text(), call);
    Map<String, Double> scores = new LinkedHashMap<>();
    input
        .classes()
        .forEach(
            (name, description) ->
                scores.put(name, Vectors.dot(text.vector(), classVector(description, call))));
    AiMeter.meter(new TokenUsage(text.tokens(), 0, 0, 0), call);
    return new Classification(best(scores), model.id(), scores);
  }

  private float[] classVector(String description, Call call) {
    return classVectors.get(description, text -> embedder.embed(text, call).vector());
  }

  private static String best(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .orElseThrow()
        .getKey();
  }
}
