package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Answers;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.plugins.ai.openai.wire.ChatCodec;
import io.auterity.plugins.ai.openai.wire.ChatStreamCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the vendor's side of the dialect writes the callers' side reads, and the other way. */
class OpenAiRoundTripTest {

  private static final OpenAiEndpoint ENDPOINT =
      new OpenAiEndpoint(URI.create("https://o.example/v1/"), "max_completion_tokens");
  private static final ChatCodec VENDOR = new ChatCodec(ENDPOINT);
  private static final ChatStreamCodec STREAMING = new ChatStreamCodec(ENDPOINT);
  private static final ChatReader READER = new ChatReader(Bodies.JSON, Bodies.BINDER);
  private static final ChatWriter WRITER = new ChatWriter(Bodies.BINDER);
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 7);

  @Property(tries = 300)
  void aRequestComesBack(@ForAll("requests") ChatRequest request) {
    assertThat(VENDOR.lossy(request)).isEmpty();

    ChatCall plain = READER.read(VENDOR.encode(request).body());
    ChatCall streamed = READER.read(STREAMING.encode(request).body());

    assertThat(plain.request()).isEqualTo(request);
    assertThat(streamed.request()).isEqualTo(request);
    assertThat(plain.stream()).isFalse();
    assertThat(streamed.stream()).isTrue();
  }

  @Property(tries = 300)
  void anAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    ChatResponse back = decoded(WRITER.write(answer, DEFAULTS));

    assertThat(back.parts()).isEqualTo(answer.parts());
    assertThat(back.reason()).isEqualTo(answer.reason());
    assertThat(back.usage()).isEqualTo(answer.usage());
    assertThat(back.id()).isEqualTo(answer.id());
    assertThat(decoded(WRITER.write(back, DEFAULTS))).isEqualTo(back);
  }

  @Property(tries = 300)
  void aStreamedAnswerComesBackWhereverItIsCut(@ForAll("responses") ChatResponse answer) {
    List<ChatEvent> events = streamed(answer);

    byte[] bytes = Answers.written(stream(), events);

    for (int cut = 0; cut <= bytes.length; cut += Math.max(1, bytes.length / 13)) {
      assertThat(Answers.decoded(STREAMING.decoder(), bytes, cut)).isEqualTo(Answers.of(events));
    }
  }

  @Test
  void recordedAnswersComeBack() {
    List<byte[]> answers =
        recorded()
            .filter(one -> one.response().succeeded() && !one.streams())
            .map(one -> one.response().body())
            .filter(body -> new String(body, UTF_8).contains("finish_reason"))
            .toList();

    assertThat(answers.size()).isGreaterThan(50);
    for (byte[] body : answers) {
      ChatResponse answer = decoded(body);
      ChatResponse back = decoded(WRITER.write(answer, DEFAULTS));
      assertThat(back.parts()).isEqualTo(answer.parts());
      assertThat(back.reason()).isEqualTo(answer.reason());
      assertThat(back.usage()).isEqualTo(answer.usage());
    }
  }

  @Test
  void recordedStreamsComeBackCutAtEveryByte() {
    List<byte[]> streams =
        recorded()
            .filter(one -> one.response().succeeded() && one.streams())
            .map(one -> one.response().body())
            .toList();

    assertThat(streams.size()).isGreaterThan(3);
    for (byte[] body : streams) {
      List<ChatEvent> events = events(body);
      byte[] written = Answers.written(stream(), events);
      int step = Math.max(1, written.length / 997);
      for (int cut = 0; cut <= written.length; cut += step) {
        Answers back = Answers.decoded(STREAMING.decoder(), written, cut);
        assertThat(back.parts()).isEqualTo(Answers.of(events).parts());
        assertThat(back.reason()).isEqualTo(Answers.of(events).reason());
      }
    }
  }

  @Provide
  Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            conversations(), tools(), settings(), extra(), sampling(), answerFormat())
        .as(
            (conversation, tools, settings, extra, sampling, format) ->
                ChatRequest.builder("gpt-x", conversation)
                    .tools(tools.isEmpty() ? null : tools)
                    .toolChoice(tools.isEmpty() ? null : settings.choice())
                    .maxOutputTokens(settings.longest())
                    .temperature(settings.temperature())
                    .stop(settings.stop())
                    .answerSchema(
                        format == null || format.equals(AnswerFormat.JSON)
                            ? null
                            : Bodies.json("{'type':'object'}"))
                    .extra(extra)
                    .thinking(settings.effort() == null ? null : Thinking.effort(settings.effort()))
                    .parallelTools(settings.parallel())
                    .user(settings.user())
                    .sampling(sampling)
                    .answerFormat(format)
                    .logprobs(settings.logprobs())
                    .build());
  }

  private static Arbitrary<Sampling> sampling() {
    return Combinators.combine(
            Arbitraries.longs().injectNull(0.5),
            Arbitraries.of(-2.0, 0.5).injectNull(0.5),
            Arbitraries.of(-0.5, 2.0).injectNull(0.5))
        .as((seed, frequency, presence) -> new Sampling(null, seed, frequency, presence));
  }

  private static Arbitrary<@Nullable AnswerFormat> answerFormat() {
    return Arbitraries.of(
            AnswerFormat.JSON,
            new AnswerFormat(null, "n", null, null),
            new AnswerFormat(null, "n", "d", true))
        .injectNull(0.3);
  }

  private record Settings(
      @Nullable String choice,
      @Nullable Integer longest,
      @Nullable Double temperature,
      @Nullable List<String> stop,
      @Nullable String effort,
      @Nullable Boolean parallel,
      @Nullable String user,
      @Nullable Integer logprobs) {}

  private static Arbitrary<Settings> settings() {
    return Combinators.combine(
            Arbitraries.of("auto", "none", "required", "f").injectNull(0.3),
            Arbitraries.integers().between(1, 9_999).injectNull(0.3),
            Arbitraries.of(0.0, 0.5, 2.0).injectNull(0.3),
            words().list().ofMinSize(1).ofMaxSize(2).injectNull(0.3),
            Arbitraries.of("none", "minimal", "low", "xhigh").injectNull(0.3),
            Arbitraries.of(true, false).injectNull(0.3),
            Arbitraries.of("u-1").injectNull(0.3),
            Arbitraries.of(0, 20).injectNull(0.3))
        .as(Settings::new);
  }

  private static Arbitrary<@Nullable Map<String, Json.Obj>> extra() {
    return Arbitraries.of(
            "{'verbosity':'low'}", "{'logit_bias':{'50256':-100},'metadata':{'a':'b'}}")
        .map(text -> Map.of("openai", Bodies.json(text)))
        .injectNull(0.5);
  }

  private static Arbitrary<List<Tool>> tools() {
    Json.Obj schema = Bodies.json("{'type':'object','properties':{}}");
    return Arbitraries.of(
            new Tool("f", null, schema), new Tool("g", "does g", schema, null, null, true, null))
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<List<Message>> conversations() {
    Arbitrary<Message> system = words().map(text -> Message.text(Role.SYSTEM, text));
    Arbitrary<Message> answer =
        Combinators.combine(words(), calls()).as((text, calls) -> answer(text, calls));
    Arbitrary<Message> result =
        Combinators.combine(ids(), words())
            .as((id, text) -> new Message(Role.TOOL, List.of(new Part.ToolResult(id, text))));
    Arbitrary<Message> named =
        words()
            .map(
                text ->
                    new Message(
                        Role.USER,
                        List.of(new Part.Text(text)),
                        Extra.of("openai", Bodies.json("{'name':'ann'}"))));
    return Combinators.combine(
            Arbitraries.oneOf(system, answer, result, named, said()).list().ofMaxSize(4), said())
        .as(
            (before, last) -> {
              List<Message> all = new ArrayList<>(before);
              all.add(last);
              return all;
            });
  }

  private static Message answer(String text, List<Part> calls) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Text(text));
    parts.addAll(calls);
    return new Message(Role.ASSISTANT, parts);
  }

  private static Arbitrary<Message> said() {
    Arbitrary<Part> part =
        Arbitraries.oneOf(
            words().map(Part.Text::new),
            ids().map(id -> new Part.Image("https://example.org/" + id, null, null)),
            base64().map(data -> new Part.Image(null, "image/png", data)),
            base64().map(data -> new Part.Audio("audio/wav", data)),
            base64().map(data -> new Part.File("a.pdf", null, "application/pdf", data)));
    return part.list().ofMinSize(1).ofMaxSize(3).map(parts -> new Message(Role.USER, parts));
  }

  @Provide
  Arbitrary<ChatResponse> responses() {
    Arbitrary<Long> some = Arbitraries.longs().between(0, 99);
    Arbitrary<TokenUsage> usage =
        Combinators.combine(some, some, some, some)
            .as(
                (input, output, cached, thought) ->
                    new TokenUsage(input + cached + 1, output + thought, cached, thought));
    Arbitrary<FinishReason> reason = Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH);
    Arbitrary<List<Part>> thoughts =
        words().<Part>map(text -> new Part.Reasoning(text, null)).list().ofMaxSize(1);
    return Combinators.combine(thoughts, words(), calls(), reason, usage)
        .as(
            (thought, text, calls, why, used) -> {
              List<Part> parts = new ArrayList<>(thought);
              parts.add(new Part.Text(text));
              parts.addAll(calls);
              return new ChatResponse(
                  "chatcmpl-1",
                  "gpt-x",
                  parts,
                  calls.isEmpty() ? why : FinishReason.TOOL_CALLS,
                  used,
                  Extra.of("openai", Bodies.json("{'system_fingerprint':'fp'}")));
            });
  }

  private static Arbitrary<List<Part>> calls() {
    Arbitrary<Part> call =
        Combinators.combine(ids(), ids(), words()).as(Part.ToolCall::new).map(Part.class::cast);
    return call.list().ofMaxSize(2).map(OpenAiRoundTripTest::numbered);
  }

  // Two calls of one id are one call to this dialect.
  private static List<Part> numbered(List<Part> calls) {
    List<Part> numbered = new ArrayList<>();
    for (Part part : calls) {
      Part.ToolCall call = (Part.ToolCall) part;
      numbered.add(
          new Part.ToolCall(call.id() + "_" + numbered.size(), call.name(), call.arguments()));
    }
    return numbered;
  }

  private static Arbitrary<String> words() {
    return Combinators.combine(
            Arbitraries.strings().ascii().withChars("äß語\"\\\n").ofMinLength(1).ofMaxLength(9),
            Arbitraries.of("", "😀"))
        .as(String::concat);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(1).ofMaxLength(6);
  }

  private static Arbitrary<String> base64() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(bytes -> Base64.getEncoder().encodeToString(bytes));
  }

  private static List<ChatEvent> streamed(ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>();
    events.add(new ChatEvent.Started(answer.id(), answer.model()));
    for (int i = 0; i < answer.parts().size(); i++) {
      for (Part piece : Pieces.of(answer.parts().get(i))) {
        events.add(new ChatEvent.PartDelta(i, piece));
      }
      events.add(new ChatEvent.PartDone(i));
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(new ChatEvent.Finished(answer.reason()));
    return events;
  }

  private static ChatStreamWriter stream() {
    return new ChatStreamWriter(DEFAULTS, true, Bodies.BINDER);
  }

  private static ChatResponse decoded(byte[] body) {
    return VENDOR.decode(new WireResponse(200, Map.of(), body));
  }

  private static List<ChatEvent> events(byte[] body) {
    Decoder<ChatEvent> decoder = STREAMING.decoder();
    List<ChatEvent> events = new ArrayList<>(decoder.feed(body));
    events.addAll(decoder.end());
    return events;
  }

  private static Stream<RecordedExchange> recorded() {
    return Stream.of(
            "pydantic-ai/tests/models/cassettes/test_openai",
            "llm-simonw/tests/cassettes/test_tools_streaming")
        .flatMap(folder -> Cassette.readAll(Repository.shared("fixtures/" + folder)).stream())
        .filter(one -> one.request().uri().getPath().endsWith("/chat/completions"));
  }
}
