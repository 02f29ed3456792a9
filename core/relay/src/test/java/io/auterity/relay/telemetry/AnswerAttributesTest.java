package io.auterity.relay.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.telemetry.EndedSpans;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.spi.ai.WireEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of answers, most of which pass as their vendor wrote them. */
class AnswerAttributesTest {

  private static final AttributeKey<String> ID = AttributeKey.stringKey("gen_ai.response.id");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.response.model");
  private static final AttributeKey<List<String>> REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  private final EndedSpans spans = new EndedSpans();

  @Test
  void ofAWholeAnswerThatPasses() throws Exception {
    assertThat(
            of(
                answer(
                    """
                    {"id": "c-1", "model": "gpt-4o-2024-08-06", "choices": [{"finish_reason": "length",
                     "message": {"content": "\\"finish_reason\\": \\"mine\\" {\\"id\\": \\"x\\"}"}}]}
                    """)))
        .isEqualTo(told("c-1", "gpt-4o-2024-08-06", "length"));
    assertThat(
            of(
                answer(
                    """
                    {"type":"message","id":"msg_1","model":"claude","content":[],"stop_reason":"end_turn"}
                    """)))
        .isEqualTo(told("msg_1", "claude", "end_turn"));
  }

  @Test
  void ofAStreamOfChunks() throws Exception {
    assertThat(
            of(
                event("data: {\"id\":\"\",\"model\":\"\",\"choices\":[]}\n\n"),
                event("data: {\"id\":\"c-2\",\"model\":\"gpt\",\"choices\":[]}\n\n"),
                event("data: {\"id\":\"c-3\",\"choices\":[{\"finish_reason\":null}]}\n\n"),
                event("data: {\"id\":\"c-3\",\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n"),
                event("data: [DONE]\n\n")))
        .isEqualTo(told("c-2", "gpt", "stop"));
  }

  @Test
  void ofAStreamOfNamedEvents() throws Exception {
    assertThat(
            of(
                event("event: ping\ndata: {\"type\":\"ping\"}\n\n"),
                event(
                    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":"
                        + "{\"id\":\"msg_1\",\"model\":\"claude\",\"stop_reason\":null}}\n\n"),
                event(
                    "event: message_delta\ndata: {\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n")))
        .isEqualTo(told("msg_1", "claude", "tool_use"));
  }

  @Test
  void neverWhatAToolIsCalledWith() throws Exception {
    assertThat(
            of(
                answer(
                    """
                    {"type":"message","id":"msg_1","model":"claude","content":[{"type":"tool_use",
                     "input":{"stop_reason":"engine","finish_reason":"engine"}}],
                     "stop_reason":"tool_use"}
                    """)))
        .isEqualTo(told("msg_1", "claude", "tool_use"));
    assertThat(
            of(
                event(
                    "data: {\"type\":\"message_start\",\"message\":"
                        + "{\"id\":\"msg_2\",\"model\":\"claude\"}}\n\n"),
                event(
                    "data:"
                        + " {\"type\":\"content_block_start\",\"content_block\":{\"type\":\"tool_use\",\"input\":{\"stop_reason\":\"engine\"}}}\n\n")))
        .isEqualTo(Map.of(ID, "msg_2", MODEL, "claude"));
  }

  @Test
  void ofAStreamThatGoesOnAsRecords() throws Exception {
    assertThat(
            of(
                event("data: {\"broken\n\n"),
                new WireEvent.Read(List.of(new ChatEvent.Started("c-1", "gpt"))),
                new ChatEvent.Finished(FinishReason.OTHER, "recitation", null)))
        .isEqualTo(told("c-1", "gpt", "recitation"));
  }

  @Test
  void ofAnEmbeddingItsModelAlone() throws Exception {
    assertThat(of(new Embeddings("small", List.of(List.of(1f)), TokenUsage.NONE)))
        .isEqualTo(Map.of(MODEL, "small"));
  }

  @Test
  void noVendorFillsACollector() throws Exception {
    assertThat(of(new ChatEvent.Started("x".repeat(257), "gpt"))).isEqualTo(Map.of(MODEL, "gpt"));
  }

  private Map<AttributeKey<?>, Object> of(Record... seen) throws InterruptedException {
    Span span = spans.getTracerProvider().get("test").spanBuilder("attempt").startSpan();
    AnswerAttributes attributes = new AnswerAttributes(span);
    for (Record each : seen) {
      attributes.put(each);
    }
    span.end();
    return spans.next().getAttributes().asMap();
  }

  private static Map<AttributeKey<?>, Object> told(String id, String model, String reason) {
    return Map.of(ID, id, MODEL, model, REASONS, List.of(reason));
  }

  private static WireAnswer answer(String json) {
    return new WireAnswer("openai", json.getBytes(UTF_8), new TokenUsage(3, 1, 0, 0));
  }

  private static WireEvent.Passed event(String text) {
    return new WireEvent.Passed(
        text.getBytes(UTF_8), true, 1, null, WireEvent.UsageField.AS_USUAL, false);
  }
}
