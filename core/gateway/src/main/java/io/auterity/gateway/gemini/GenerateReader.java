package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.LogprobFields;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.SamplingFields;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.XmlFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of {@code generateContent} and {@code countTokens}; the model stands in the path. A
 * field that the canonical request has no name for goes into its {@code extra} untouched, in the
 * place where it stood.
 */
record GenerateReader(JsonReader json, ThoughtSeal seal) {

  private static final int MOST_CANDIDATES = 8;
  private static final SamplingFields SAMPLING =
      new SamplingFields("topK", "seed", "frequencyPenalty", "presencePenalty");

  ChatCall read(Question question, boolean stream) {
    RequestFields body = ProtoFields.of("", json.read(question.body()));
    return call(ModelName.of(question.named()), body, stream);
  }

  /** Reads one whose tokens are only counted: contents alone, or a whole request in a field. */
  ChatRequest readCounted(Question question) {
    RequestFields body = ProtoFields.of("", json.read(question.body()));
    RequestFields whole = ProtoFields.object(body, "generateContentRequest");
    if (whole == null) {
      return call(ModelName.of(question.named()), body, false).request();
    }
    body.refuseRest();
    ModelName.requireSame(whole, question.named());
    return call(ModelName.of(question.named()), whole, false).request();
  }

  private ChatCall call(String model, RequestFields body, boolean stream) {
    List<Message> conversation = conversation(body);
    FunctionsReader functions = FunctionsReader.read(body);
    RequestFields config = ProtoFields.object(body, "generationConfig");
    RequestFields set = config == null ? new RequestFields("generationConfig") : config;
    int answers = candidates(set);
    Integer longest = set.positive("maxOutputTokens");
    Double temperature = set.number("temperature");
    Double topP = set.number("topP");
    List<String> stop = ProtoFields.texts(set, "stopSequences");
    Sampling sampling = SAMPLING.read(set);
    Integer logprobs = LogprobFields.read(set, "responseLogprobs", "logprobs");
    AnswerForm answer = AnswerForm.of(set);
    Thinking thinking = ThinkingLevel.read(set);
    ProtoFields.putRest(body, "generationConfig", set);
    XmlFormat xml = XmlField.take(body, XmlField.CAMEL);
    ChatRequest request =
        ChatRequest.builder(model, conversation)
            .tools(functions.tools())
            .toolChoice(functions.choice())
            .maxOutputTokens(longest)
            .temperature(temperature)
            .topP(topP)
            .stop(stop)
            .answerSchema(answer.schema())
            .extra(body.extra(GeminiDialect.NAME))
            .thinking(thinking)
            .sampling(sampling)
            .answerFormat(answer.json() ? AnswerFormat.JSON : null)
            .logprobs(logprobs)
            .build();
    return new ChatCall(XmlField.with(xml, request), stream, true, answers, false);
  }

  private List<Message> conversation(RequestFields body) {
    List<Json> contents = body.list("contents");
    if (contents == null || contents.isEmpty()) {
      throw FieldRefusals.invalid("contents", "must hold at least one content");
    }
    PartsReader parts = new PartsReader(seal);
    List<Message> all = new ArrayList<>();
    Json system = body.take("systemInstruction");
    if (system != null) {
      all.add(
          new Message(Role.SYSTEM, ContentsReader.instruction("systemInstruction", system, parts)));
    }
    all.addAll(new ContentsReader(parts).read("contents", contents));
    return all;
  }

  private static int candidates(RequestFields config) {
    Integer asked = config.positive("candidateCount");
    if (asked != null && asked > MOST_CANDIDATES) {
      throw FieldRefusals.invalid(
          config.at("candidateCount"), "must be 1 to %d, not %d".formatted(MOST_CANDIDATES, asked));
    }
    return asked == null ? 1 : asked;
  }

  /**
   * Reads how much a model may think: by tokens, of which 0 is not at all and -1 as many as it
   * likes, or by a level.
   */
  private static final class ThinkingLevel {

    private static final String CONFIG = "thinkingConfig";

    static @Nullable Thinking read(RequestFields config) {
      RequestFields thinking = ProtoFields.object(config, CONFIG);
      if (thinking == null) {
        return null;
      }
      Integer budget = thinking.integer("thinkingBudget");
      if (budget != null && budget < -1) {
        throw FieldRefusals.invalid(
            thinking.at("thinkingBudget"), "must be -1 or more, not " + budget);
      }
      String level = level(thinking);
      ProtoFields.putRest(config, CONFIG, thinking);
      if (budget == null) {
        return level == null ? null : new Thinking(null, null, level);
      }
      return switch (budget) {
        case 0 -> new Thinking(Thinking.Mode.OFF, null, level);
        case -1 -> new Thinking(Thinking.Mode.ADAPTIVE, null, level);
        default -> new Thinking(Thinking.Mode.ON, budget, level);
      };
    }

    private static @Nullable String level(RequestFields thinking) {
      String level = thinking.text("thinkingLevel");
      return level == null || level.equals("THINKING_LEVEL_UNSPECIFIED")
          ? null
          : level.toLowerCase(Locale.ROOT);
    }
  }
}
