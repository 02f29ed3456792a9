package io.auterity.gateway.ollama;

import static io.auterity.platform.json.SingleQuoted.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Answers;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.plugins.ai.ollama.wire.OllamaChatCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaChatStreamCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaEndpoint;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatEvent;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What the vendor's side of the dialect writes the callers' side reads, and the other way. */
class OllamaRoundTripTest {

  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final UnsupportedParts KEPT = new UnsupportedParts(new Binder());
  private static final OllamaReader READER = new OllamaReader(JSON, KEPT);
  private static final OllamaEndpoint ENDPOINT =
      new OllamaEndpoint(URI.create("http://o.example/"), Json.EMPTY, null);
  private static final OllamaChatCodec VENDOR = new OllamaChatCodec(ENDPOINT);
  private static final OllamaChatStreamCodec STREAMING = new OllamaChatStreamCodec(ENDPOINT);
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 0);

  private record Settings(
      @Nullable Integer longest,
      @Nullable Double temperature,
      @Nullable List<String> stop,
      @Nullable Boolean json,
      Sampling sampling,
      @Nullable Thinking thinking) {}

  @Provide
  Arbitrary<ChatRequest> requests() {
    Json.Obj schema = json("{'type':'object','properties':{}}");
    Arbitrary<List<Tool>> tools =
        Arbitraries.of(new Tool("f", null, schema), new Tool("g", "does g", schema))
            .list()
            .ofMaxSize(2);
    // What the connector asks of its own, so that nothing is cut unasked.
    Map<String, Json.Obj> extra =
        Extra.of("ollama", json("{'truncate':false,'shift':false,'keep_alive':'5m'}"));
    return Combinators.combine(
            conversations(),
            tools,
            settings(),
            Arbitraries.integers().between(0, 20).injectNull(0.5))
        .as(
            (conversation, functions, settings, logprobs) ->
                ChatRequest.builder("m", conversation)
                    .tools(functions.isEmpty() ? null : functions)
                    .maxOutputTokens(settings.longest())
                    .temperature(settings.temperature())
                    .stop(settings.stop())
                    .answerSchema(
                        Boolean.FALSE.equals(settings.json()) ? json("{'type':'object'}") : null)
                    .extra(extra)
                    .thinking(settings.thinking())
                    .sampling(settings.sampling())
                    .answerFormat(Boolean.TRUE.equals(settings.json()) ? AnswerFormat.JSON : null)
                    .logprobs(logprobs)
                    .build());
  }

  @Provide
  Arbitrary<ChatResponse> responses() {
    return Combinators.combine(
            answers("ollama"),
            likely().optional(),
            Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.OTHER),
            Arbitraries.longs().between(1, 99))
        .as(
            (said, likely, ending, tokens) -> {
              List<Part> parts = new ArrayList<>(said);
              likely.ifPresent(parts::add);
              boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
              return new ChatResponse(
                  "",
                  "m",
                  parts,
                  calls && ending == FinishReason.STOP ? FinishReason.TOOL_CALLS : ending,
                  new TokenUsage(tokens, tokens + 1, 0, 0),
                  Extra.of("ollama", json("{'load_duration':7}")),
                  ending == FinishReason.OTHER ? "unload" : null);
            });
  }

  @Property(tries = 200)
  void aRequestComesBack(@ForAll("requests") ChatRequest request) {
    assertThat(OllamaChatCodec.lossy(request)).isEmpty();

    ChatCall plain = READER.chat(VENDOR.encode(request).body());
    ChatCall streamed = READER.chat(STREAMING.encode(request).body());

    assertThat(plain.request()).isEqualTo(request);
    assertThat(streamed.request()).isEqualTo(request);
    assertThat(plain.stream()).isFalse();
    assertThat(streamed.stream()).isTrue();
  }

  @Property(tries = 200)
  void anAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    OllamaWriter writer = new OllamaWriter(true, KEPT);
    Json.Obj said = writer.of(answer.parts(), DEFAULTS, true);
    Json written =
        writer.ended(
            said,
            new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()),
            answer.usage());

    ChatResponse back =
        VENDOR.decode(new WireResponse(200, Map.of(), written.toString().getBytes(UTF_8)));

    assertThat(back.parts()).isEqualTo(answer.parts());
    assertThat(back.reason()).isEqualTo(answer.reason());
    assertThat(back.detail()).isEqualTo(answer.detail());
    assertThat(back.usage()).isEqualTo(answer.usage());
    assertThat(back.extra()).isEqualTo(answer.extra());
  }

  @Property(tries = 200)
  void aStreamedAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>();
    for (int i = 0; i < answer.parts().size(); i++) {
      events.add(new ChatEvent.PartDelta(i, answer.parts().get(i)));
      events.add(new ChatEvent.PartDone(i));
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
    byte[] bytes =
        Answers.written(new OllamaStreamWriter(new OllamaWriter(true, KEPT), DEFAULTS), events);

    Answers back = Answers.decoded(STREAMING.decoder(), bytes, bytes.length / 2);

    assertThat(back.parts()).isEqualTo(answer.parts());
    assertThat(back.reason()).isEqualTo(answer.reason());
    assertThat(back.usage()).isEqualTo(answer.usage());
  }

  private static Arbitrary<Sampling> sampling() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 99).injectNull(0.5),
            Arbitraries.longs().injectNull(0.5),
            Arbitraries.of(-2.0, 0.5).injectNull(0.5),
            Arbitraries.of(-0.5, 2.0).injectNull(0.5))
        .as(Sampling::new);
  }

  private static Arbitrary<Settings> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9_999).injectNull(0.3),
            Arbitraries.of(0.0, 0.5).injectNull(0.3),
            words().list().ofMinSize(1).ofMaxSize(2).injectNull(0.3),
            Arbitraries.of(true, false).injectNull(0.5),
            sampling(),
            Arbitraries.of(
                    new Thinking(Thinking.Mode.ON, null, null),
                    new Thinking(Thinking.Mode.OFF, null, null),
                    Thinking.effort("high"))
                .injectNull(0.3))
        .as(Settings::new);
  }

  private static Arbitrary<List<Message>> conversations() {
    Arbitrary<List<Message>> turns =
        Combinators.combine(said(), answers(null), words())
            .as(
                (said, answer, result) -> {
                  List<Message> turn = new ArrayList<>();
                  turn.add(new Message(Role.USER, said));
                  turn.add(new Message(Role.ASSISTANT, answer));
                  for (Part part : answer) {
                    if (part instanceof Part.ToolCall call) {
                      Part.ToolResult one = new Part.ToolResult(call.id(), result);
                      turn.add(new Message(Role.TOOL, List.of(one)));
                    }
                  }
                  return turn;
                });
    return Combinators.combine(words().optional(), turns.list().ofMaxSize(2), said())
        .as(
            (system, before, last) -> {
              List<Message> all = new ArrayList<>();
              system.ifPresent(text -> all.add(Message.text(Role.SYSTEM, text)));
              before.forEach(all::addAll);
              all.add(new Message(Role.USER, last));
              return all;
            });
  }

  private static Arbitrary<List<Part>> said() {
    Part picture = new Part.Image(null, "image/png", "iVBORw0KGgoAAAA=");
    return Combinators.combine(words(), Arbitraries.of(true, false))
        .as(
            (text, shows) ->
                shows ? List.of(new Part.Text(text), picture) : List.of(new Part.Text(text)));
  }

  /** What a model says, in the one order that the dialect has. */
  private static Arbitrary<List<Part>> answers(@Nullable String thinker) {
    return Combinators.combine(words().optional(), words(), calls())
        .as(
            (thought, text, calls) -> {
              List<Part> parts = new ArrayList<>();
              thought.ifPresent(words -> parts.add(new Part.Reasoning(words, null, thinker)));
              parts.add(new Part.Text(text));
              parts.addAll(calls);
              return parts;
            });
  }

  private static Arbitrary<Part> likely() {
    Arbitrary<List<Integer>> bytes = Arbitraries.of(List.of(1, 255), List.<Integer>of());
    return Combinators.combine(words(), bytes.injectNull(0.5), words().list().ofMaxSize(2))
        .as(
            (token, utf8, others) ->
                new TokenLogprob(
                    token,
                    -0.5,
                    utf8,
                    others.isEmpty()
                        ? null
                        : others.stream()
                            .map(other -> new TokenLogprob.Candidate(other, 0.0, utf8))
                            .toList()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(Part.Logprobs::new);
  }

  private static Arbitrary<List<Part>> calls() {
    return words()
        .list()
        .ofMaxSize(2)
        .map(
            texts -> {
              List<Part> calls = new ArrayList<>();
              for (String text : texts) {
                String arguments = Json.EMPTY.with("a", Json.of(text)).toString();
                calls.add(new Part.ToolCall("c" + calls.size(), "f", arguments));
              }
              return calls;
            });
  }

  private static Arbitrary<String> words() {
    return Arbitraries.strings().ascii().withChars("äß語\"\\\n").ofMinLength(1).ofMaxLength(9);
  }
}
