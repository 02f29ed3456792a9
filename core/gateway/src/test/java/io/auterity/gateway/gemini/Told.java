package io.auterity.gateway.gemini;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Anything that can be said in Gemini's dialect. */
final class Told {

  static final JsonReader JSON = new JsonReader(1_000_000);

  /** It thinks by tokens, and its calls need no signature. */
  static final String MODEL = "gemini-2.5-flash";

  private static final Json.Obj SCHEMA =
      json("{'type':'object','properties':{'a':{'type':'string'}}}");

  private record Settings(
      @Nullable String choice,
      @Nullable Integer longest,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable List<String> stop,
      @Nullable Boolean json,
      Sampling sampling) {}

  private Told() {}

  static Json.Obj json(String text) {
    return JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            conversations(),
            tools(),
            settings(),
            thinking(),
            extra(),
            Arbitraries.integers().between(0, 20).injectNull(0.5))
        .as(
            (conversation, tools, settings, thinking, extra, logprobs) ->
                ChatRequest.builder(MODEL, conversation)
                    .tools(tools.isEmpty() ? null : tools)
                    .toolChoice(tools.isEmpty() ? null : settings.choice())
                    .maxOutputTokens(settings.longest())
                    .temperature(settings.temperature())
                    .topP(settings.topP())
                    .stop(settings.stop())
                    .answerSchema(Boolean.FALSE.equals(settings.json()) ? SCHEMA : null)
                    .extra(shown(extra, thinking))
                    .thinking(thinking)
                    .sampling(settings.sampling())
                    .answerFormat(Boolean.TRUE.equals(settings.json()) ? AnswerFormat.JSON : null)
                    .logprobs(logprobs)
                    .build());
  }

  /** The connector asks for the thoughts of whoever is to think. */
  private static @Nullable Map<String, Json.Obj> shown(
      Json.Obj extra, @Nullable Thinking thinking) {
    if (thinking == null || thinking.mode() == Thinking.Mode.OFF) {
      return Extra.of("gemini", extra);
    }
    Json.Obj config = extra.get("generationConfig") instanceof Json.Obj given ? given : Json.EMPTY;
    Json.Obj all = config.with("thinkingConfig", json("{'includeThoughts':true}"));
    return Extra.of("gemini", extra.with("generationConfig", all));
  }

  static Arbitrary<ChatResponse> responses() {
    return Combinators.combine(answers(false), sources(), endings(), usage(), likely().optional())
        .as(
            (parts, sources, ending, usage, likely) -> {
              boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
              boolean whole = ending == FinishReason.STOP;
              return new ChatResponse(
                  "r_1",
                  MODEL,
                  Stream.of(parts, likely.stream().toList(), sources)
                      .flatMap(List::stream)
                      .toList(),
                  whole && calls ? FinishReason.TOOL_CALLS : ending,
                  usage,
                  Extra.of("gemini", json("{'avgLogprobs':-0.5}")),
                  switch (ending) {
                    case CONTENT_REFUSED -> "SAFETY";
                    case OTHER -> "MALFORMED_FUNCTION_CALL";
                    default -> null;
                  });
            });
  }

  /** Of tokens that are told with others, or without. */
  private static Arbitrary<Part> likely() {
    Arbitrary<TokenLogprob> token =
        Combinators.combine(words(), Arbitraries.of(-0.5, 0.0, -7.25), words().list().ofMaxSize(2))
            .as(
                (text, logprob, others) ->
                    new TokenLogprob(
                        text,
                        logprob,
                        null,
                        others.isEmpty()
                            ? null
                            : others.stream()
                                .map(other -> new TokenLogprob.Candidate(other, -1.5, null))
                                .toList()));
    return token.list().ofMinSize(1).ofMaxSize(3).map(Part.Logprobs::new);
  }

  private static Arbitrary<FinishReason> endings() {
    return Arbitraries.of(
        FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTENT_REFUSED, FinishReason.OTHER);
  }

  private static Arbitrary<Settings> settings() {
    return Combinators.combine(
            Arbitraries.of("auto", "none", "required", "get_weather").injectNull(0.3),
            Arbitraries.integers().between(1, 9_999).injectNull(0.3),
            Arbitraries.of(0.0, 0.5, 1.0).injectNull(0.3),
            Arbitraries.of(0.1, 1.0).injectNull(0.3),
            words().list().ofMinSize(1).ofMaxSize(2).injectNull(0.3),
            Arbitraries.of(true, false).injectNull(0.5),
            sampling())
        .as(Settings::new);
  }

  private static Arbitrary<Sampling> sampling() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 99).injectNull(0.5),
            Arbitraries.integers().map(Integer::longValue).injectNull(0.5),
            Arbitraries.of(-2.0, 0.5).injectNull(0.5),
            Arbitraries.of(-0.5, 2.0).injectNull(0.5))
        .as(Sampling::new);
  }

  private static Arbitrary<@Nullable Thinking> thinking() {
    return Arbitraries.of(
            new Thinking(Thinking.Mode.ON, 2_048, null),
            new Thinking(Thinking.Mode.OFF, null, null),
            new Thinking(Thinking.Mode.ADAPTIVE, null, null))
        .injectNull(0.4);
  }

  private static Arbitrary<Json.Obj> extra() {
    return Arbitraries.of(
        Json.EMPTY,
        json("{'safetySettings':[{'category':'c','threshold':'t'}]}"),
        json(
            "{'cachedContent':'cachedContents/1','generationConfig':{'enhancedCivicAnswers':true,'audioTimestamp':true}}"),
        json("{'toolConfig':{'retrievalConfig':{'languageCode':'de'}}}"));
  }

  private static Arbitrary<List<Tool>> tools() {
    Json.Obj schema = json("{'type':'object','properties':{'a':{'type':'integer'}}}");
    Json.Obj blocking = json("{'behavior':'BLOCKING'}");
    Tool search = own("googleSearch");
    Arbitrary<List<Tool>> functions =
        Arbitraries.of(
                new Tool("get_weather", null, schema),
                new Tool("f", "does f", schema, Extra.of("gemini", blocking), null, null, null))
            .list()
            .ofMaxSize(2);
    return Combinators.combine(functions, Arbitraries.of(true, false))
        .as(
            (list, searches) ->
                Stream.concat(list.stream(), searches ? Stream.of(search) : Stream.empty())
                    .toList());
  }

  private static Tool own(String name) {
    Map<String, Json.Obj> extra = Extra.of("gemini", Json.EMPTY.with(name, Json.EMPTY));
    return new Tool(name, null, Json.EMPTY, extra, null, null, "gemini");
  }

  private static Arbitrary<List<Message>> conversations() {
    Arbitrary<List<Message>> turns =
        Combinators.combine(said(), answers(true), result().optional())
            .as(
                (said, answer, result) -> {
                  List<Message> turn = new ArrayList<>();
                  turn.add(new Message(Role.USER, said));
                  turn.add(new Message(Role.ASSISTANT, answer));
                  result.ifPresent(
                      one -> {
                        turn.add(new Message(Role.USER, List.of(new Part.Text("look it up"))));
                        turn.add(
                            new Message(
                                Role.ASSISTANT,
                                List.of(new Part.ToolCall(one.id(), "look_up", "{}"))));
                        turn.add(new Message(Role.TOOL, List.of(one)));
                        turn.add(new Message(Role.ASSISTANT, answer));
                      });
                  return turn;
                });
    return Combinators.combine(text().optional(), turns.list().ofMaxSize(2), said())
        .as(
            (system, before, last) -> {
              List<Message> all = new ArrayList<>();
              system.ifPresent(text -> all.add(new Message(Role.SYSTEM, List.of(text))));
              before.forEach(all::addAll);
              all.add(new Message(Role.USER, last));
              return all;
            });
  }

  private static Arbitrary<List<Part>> said() {
    return Arbitraries.oneOf(text(), image(), file(), sound()).list().ofMinSize(1).ofMaxSize(3);
  }

  /** What a model says: of a request only the signed among its thoughts go back. */
  static Arbitrary<List<Part>> answers(boolean handedBack) {
    Arbitrary<List<Part>> signed =
        Combinators.combine(
                Arbitraries.oneOf(text(), toolCall(), picture()), signature().optional())
            .as((part, mark) -> Stream.concat(mark.stream(), Stream.of(part)).toList());
    Arbitrary<List<Part>> others = Arbitraries.oneOf(thought(handedBack), own()).map(List::of);
    return Arbitraries.oneOf(signed, others)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(groups -> groups.stream().flatMap(List::stream).toList())
        .filter(Told::standsApart);
  }

  /** Whether no part goes on in the next, as in a stream nobody could tell. */
  private static boolean standsApart(List<Part> parts) {
    for (int i = 1; i < parts.size(); i++) {
      boolean signed =
          !(parts.get(i - 1) instanceof Part.Reasoning thought) || thought.signature() != null;
      if (parts.get(i - 1) instanceof Part.Reasoning
          ? !signed && parts.get(i) instanceof Part.Reasoning
          : parts.get(i - 1).getClass() == parts.get(i).getClass()
              && parts.get(i) instanceof Part.Text) {
        return false;
      }
    }
    return true;
  }

  private static Arbitrary<List<Part>> sources() {
    return words()
        .map(text -> (Part) new Part.Citation(text, "https://example.org/a", "A"))
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<TokenUsage> usage() {
    Arbitrary<Long> some = Arbitraries.longs().between(0, 99);
    return Combinators.combine(some, some, some, some)
        .as(
            (input, output, cached, thought) ->
                new TokenUsage(input + cached, output + thought, cached, thought));
  }

  private static Arbitrary<String> words() {
    return Combinators.combine(
            Arbitraries.strings().ascii().withChars("äß語\"\\\n").ofMinLength(1).ofMaxLength(9),
            Arbitraries.of("", "😀"))
        .as(String::concat);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(6);
  }

  private static Arbitrary<String> base64() {
    return words()
        .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Arbitrary<Part> text() {
    return words().map(Part.Text::new);
  }

  private static Arbitrary<Part> signature() {
    return base64().map(sign -> new Part.Reasoning(null, sign, "gemini"));
  }

  private static Arbitrary<Part> thought(boolean signed) {
    return Combinators.combine(words(), base64().injectNull(signed ? 0 : 0.5))
        .as((text, sign) -> new Part.Reasoning(text, sign, "gemini"));
  }

  private static Arbitrary<Part> toolCall() {
    return Combinators.combine(ids(), Arbitraries.maps(ids(), words().map(Json::of)).ofMaxSize(2))
        .as((id, args) -> new Part.ToolCall(id, "get_weather", new Json.Obj(args).toString()));
  }

  private static Arbitrary<Part> picture() {
    return base64().map(data -> new Part.Image(null, "image/png", data));
  }

  private static Arbitrary<Part> own() {
    return words()
        .map(
            code ->
                new Part.Opaque(
                    "gemini",
                    Json.EMPTY.with(
                        "executableCode",
                        Json.EMPTY
                            .with("language", Json.of("PYTHON"))
                            .with("code", Json.of(code)))));
  }

  private static Arbitrary<Part> image() {
    return Arbitraries.oneOf(
        ids().map(id -> new Part.Image("https://example.org/" + id, "image/png", null)),
        base64().map(data -> new Part.Image(null, "image/png", data)));
  }

  private static Arbitrary<Part> sound() {
    return base64().map(data -> new Part.Audio("audio/wav", data));
  }

  private static Arbitrary<Part> file() {
    Map<String, Json.Obj> frames = Extra.of("gemini", json("{'videoMetadata':{'fps':1}}"));
    return Arbitraries.oneOf(
        ids().map(id -> new Part.File(null, "https://e.org/" + id, "video/mp4", null, frames)),
        base64().map(data -> new Part.File(null, null, "application/pdf", data)));
  }

  private static Arbitrary<Part.ToolResult> result() {
    Arbitrary<List<Part.Content>> media =
        base64()
            .map(data -> (Part.Content) new Part.Image(null, "image/png", data))
            .list()
            .ofMaxSize(1);
    return Combinators.combine(ids(), words(), media, Arbitraries.of(true).injectNull(0.5))
        .as(
            (id, text, pictures, failed) ->
                new Part.ToolResult(
                    "r" + id,
                    Stream.concat(Stream.of(new Part.Text(text)), pictures.stream()).toList(),
                    failed));
  }
}
