package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.ChatEvent.PartDone;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.ChatStreamContract;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResponsesStreamCodecTest extends ChatStreamContract<ChatRequest> {

  @Override
  protected StreamCodec<ChatRequest, ChatEvent> codec() {
    return new ResponsesStreamCodec(Recorded.OPENAI);
  }

  @Override
  protected List<byte[]> recorded() {
    return Stream.of(
            "test_openai_responses_stream", "test_openai_responses_raw_cot_stream_openrouter")
        .flatMap(session -> Recorded.responses(session).stream())
        .filter(RecordedExchange::streams)
        .map(exchange -> exchange.response().body())
        .toList();
  }

  @Test
  void everyRecordedStreamEndsWithItsUsage() {
    List<RecordedExchange> streams =
        Recorded.responses().stream().filter(RecordedExchange::streams).toList();

    assertThat(streams).hasSizeGreaterThan(5);
    for (RecordedExchange exchange : streams) {
      List<ChatEvent> events = decode(exchange.response().body());

      assertThat(events.getLast()).isInstanceOf(ChatEvent.Finished.class);
      assertThat(events.get(events.size() - 2))
          .isInstanceOfSatisfying(
              ChatEvent.Used.class, used -> assertThat(used.usage().output()).isPositive());
    }
  }

  @Test
  void tellsACallOfAToolPieceByPiece() {
    List<ChatEvent> events = decode(recorded().getFirst());

    assertThat(events)
        .startsWith(
            new ChatEvent.Started(
                "resp_67e554a155508191900ee113293c4c830794405d35281ae2", "gpt-4o-2024-08-06"),
            new PartDelta(0, new Part.ToolCall("call_kL0PCQV7M2WMoVX8V8OtYSAL", "get_capital", "")),
            new PartDelta(0, new Part.ToolCall("", "", "{\"")));
    assertThat(events).contains(new PartDone(0));
    assertThat(((ChatEvent.Finished) events.getLast()).reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void piecesOfItemsArePartsOfTheirOwn() {
    List<ChatEvent> events =
        decode(
            events(
                "{'type':'response.created','response':{'id':'r','model':'m'}}",
                "{'type':'response.output_item.added','output_index':0,'item':{'type':'reasoning'}}",
                "{'type':'response.reasoning_summary_text.delta','output_index':0,"
                    + "'summary_index':0,'delta':'first'}",
                "{'type':'response.reasoning_summary_text.delta','output_index':0,"
                    + "'summary_index':1,'delta':'second'}",
                "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
                    + "'id':'rs','summary':[],'encrypted_content':'gA'}}",
                "{'type':'response.output_item.done','output_index':1,"
                    + "'item':{'type':'web_search_call','id':'ws'}}",
                "{'type':'response.output_text.delta','output_index':2,'content_index':0,"
                    + "'delta':'hi','logprobs':[{'token':'hi','logprob':-1}]}",
                "{'type':'response.output_text.annotation.added','output_index':2,"
                    + "'annotation':{'type':'url_citation','url':'https://a','title':'A'}}",
                "{'type':'response.output_item.done','output_index':2,'item':{'type':'message'}}",
                "{'type':'response.completed','response':{'status':'completed','usage':"
                    + "{'input_tokens':2,'output_tokens':1}}}"));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("r", "m"),
            new PartDelta(0, new Part.Reasoning("first", null)),
            new PartDelta(0, new Part.Reasoning("\n\nsecond", null)),
            new PartDelta(0, new Part.Reasoning(null, "rs:gA", "openai-responses")),
            new PartDone(0),
            new PartDelta(
                1,
                new Part.Opaque(
                    "openai-responses",
                    Requests.object("{\"type\":\"web_search_call\",\"id\":\"ws\"}"))),
            new PartDone(1),
            new PartDelta(2, new Part.Text("hi")),
            new PartDelta(3, new Part.Logprobs(List.of(new TokenLogprob("hi", -1, null, null)))),
            new PartDelta(4, new Part.Citation("", "https://a", "A")),
            new PartDone(4),
            new PartDone(2),
            new PartDone(3),
            new ChatEvent.Used(new TokenUsage(2, 1, 0, 0)),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void aFinishedItemIsToldWholeWhereNothingOfItWas() {
    List<ChatEvent> events =
        decode(
            events(
                "{'type':'response.created','response':{'id':'r','model':'m'}}",
                "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
                    + "'id':'rs','summary':[{'text':'hm'}],'encrypted_content':'gA'}}",
                "{'type':'response.output_item.done','output_index':1,'item':{'type':'message',"
                    + "'content':[{'type':'output_text','text':'hi','annotations':[{'type':"
                    + "'url_citation','url':'https://a','title':'A'}],'logprobs':"
                    + "[{'token':'hi','logprob':-1}]},{'type':'refusal','refusal':'no'}]}}",
                "{'type':'response.output_item.added','output_index':2,'item':{'type':"
                    + "'function_call','call_id':'c1','name':'f','arguments':''}}",
                "{'type':'response.output_item.done','output_index':2,'item':{'type':"
                    + "'function_call','call_id':'c1','name':'f','arguments':'{}'}}",
                "{'type':'response.output_item.done','output_index':3,'item':{'type':"
                    + "'function_call','call_id':'c2','name':'g','arguments':'[]'}}",
                "{'type':'response.completed','response':{'status':'completed','usage':"
                    + "{'input_tokens':2,'output_tokens':1}}}"));

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started("r", "m"),
            new PartDelta(0, new Part.Reasoning("hm", "rs:gA", "openai-responses")),
            new PartDone(0),
            new PartDelta(1, new Part.Text("hi")),
            new PartDelta(2, new Part.Logprobs(List.of(new TokenLogprob("hi", -1, null, null)))),
            new PartDelta(3, PartJson.refusal("no")),
            new ChatEvent.PartGrown(3, 2),
            new PartDelta(4, new Part.Citation("", "https://a", "A")),
            new PartDone(4),
            new PartDone(1),
            new PartDone(3),
            new PartDelta(5, new Part.ToolCall("c1", "f", "")),
            new PartDelta(5, new Part.ToolCall("", "", "{}")),
            new PartDone(5),
            new PartDelta(6, new Part.ToolCall("c2", "g", "[]")),
            new PartDone(6),
            new PartDone(2),
            new ChatEvent.Used(new TokenUsage(2, 1, 0, 0)),
            new ChatEvent.Finished(FinishReason.CONTENT_REFUSED));
  }

  @Test
  void aFinishedItemRepeatsNothingThatWasTold() {
    List<ChatEvent> events =
        decode(
            events(
                "{'type':'response.output_item.added','output_index':0,'item':{'type':"
                    + "'function_call','call_id':'c1','name':'f','arguments':'{}'}}",
                "{'type':'response.output_item.done','output_index':0,'item':{'type':"
                    + "'function_call','call_id':'c1','name':'f','arguments':'{}'}}",
                "{'type':'response.output_text.delta','output_index':1,'content_index':0,"
                    + "'delta':'hi'}",
                "{'type':'response.output_text.annotation.added','output_index':1,"
                    + "'annotation':{'type':'url_citation','url':'https://a','title':'A'}}",
                "{'type':'response.output_item.done','output_index':1,'item':{'type':'message',"
                    + "'content':[{'type':'output_text','text':'hi','annotations':[{'type':"
                    + "'url_citation','url':'https://a','title':'A'}]}]}}"));

    assertThat(events.stream().filter(PartDelta.class::isInstance))
        .containsExactly(
            new PartDelta(0, new Part.ToolCall("c1", "f", "{}")),
            new PartDelta(1, new Part.Text("hi")),
            new PartDelta(2, new Part.Citation("", "https://a", "A")));
  }

  @Test
  void whatWasUsedUntilAFailureIsTold() {
    List<ChatEvent> events =
        decode(
            events(
                "{'type':'response.created','response':{'id':'r','model':'m'}}",
                "{'type':'response.failed','response':{'status':'failed','error':"
                    + "{'code':'server_error','message':'no'},'usage':"
                    + "{'input_tokens':2,'output_tokens':1}}}"));

    assertThat(events).hasSize(3);
    assertThat(events.get(1)).isEqualTo(new ChatEvent.Used(new TokenUsage(2, 1, 0, 0)));
    assertThat(events.getLast()).isInstanceOf(ChatEvent.Failed.class);
  }

  @Test
  void aFailureInTheMiddleIsTheLastEvent() {
    String created = "{'type':'response.created','response':{'id':'r','model':'m'}}";
    for (String failure :
        List.of(
            "{'type':'error','code':'rate_limit_exceeded','message':'slow','param':null}",
            "{'type':'response.failed','response':{'status':'failed','error':"
                + "{'code':'rate_limit_exceeded','message':'slow'}}}")) {
      List<ChatEvent> events = decode(events(created, failure));

      assertThat(events).hasSize(2);
      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              ChatEvent.Failed.class,
              failed -> {
                assertThat(failed.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
                assertThat(failed.failure().message()).contains("slow");
              });
    }
  }

  @Test
  void asksForAStream() {
    ChatRequest request = Requests.text("gpt-5", "Hello");
    Json.Obj body = (Json.Obj) JsonUtf8.read(codec().encode(request).body());

    assertThat(body.get("stream")).isEqualTo(Json.of(true));
    assertThat(codec().encode(request).uri()).hasToString("https://api.openai.com/v1/responses");
  }

  private static byte[] events(String... data) {
    StringBuilder stream = new StringBuilder();
    for (String one : data) {
      stream.append("data: ").append(one.replace('\'', '"')).append("\n\n");
    }
    return stream.toString().getBytes(UTF_8);
  }
}
