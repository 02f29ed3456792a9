package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;

/** Writes one whole answer. */
final class GenerateWriter {

  private final CandidateParts parts;
  private final Grounding grounding = new Grounding();

  GenerateWriter(ThoughtSeal seal) {
    this.parts = new CandidateParts(seal);
  }

  byte[] write(ChatResponse answer, AnswerDefaults defaults) {
    for (int i = 0; i < answer.parts().size(); i++) {
      add(i, answer.parts().get(i));
    }
    ResponseFields fields = new ResponseFields(answer.extra());
    if (!fields.tellSources()) {
      grounding.unaddressed().forEach(parts::add);
    }
    Json.Obj response =
        ResponseFields.response(
            parts.takeLast(),
            fields.ofCandidate(answer.reason(), answer.detail(), grounding.metadata()));
    return JsonWriter.bytes(
        fields
            .ofResponse(response)
            .with("usageMetadata", fields.usage(answer.usage()))
            .with("modelVersion", Json.of(defaults.modelOr(answer.model())))
            .with("responseId", Json.of(defaults.idOr(answer.id()))));
  }

  private void add(int index, Part part) {
    if (part instanceof Part.Citation source) {
      grounding.add(source);
      return;
    }
    if (part instanceof Part.Text(String text)) {
      grounding.text(index, text);
    }
    parts.add(part);
  }
}
