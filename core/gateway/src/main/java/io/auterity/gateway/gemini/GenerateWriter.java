package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** Writes whole answers: one, or several to one question as candidates of one response. */
record GenerateWriter(ThoughtSeal seal) {

  byte[] write(ChatResponse answer, AnswerDefaults defaults) {
    ResponseFields fields = new ResponseFields(answer.extra(), answer.xml());
    return write(List.of(answer), fields.usage(answer.usage()), defaults);
  }

  byte[] write(List<ChatResponse> answers, AnswerDefaults defaults) {
    TokenUsage usage =
        answers.stream().map(ChatResponse::usage).reduce(TokenUsage.NONE, TokenUsage::plus);
    return write(answers, ResponseFields.counted(usage), defaults);
  }

  private byte[] write(List<ChatResponse> answers, Json.Obj usage, AnswerDefaults defaults) {
    List<Json> candidates = new ArrayList<>();
    for (ChatResponse answer : answers) {
      candidates.add(new WholeCandidate(seal).of(candidates.size(), answer));
    }
    ChatResponse first = answers.getFirst();
    return JsonWriter.bytes(
        new ResponseFields(first.extra(), first.xml())
            .ofResponse(ResponseFields.response(candidates))
            .with("usageMetadata", usage)
            .with("modelVersion", Json.of(defaults.modelOr(first.model())))
            .with("responseId", Json.of(defaults.idOr(first.id()))));
  }

  /** One answer, part by part. */
  private static final class WholeCandidate {

    private final CandidateParts parts;
    private final Grounding grounding = new Grounding();
    private final List<TokenLogprob> tokens = new ArrayList<>();

    WholeCandidate(ThoughtSeal seal) {
      this.parts = new CandidateParts(seal);
    }

    Json of(int number, ChatResponse answer) {
      for (int i = 0; i < answer.parts().size(); i++) {
        add(i, answer.parts().get(i));
      }
      ResponseFields fields = new ResponseFields(answer.extra(), answer.xml());
      if (!fields.tellSources()) {
        grounding.unaddressed().forEach(parts::add);
      }
      return ResponseFields.candidate(
          number,
          parts.takeLast(),
          fields.ofCandidate(answer.reason(), answer.detail(), grounding.metadata(), tokens));
    }

    private void add(int index, Part part) {
      switch (part) {
        case Part.Citation source -> grounding.add(source);
        case Part.Logprobs told -> tokens.addAll(told.tokens());
        case Part.Text(String text) -> {
          grounding.text(index, text);
          parts.add(part);
        }
        default -> parts.add(part);
      }
    }
  }
}
