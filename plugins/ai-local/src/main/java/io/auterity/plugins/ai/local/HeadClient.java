package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.Embedding;
import io.auterity.spi.Call;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ModelPages;
import io.auterity.toolkit.learn.Head;
import io.auterity.toolkit.learn.Opinion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The head of one provider. */
record HeadClient(String model, Embedder embedder, HeadLesson lesson) implements Ai {

  private static final String OWNER = "local";

  /**
   * Chooses among the classes of the input, and is as sure as it would be if there were no other.
   */
  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    if (input.model() != null && !input.model().equals(model)) {
      throw LocalErrors.otherModel(input.model(), model);
    }
    AiInputs.check(input);
    Head head = lesson.learned(call);
    for (String name : input.classes().keySet()) {
      if (!head.labels().contains(name)) {
        throw LocalErrors.notLearned(name, head.labels());
      }
    }
    // As it was taught.
    String read = LocalEmbedder.read(input.text());
    Embedding text = embedder.embed(read, call);
    Opinion opinion = head.of(read, text.vector()).among(input.classes().keySet());
    Map<String, Double> scores = new LinkedHashMap<>();
    input.classes().keySet().forEach(name -> scores.put(name, opinion.probability(name)));
    AiMeter.meter(new TokenUsage(text.tokens(), 0, 0, 0), call);
    return new Classification(opinion.label(), model, scores);
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(List.of(new Model(model, OWNER, null)), query);
  }
}
