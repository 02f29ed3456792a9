package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeConfig.Embedding;
import io.auterity.spi.Call;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf.Answer;
import io.auterity.spi.OnBehalf.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the tenant's model for vectors of texts, each time on behalf of the caller. */
record TextVectors(Embedding model) {

  private static final String CAPABILITY = "ai.embedding.create";

  /** As long as a vector may be. */
  static final int MOST_DIMENSIONS = 4_096;

  /**
   * Vectors in the order of the texts.
   *
   * @param model that made them, as it calls itself
   */
  record Made(String model, List<float[]> vectors) {

    int dimensions() {
      return vectors.getFirst().length;
    }
  }

  /** The result for some texts: vectors or a failure, one of which is null. */
  record Reply(@Nullable Made made, @Nullable Failure failure) {}

  /**
   * Asks for all lists of texts at the same time.
   *
   * @return the result for each, in their order
   * @throws io.auterity.spi.CallFailedException when nothing can be asked on behalf of the caller
   */
  List<Reply> of(List<List<String>> texts, Duration atMost, Call call) {
    List<Asked> asked =
        texts.stream()
            .map(each -> new Asked(CAPABILITY, input(each), model.provider(), atMost))
            .toList();
    List<Answer> answers = call.onBehalf().callAll(asked);
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      replies.add(reply(answers.get(i), texts.get(i).size()));
    }
    return replies;
  }

  private Json.Obj input(List<String> texts) {
    Json.Obj input =
        Json.EMPTY
            .with("model", Json.of(model.model()))
            .with("input", Json.array(texts.stream().map(Json::of).toList()));
    Integer dimensions = model.dimensions();
    return dimensions == null ? input : input.with("dimensions", Json.of(dimensions));
  }

  private static Reply reply(Answer answer, int texts) {
    Json.Obj output = answer.output();
    if (output == null) {
      return new Reply(null, answer.failure());
    }
    List<float[]> vectors = new ArrayList<>();
    if (output.get("vectors") instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        float[] vector = item instanceof Json.Arr(List<Json> numbers) ? vector(numbers) : null;
        if (vector != null) {
          vectors.add(vector);
        }
      }
    }
    boolean whole =
        vectors.size() == texts
            && vectors.stream().allMatch(each -> each.length == vectors.getFirst().length);
    String model = String.valueOf(output.text("model"));
    return new Reply(whole ? new Made(model, vectors) : null, null);
  }

  /** Null of one that has no direction. */
  private static float @Nullable [] vector(List<Json> numbers) {
    float[] vector = new float[numbers.size()];
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] =
          switch (numbers.get(i)) {
            case Json.Dec(double value) -> (float) value;
            case Json.Int(long value) -> value;
            default -> Float.NaN;
          };
      square += (double) vector[i] * vector[i];
    }
    boolean usable = square > 0 && Double.isFinite(square) && vector.length <= MOST_DIMENSIONS;
    return usable ? vector : null;
  }
}
