package io.auterity.plugins.ai.replay;

import io.auterity.spi.AnswerSchema;
import io.auterity.spi.Call;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.ModelPages;
import java.util.List;
import java.util.Map;

/** The recordings of one provider. */
record ReplayClient(String provider, ReplayConfig config, Documents documents) implements Ai {

  private static final String COLLECTION = "recording";
  private static final String SAMPLE = "sample";

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    AiInputs.check(input);
    Recording recording = recording(sample(call));
    call.pause(recording.latency(config.speed()));
    return new Classification(recording.label(), config.model(), Map.of());
  }

  @Override
  public CreatedObject createObject(ObjectRequest input, Call call) {
    AiInputs.check(input);
    AnswerSchema schema = call.provider().answerSchema(input.schema());
    String sample = sample(call);
    Json.Obj value = config.objects().get(sample);
    if (value == null) {
      throw ReplayErrors.notRecorded(provider, sample);
    }
    List<String> problems = schema.problems(value);
    if (!problems.isEmpty()) {
      throw ReplayErrors.unfit(sample, problems.getFirst());
    }
    return new CreatedObject(value, config.model());
  }

  private String sample(Call call) {
    String sample = call.labels().getOrDefault(SAMPLE, "");
    if (sample.isEmpty()) {
      throw ReplayErrors.noSample(provider);
    }
    return sample;
  }

  private Recording recording(String sample) {
    Document document =
        documents
            .get(COLLECTION, sample)
            .orElseThrow(() -> ReplayErrors.notRecorded(provider, sample));
    return Recording.read(document);
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(List.of(new Model(config.model(), null, null)), query);
  }
}
