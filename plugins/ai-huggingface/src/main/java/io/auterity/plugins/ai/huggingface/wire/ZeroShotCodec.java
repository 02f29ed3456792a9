package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task {@code zero-shot-classification}. Whether a sentence follows from the text is what its
 * models know, and so the sentence that describes a class is asked, not its name.
 */
public record ZeroShotCodec(HuggingFaceEndpoint endpoint, String model, TextToClassify input)
    implements HuggingFaceCodec<TextToClassify, Classification> {

  @Override
  public WireRequest encode(TextToClassify asked) {
    names();
    Json.Obj parameters =
        Json.EMPTY
            .with(
                "candidate_labels",
                Json.array(asked.classes().values().stream().map(Json::of).toList()))
            .with("hypothesis_template", Json.of("{}"));
    return endpoint.task(
        model, "", Json.EMPTY.with("inputs", Json.of(asked.text())).with("parameters", parameters));
  }

  /** Names of the classes by what describes them. */
  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    input
        .classes()
        .forEach(
            (name, description) -> {
              if (names.put(description, name) != null) {
                throw Refusal.invalid("classes." + name, "is described as another one is");
              }
            });
    return names;
  }

  @Override
  public Classification decode(WireResponse response) {
    Map<String, String> names = names();
    Map<String, Double> scores = new LinkedHashMap<>();
    told(VendorReply.value(response))
        .forEach(
            (label, score) -> {
              String name = names.get(label);
              if (name == null) {
                throw VendorReply.unreadable("a score is of no class");
              }
              scores.put(name, score);
            });
    String best =
        scores.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow(() -> VendorReply.unreadable("it holds no scores"))
            .getKey();
    return new Classification(best, model, scores);
  }

  /** Scores by label: in a list of both, or in two lists as older servers write them. */
  private static Map<String, Double> told(Json reply) {
    Map<String, Double> told = new LinkedHashMap<>();
    if (reply instanceof Json.Obj both
        && both.get("labels") instanceof Json.Arr(List<Json> labels)
        && both.get("scores") instanceof Json.Arr(List<Json> scores)
        && labels.size() == scores.size()) {
      for (int i = 0; i < labels.size(); i++) {
        put(told, Json.EMPTY.with("label", labels.get(i)).with("score", scores.get(i)));
      }
    } else {
      ReplyFields.objects(Json.EMPTY.with("all", reply), "all").forEach(item -> put(told, item));
    }
    return told;
  }

  private static void put(Map<String, Double> told, Json.Obj item) {
    Double score = ReplyFields.decimal(item, "score");
    String label = item.text("label");
    if (score == null || label == null) {
      throw VendorReply.unreadable("a class has no score");
    }
    told.put(label, score);
  }
}
