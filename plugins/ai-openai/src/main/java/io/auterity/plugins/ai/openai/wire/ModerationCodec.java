package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.Moderations;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST moderations}; the vendor meters nothing of it. */
public record ModerationCodec(OpenAiEndpoint endpoint)
    implements OpenAiCodec<ModerationRequest, Moderations> {

  @Override
  public WireRequest encode(ModerationRequest request) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (request.model() != null) {
      fields.put("model", Json.of(request.model()));
    }
    fields.put("input", Json.array(request.input().stream().map(Json::of).toList()));
    return endpoint.post("moderations", new Json.Obj(fields));
  }

  @Override
  public Moderations decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    List<Moderations.Verdict> verdicts =
        ReplyFields.objects(reply, "results").stream().map(ModerationCodec::verdict).toList();
    if (verdicts.isEmpty()) {
      throw OpenAiErrors.unreadable("it holds no results");
    }
    return new Moderations(ReplyFields.text(reply, "model"), verdicts, UsageJson.of(reply));
  }

  private static Moderations.Verdict verdict(Json.Obj result) {
    Json.Obj scores = ReplyFields.object(result, "category_scores");
    Map<String, Moderations.Finding> findings = new LinkedHashMap<>();
    ReplyFields.object(result, "categories")
        .fields()
        .forEach(
            (category, flagged) -> {
              Double score = ReplyFields.decimal(scores, category);
              findings.put(category, new Moderations.Finding(isTrue(flagged), score));
            });
    return new Moderations.Verdict(flagged(result), findings);
  }

  // Mistral judges by category only. Without either it is unknown, and a text would pass for
  // harmless.
  private static boolean flagged(Json.Obj result) {
    if (result.get("flagged") instanceof Json.Bool(boolean flagged)) {
      return flagged;
    }
    Collection<Json> categories = ReplyFields.object(result, "categories").fields().values();
    if (!categories.isEmpty() && categories.stream().allMatch(Json.Bool.class::isInstance)) {
      return categories.stream().anyMatch(ModerationCodec::isTrue);
    }
    throw OpenAiErrors.unreadable("a result does not say whether it is flagged");
  }

  private static boolean isTrue(Json value) {
    return value instanceof Json.Bool(boolean flagged) && flagged;
  }
}
