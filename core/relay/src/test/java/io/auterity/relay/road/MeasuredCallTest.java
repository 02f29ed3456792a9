package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.RoadFixture.ANSWER;
import static io.auterity.relay.road.RoadFixture.DOWN;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.telemetry.EndedSpans;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured and traced of a call that fails over. */
class MeasuredCallTest {

  private static final String WORDS = "They took my house";
  private static final TraceContext CALLER =
      new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");

  private static final ChatRequest CHAT =
      ChatRequest.builder("small", List.of(Message.text(Role.USER, WORDS)))
          .maxOutputTokens(64)
          .temperature(0.5)
          .stop(List.of("house"))
          .build()
          .withSampling(Sampling.NONE.withTopK(40));

  private final EndedSpans spans = new EndedSpans();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TestRoad road = new TestRoad(new Telemetry(meters, spans));
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void oneFailsAndTheOtherAnswers() {
    road.providers.add(ai("a"));
    road.providers.add(Fleet.withModels(RoadFixture.priced("b"), "small"));
    road.route("triage", "{'use': ['a', 'b/small'], 'retry': {'max': 1}}");
    road.providers.does("a", fails(DOWN));
    road.providers.does(
        "b",
        (input, attempt) -> {
          attempt.traceparent().ifPresent(told::add);
          attempt.meter("input_tokens", 200);
          attempt.meter("cached_input_tokens", 14);
          attempt.meter("output_tokens", 3);
          road.time.advance(Duration.ofMillis(1_500));
          return ANSWER;
        });
  }

  @Test
  void aCallHasASpanAndEachAttemptOneBeneathIt() throws Exception {
    road.invoke("ai.text.classify", new TextToClassify(WORDS, Map.of("a", "A")), CALLER);

    SpanData failed = spans.next();
    SpanData answered = spans.next();
    SpanData call = spans.next();
    assertThat(List.of(failed, answered))
        .allSatisfy(
            span -> {
              assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
              assertThat(span.getParentSpanId()).isEqualTo(call.getSpanId());
              assertThat(span.getTraceId()).isEqualTo(CALLER.traceId());
            });
    assertThat(call.getParentSpanId()).isEqualTo(CALLER.spanId());
    assertThat(call.getName()).isEqualTo("ai.text.classify");
    assertThat(text(call, "auterity.route")).isEqualTo("triage");
    assertThat(text(call, "auterity.outcome")).isEqualTo("succeeded");
    assertThat(number(call, "auterity.attempts")).isEqualTo(2);
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(failed, "error.type")).isEqualTo("unavailable");
    assertThat(told)
        .containsExactly("00-%s-%s-01".formatted(CALLER.traceId(), answered.getSpanId()));
  }

  @Test
  void anAttemptIsToldByTheConventionsForGenerativeAi() throws Exception {
    road.invoke("ai.text.classify", new TextToClassify(WORDS, Map.of("a", "A")), CALLER);

    spans.next();
    SpanData answered = spans.next();
    assertThat(answered.getName()).isEqualTo("text small");
    assertThat(text(answered, "gen_ai.operation.name")).isEqualTo("text");
    assertThat(text(answered, "gen_ai.provider.name")).isEqualTo("replay");
    assertThat(text(answered, "gen_ai.request.model")).isEqualTo("small");
    assertThat(text(answered, "auterity.provider")).isEqualTo("b");
    assertThat(number(answered, "gen_ai.usage.input_tokens")).isEqualTo(214);
    assertThat(number(answered, "gen_ai.usage.cache_read.input_tokens")).isEqualTo(14);
    assertThat(number(answered, "gen_ai.usage.output_tokens")).isEqualTo(3);
    assertThat(
            answered
                .getAttributes()
                .get(AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens")))
        .isNull();
    assertThat(answered + spans.next().toString()).doesNotContain("house");
  }

  @Test
  void aChatTellsWhatWasAskedForAndWhatCame() throws Exception {
    road.providers.clear();
    road.providers.does("a", fails(DOWN));
    road.providers.does(
        "b",
        answers(
            new ChatResponse(
                "c-1",
                "small-2026",
                List.of(new Part.Text("hello")),
                FinishReason.LENGTH,
                new TokenUsage(3, 1, 0, 0),
                null)));

    road.openAtGateway("ai.chat.create", CHAT, false).outcome();

    SpanData failed = spans.next();
    SpanData answered = spans.next();
    assertThat(List.of(failed, answered))
        .allSatisfy(
            span -> {
              assertThat(number(span, "gen_ai.request.max_tokens")).isEqualTo(64);
              assertThat(decimal(span, "gen_ai.request.temperature")).isEqualTo(0.5);
              assertThat(decimal(span, "gen_ai.request.top_k")).isEqualTo(40);
              assertThat(decimal(span, "gen_ai.request.top_p")).isNull();
            });
    assertThat(text(failed, "gen_ai.response.id")).isEqualTo("null");
    assertThat(text(answered, "gen_ai.response.id")).isEqualTo("c-1");
    assertThat(text(answered, "gen_ai.response.model")).isEqualTo("small-2026");
    assertThat(reasons(answered)).containsExactly("length");
  }

  @Test
  void aStreamTellsHowItBeganAndEnded() throws Exception {
    road.providers.clear();
    road.providers.streams("a", events(DOWN));
    road.providers.streams(
        "b",
        events(
            null,
            new ChatEvent.Started("c-2", "small-2026"),
            new ChatEvent.PartDelta(0, new Part.Text("hello")),
            new ChatEvent.Finished(FinishReason.STOP_TEXT, "house", null)));

    Exchange exchange = road.openAtGateway("ai.chat.stream", CHAT, false);
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      assertThat(event).isInstanceOf(ChatEvent.class);
    }

    spans.next();
    SpanData answered = spans.next();
    assertThat(text(answered, "gen_ai.response.id")).isEqualTo("c-2");
    assertThat(text(answered, "gen_ai.response.model")).isEqualTo("small-2026");
    assertThat(reasons(answered)).containsExactly("stop");
    assertThat(answered.toString()).doesNotContain("house");
  }

  @Test
  void countsTheCallAndItsAttempts() {
    road.invoke("ai.text.classify", new TextToClassify(WORDS, Map.of("a", "A")), CALLER);

    String tenant = "ten_00000000000000000000000000000007";
    assertThat(meters.get("auterity.call").tags("tenant", tenant, "code", "ok").timer().count())
        .isEqualTo(1);
    assertThat(
            meters
                .get("auterity.attempts")
                .tags("provider", "a", "code", "unavailable")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(meters.get("auterity.failovers").tag("tenant", tenant).counter().count())
        .isEqualTo(1);
    assertThat(
            meters
                .get("gen_ai.client.token.usage")
                .tags("gen_ai.request.model", "small", "gen_ai.token.type", "input")
                .summary()
                .totalAmount())
        .isEqualTo(214);
    assertThat(
            meters
                .get("gen_ai.client.operation.duration")
                .tags("provider", "b", "error.type", "")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(1_500);
    assertThat(
            meters
                .get("auterity.usage")
                .tags("model", "small", "unit", "cached_input_tokens")
                .functionCounter()
                .count())
        .isEqualTo(14);
    assertThat(meters.get("auterity.cost").tag("provider", "b").functionCounter().count())
        .isEqualTo(34_240 / 1e9);
  }

  @Test
  void whatIsUsedIsSummedOverAllThatIsAskedOfAModel() {
    road.invoke("ai.text.classify", new TextToClassify(WORDS, Map.of("a", "A")), CALLER);
    road.providers.clear();
    road.providers.does("a", fails(DOWN));
    road.providers.does(
        "b",
        (input, attempt) -> {
          attempt.meter("cached_input_tokens", 6);
          return new ChatResponse(
              "c-1", "small", List.of(), FinishReason.STOP, TokenUsage.NONE, null);
        });
    road.openAtGateway("ai.chat.create", CHAT, false).outcome();

    assertThat(
            meters
                .get("auterity.usage")
                .tags("model", "small", "unit", "cached_input_tokens")
                .functionCounter()
                .count())
        .isEqualTo(20);
  }

  @Test
  void whatIsRefusedIsCountedUnderNoNameOfItsCallers() {
    road.invoke("ai.no.such", new TextToClassify(WORDS, Map.of("a", "A")), CALLER);

    assertThat(meters.get("auterity.call").timer().getId().getTag("capability"))
        .isEqualTo("unknown");
  }

  private static String text(SpanData span, String name) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
  }

  private static @Nullable List<String> reasons(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"));
  }

  private static @Nullable Double decimal(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.doubleKey(name));
  }

  private static long number(SpanData span, String name) {
    return RoadFixture.there(span.getAttributes().get(AttributeKey.longKey(name)));
  }
}
