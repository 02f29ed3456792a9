package io.auterity.gateway.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.openai.AnyParts;
import io.auterity.gateway.openai.Bodies;
import io.auterity.gateway.openai.OpenAiSchemas;
import io.auterity.gateway.openai.Pieces;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers are told fits the vendor's own description, is the same whole and streamed. */
class ResponseWriterTest {

  private static final ResponseCall CALL =
      Asked.call(
          "{'model':'asked','input':'hi','instructions':'be brief','metadata':{'a':'b'},"
              + "'max_output_tokens':99,'tools':[{'type':'function','name':'f'}]}");
  private static final TokenUsage USAGE = new TokenUsage(9, 4, 2, 1, 3, 0, null);
  private static final List<Part> PARTS =
      List.of(
          new Part.Reasoning("hm", "s3al", "anthropic"),
          new Part.Text("Paris."),
          new Part.Citation("", "https://example.com/paris", "Paris"),
          new Part.Text("Yes."),
          new Part.Opaque("openai", Bodies.json("{'type':'refusal','refusal':'no more'}")),
          new Part.Opaque(
              "openai-responses",
              Bodies.json(
                  "{'type':'custom_tool_call','id':'ctc_1','call_id':'c0','name':'apply_patch',"
                      + "'input':'*** Begin Patch'}")),
          new Part.ToolCall("c1", "add", "{\"a\":1}"),
          new Part.ToolCall("c2", "add", "{}", Map.of("gemini", Bodies.json("{'s':'1'}"))),
          new Part.Image(null, "image/png", "AAAA"));

  private static @Nullable OpenAiSchemas schemas;

  private static synchronized JsonSchema schema(String name) {
    try {
      OpenAiSchemas loaded = schemas == null ? OpenAiSchemas.load() : schemas;
      schemas = loaded;
      return loaded.get(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ChatResponse answer(List<Part> parts, FinishReason reason) {
    return new ChatResponse(
        "vendor-1",
        "gpt-x",
        parts,
        reason,
        USAGE,
        Map.of("openai", Bodies.json("{'service_tier':'flex','created':7}")));
  }

  private static Json.Obj written(ChatResponse answer) {
    return Bodies.JSON.readObject(Asked.FORM.write(answer, CALL, Asked.DECISION));
  }

  private static List<ChatEvent> events(ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>();
    events.add(new ChatEvent.Started(answer.id(), answer.model()));
    for (int i = 0; i < answer.parts().size(); i++) {
      for (Part piece : Pieces.of(answer.parts().get(i))) {
        events.add(new ChatEvent.PartDelta(i, named(piece, answer.parts().get(i))));
      }
      events.add(new ChatEvent.PartDone(i));
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
    return events;
  }

  // Pieces tell neither whose a signature is nor what else a call has.
  private static Part named(Part piece, Part whole) {
    return switch (piece) {
      case Part.Reasoning thought when thought.signature() != null ->
          new Part.Reasoning(
              thought.text(), thought.signature(), ((Part.Reasoning) whole).dialect());
      case Part.ToolCall call when !call.id().isEmpty() ->
          new Part.ToolCall(
              call.id(), call.name(), call.arguments(), ((Part.ToolCall) whole).extra());
      default -> piece;
    };
  }

  @Test
  void aWholeAnswerFits() {
    Json.Obj response = written(answer(PARTS, FinishReason.TOOL_CALLS));

    assertThat(schema("Response").check(response)).isEmpty();
    assertThat(response.text("id")).isEqualTo("resp_" + Asked.HEX);
    assertThat(response.get("created_at")).isEqualTo(Json.of(0x01890a5dac96L / 1000));
    assertThat(response.text("model")).isEqualTo("gpt-x");
    assertThat(response.text("status")).isEqualTo("completed");
    assertThat(response.text("instructions")).isEqualTo("be brief");
    assertThat(response.text("service_tier")).isEqualTo("flex");
    assertThat(response.get("metadata")).isEqualTo(Bodies.json("{'a':'b'}"));
    assertThat(response.get("usage"))
        .isEqualTo(
            Bodies.json(
                "{'input_tokens':9,'input_tokens_details':{'cached_tokens':2,"
                    + "'cache_write_tokens':3},'output_tokens':4,"
                    + "'output_tokens_details':{'reasoning_tokens':1},'total_tokens':13}"));
    assertThat(items(response).stream().map(item -> item.text("type")))
        .containsExactly(
            "reasoning",
            "message",
            "custom_tool_call",
            "function_call",
            "function_call",
            "reasoning",
            "message");
  }

  @Test
  void everyEventFits() {
    List<Json.Obj> events = Asked.streamed(CALL, events(answer(PARTS, FinishReason.TOOL_CALLS)));

    for (int i = 0; i < events.size(); i++) {
      Json.Obj event = events.get(i);
      assertThat(schema("ResponseStreamEvent").check(event)).as(event.toString()).isEmpty();
      assertThat(schema(Objects.requireNonNull(SCHEMAS.get(event.text("type")))).check(event))
          .isEmpty();
      assertThat(event.get("sequence_number")).isEqualTo(Json.of(i));
    }
    assertThat(events.stream().map(event -> event.text("type")).distinct())
        .containsExactlyInAnyOrderElementsOf(SCHEMAS.keySet());
    assertThat(events.getLast().get("response"))
        .isEqualTo(written(answer(PARTS, FinishReason.TOOL_CALLS)));
  }

  private static final Map<String, String> SCHEMAS =
      Map.ofEntries(
          Map.entry("response.created", "ResponseCreatedEvent"),
          Map.entry("response.in_progress", "ResponseInProgressEvent"),
          Map.entry("response.output_item.added", "ResponseOutputItemAddedEvent"),
          Map.entry("response.output_item.done", "ResponseOutputItemDoneEvent"),
          Map.entry("response.content_part.added", "ResponseContentPartAddedEvent"),
          Map.entry("response.content_part.done", "ResponseContentPartDoneEvent"),
          Map.entry("response.output_text.delta", "ResponseTextDeltaEvent"),
          Map.entry("response.output_text.done", "ResponseTextDoneEvent"),
          Map.entry(
              "response.output_text.annotation.added", "ResponseOutputTextAnnotationAddedEvent"),
          Map.entry("response.refusal.delta", "ResponseRefusalDeltaEvent"),
          Map.entry("response.refusal.done", "ResponseRefusalDoneEvent"),
          Map.entry(
              "response.reasoning_summary_part.added", "ResponseReasoningSummaryPartAddedEvent"),
          Map.entry(
              "response.reasoning_summary_part.done", "ResponseReasoningSummaryPartDoneEvent"),
          Map.entry(
              "response.reasoning_summary_text.delta", "ResponseReasoningSummaryTextDeltaEvent"),
          Map.entry(
              "response.reasoning_summary_text.done", "ResponseReasoningSummaryTextDoneEvent"),
          Map.entry(
              "response.function_call_arguments.delta", "ResponseFunctionCallArgumentsDeltaEvent"),
          Map.entry(
              "response.function_call_arguments.done", "ResponseFunctionCallArgumentsDoneEvent"),
          Map.entry(
              "response.custom_tool_call_input.delta", "ResponseCustomToolCallInputDeltaEvent"),
          Map.entry("response.custom_tool_call_input.done", "ResponseCustomToolCallInputDoneEvent"),
          Map.entry("response.completed", "ResponseCompletedEvent"));

  @Test
  void theEventsOfATextComeInTheirOrder() {
    List<Json.Obj> events =
        Asked.streamed(CALL, events(answer(List.of(new Part.Text("hi")), FinishReason.STOP)));

    assertThat(events.stream().map(event -> event.text("type")))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
  }

  @Test
  void callsGrowSideBySide() {
    List<Json.Obj> events =
        Asked.streamed(
            CALL,
            List.of(
                new ChatEvent.PartDelta(0, new Part.ToolCall("a", "f", "")),
                new ChatEvent.PartDelta(1, new Part.ToolCall("b", "g", "")),
                new ChatEvent.PartDelta(0, new Part.ToolCall("", "", "{1")),
                new ChatEvent.PartDelta(1, new Part.ToolCall("", "", "{2")),
                new ChatEvent.PartDelta(0, new Part.ToolCall("", "", "}")),
                new ChatEvent.PartDone(0),
                new ChatEvent.PartDelta(0, new Part.ToolCall("", "", "late")),
                new ChatEvent.PartDelta(1, new Part.ToolCall("", "", "}")),
                new ChatEvent.Finished(FinishReason.TOOL_CALLS)));

    Json.Obj response = (Json.Obj) Objects.requireNonNull(events.getLast().get("response"));
    assertThat(items(response).stream().map(item -> item.text("arguments")))
        .containsExactly("{1}", "{2}");
  }

  @Test
  void aStreamThatFailsSaysSo() {
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, "gone");
    List<Json.Obj> events =
        Asked.streamed(
            CALL,
            List.of(
                new ChatEvent.PartDelta(0, new Part.Text("Par")), new ChatEvent.Failed(failure)));

    Json.Obj last = events.getLast();
    assertThat(schema("ResponseFailedEvent").check(last)).isEmpty();
    Json.Obj response = (Json.Obj) Objects.requireNonNull(last.get("response"));
    assertThat(response.text("status")).isEqualTo("failed");
    assertThat(response.get("error"))
        .isEqualTo(Bodies.json("{'code':'server_error','message':'gone'}"));
    assertThat(items(response).getFirst().text("status")).isEqualTo("incomplete");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, completed,",
    "STOP_TEXT, completed,",
    "TOOL_CALLS, completed,",
    "OTHER, completed,",
    "LENGTH, incomplete, max_output_tokens",
    "CONTEXT_FULL, incomplete, max_output_tokens",
    "CONTENT_REFUSED, incomplete, content_filter",
    "PAUSED, incomplete,"
  })
  void saysWhyItEnded(FinishReason reason, String status, @Nullable String why) {
    Json.Obj response = written(answer(List.of(new Part.Text("hi")), reason));

    assertThat(schema("Response").check(response)).isEmpty();
    assertThat(response.text("status")).isEqualTo(status);
    assertThat(items(response).getFirst().text("status")).isEqualTo(status);
    assertThat(response.get("incomplete_details"))
        .isEqualTo(why == null ? Json.NULL : Json.EMPTY.with("reason", Json.of(why)));
  }

  @Test
  void aRefusalInWordsIsAnAnswer() {
    Json.Obj response =
        written(answer(List.of(InputParts.refusal("no")), FinishReason.CONTENT_REFUSED));

    assertThat(response.text("status")).isEqualTo("completed");
  }

  @Provide
  Arbitrary<List<Part>> answers() {
    return AnyParts.answers();
  }

  @Property(tries = 300)
  void anAnswerHandedBackIsWhatTheModelSaid(@ForAll("answers") List<Part> parts) {
    ChatResponse answer = answer(parts, FinishReason.STOP);
    Supplier<Json.Obj> streamed =
        () ->
            (Json.Obj)
                Objects.requireNonNull(
                    Asked.streamed(CALL, events(answer)).getLast().get("response"));

    Json.Obj whole = written(answer);

    assertThat(streamed.get()).isEqualTo(whole);
    assertThat(handedBack(whole))
        .isEqualTo(parts.isEmpty() ? List.of() : List.of(new Message(Role.ASSISTANT, parts)));
  }

  private static List<Message> handedBack(Json.Obj response) {
    Json.Obj body =
        Json.EMPTY
            .with("model", Json.of("m"))
            .with("previous_response_id", Json.of("resp_" + Asked.HEX))
            .with("input", Objects.requireNonNull(response.get("output")));
    return Asked.FORM
        .read(Question.of(JsonWriter.bytes(body), name -> null), (responses, read) -> Map.of())
        .chat()
        .request()
        .messages();
  }

  private static List<Json.Obj> items(Json.Obj response) {
    return ((Json.Arr) Objects.requireNonNull(response.get("output")))
        .items().stream().map(Json.Obj.class::cast).toList();
  }
}
