package io.auterity.plugins.ai.cohere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereChatCodecTest extends CodecContract<ChatRequest, ChatResponse> {

  @Override
  protected Codec<ChatRequest, ChatResponse> codec() {
    return new CohereChatCodec(RecordedCohere.ENDPOINT, "command-a");
  }

  @Override
  protected ChatRequest input() {
    return CohereRequests.conversation();
  }

  @Override
  protected List<WireResponse> recorded() {
    List<WireResponse> answers = new ArrayList<>(RecordedCohere.examples("/v2/chat"));
    RecordedCohere.all().forEach(exchange -> answers.add(exchange.response()));
    return answers;
  }

  @Test
  void asksAsTheRecordedClientDid() {
    Json sent =
        JsonUtf8.read(
            codec()
                .encode(
                    ChatRequest.builder(
                            "command-r7b-12-2024",
                            List.of(
                                Message.text(Role.SYSTEM, "You are a helpful assistant."),
                                Message.text(Role.USER, "What is the capital of France?")))
                        .build())
                .body());

    assertThat(RecordedCohere.all())
        .anySatisfy(
            exchange -> {
              Json.Obj recorded = (Json.Obj) JsonUtf8.read(exchange.request().body());
              assertThat(((Json.Obj) sent).with("stream", Json.of(false)).fields())
                  .isEqualTo(recorded.fields());
            });
  }

  @Test
  void billsWhatTheVendorBillsAndKeepsWhatItTells() {
    ChatResponse answer =
        codec().decode(RecordedCohere.session("test_request_usage_with_cached_tokens"));

    assertThat(answer.model()).isEqualTo("command-a");
    assertThat(answer.parts()).containsExactly(new Part.Text("Hello!"));
    assertThat(answer.usage().quantities())
        .isEqualTo(Map.of("input_tokens", 2_406L, "output_tokens", 2L));
    assertThat(Extra.in(answer.extra(), "cohere").get("usage"))
        .asString()
        .contains("\"cached_tokens\":2928");
  }

  @Test
  void countsTokensWhereNoneAreBilled() {
    assertThat(
            decode("{'message':{},'usage':{'tokens':{'input_tokens':3.0,'output_tokens':2}}}")
                .usage()
                .quantities())
        .isEqualTo(Map.of("input_tokens", 3L, "output_tokens", 2L));
  }

  @Test
  void readsThoughtsBeforeText() {
    ChatResponse answer = codec().decode(RecordedCohere.session("test_cohere_model_thinking_part"));

    assertThat(answer.parts()).hasSize(2);
    assertThat(answer.parts().getFirst()).isInstanceOf(Part.Reasoning.class);
    assertThat(answer.parts().getLast()).isInstanceOf(Part.Text.class);
    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void whatTheModelSaidGoesBackAsItWas() {
    for (WireResponse response : recorded()) {
      Json.Obj reply = (Json.Obj) JsonUtf8.readForeign(response.body());
      ChatResponse answer = codec().decode(response);

      Json.Obj sent =
          CohereChatRequest.write(CohereRequests.of(new Message(Role.ASSISTANT, answer.parts())));

      assertThat(ReplyFields.objects(sent, "messages").getFirst().fields())
          .isEqualTo(ReplyFields.object(reply, "message").fields());
    }
  }

  @Test
  void aPlanAndCitationsComeWithTheirPlace() {
    ChatResponse answer =
        decode(
            "{'message':{'role':'assistant','tool_plan':'I look.',"
                + "'content':[{'type':'thinking','thinking':'Hm.'},{'type':'text','text':'Green.'},"
                + "{'type':'text','text':'Blue.'}],"
                + "'citations':[{'start':0,'text':'Green','sources':[{'document':"
                + "{'title':'c.txt','url':'https://example.org/c'}}]},"
                + "{'start':0,'text':'Blue','content_index':2}]},'finish_reason':'COMPLETE'}");

    assertThat(answer.parts())
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("Reasoning", "Reasoning", "Text", "Citation", "Text", "Citation");
    assertThat(answer.parts().getFirst()).isEqualTo(CohereSaid.plan("I look."));
    Part.Citation source = (Part.Citation) answer.parts().get(3);
    assertThat(source.title()).isEqualTo("c.txt");
    assertThat(source.url()).isEqualTo("https://example.org/c");
  }

  @Test
  void filesOfWordsBecomeDocuments() {
    ChatRequest request =
        CohereRequests.said(
            Role.USER,
            new Part.Text("Who?"),
            new Part.File("c.txt", null, "text/plain", "R3JlZW4u"));

    Json.Obj sent = CohereChatRequest.write(request);

    assertThat(sent.get("documents"))
        .hasToString("[{\"data\":{\"title\":\"c.txt\",\"text\":\"Green.\"}}]");
    assertThat(sent.get("messages")).hasToString("[{\"role\":\"user\",\"content\":\"Who?\"}]");
  }

  @Test
  void refusesWhatItCannotTellTheVendor() {
    unsupported(Role.USER, new Part.Audio("audio/wav", "AAAA"));
    unsupported(Role.USER, new Part.File("a.pdf", null, "application/pdf", "JVBERi0="));
    unsupported(Role.SYSTEM, new Part.Image("https://example.org/a.png", null, null));
    unsupported(
        Role.TOOL,
        new Part.ToolResult(
            "1", List.of(new Part.Image("https://example.org/a.png", null, null)), null));
  }

  private static void unsupported(Role role, Part part) {
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> CohereChatRequest.write(CohereRequests.said(role, part)));
  }

  @Test
  void whatCostHangsOnIsNotTakenFromFurtherFields() {
    for (String name : List.of("model", "max_tokens", "stream")) {
      ChatRequest request =
          CohereRequests.with(Extra.of("cohere", Json.EMPTY.with(name, Json.of(1))), null);

      assertThat(Failures.field(() -> CohereChatRequest.write(request)))
          .isEqualTo("extra.cohere." + name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 2, -",
        "auto, 2, -",
        "none, 2, NONE",
        "required, 2, REQUIRED",
        "get_capital, 1, REQUIRED",
      })
  void aToolIsForcedByShowingItAlone(String choice, int shown, String expected) {
    Tool other = new Tool("other", null, Json.EMPTY);

    Json.Obj sent =
        CohereChatRequest.write(CohereRequests.tools(choice, CohereRequests.CAPITAL, other));

    assertThat(ReplyFields.objects(sent, "tools")).hasSize(shown);
    assertThat(sent.text("tool_choice")).isEqualTo(expected);
    assertThat(Failures.field(() -> CohereChatRequest.write(CohereRequests.tools("x", other))))
        .isEqualTo("toolChoice");
  }

  @Test
  void anAnswerThatTheVendorBrokeOffIsAFailure() {
    assertThat(broken("ERROR", FailureCode.UNAVAILABLE)).isEqualTo(Applied.UNKNOWN);
    assertThat(broken("TIMEOUT", FailureCode.TIMEOUT)).isEqualTo(Applied.UNKNOWN);

    ChatResponse odd = decode("{'message':{},'finish_reason':'ODD'}");
    assertThat(CohereChatCodec.unbroken(odd)).isSameAs(odd);
    assertThat(odd.reason()).isEqualTo(FinishReason.OTHER);
    assertThat(odd.detail()).isEqualTo("ODD");
  }

  private Applied broken(String reason, FailureCode code) {
    ChatResponse answer = decode("{'message':{},'finish_reason':'%s'}".formatted(reason));
    return Failures.expect(code, () -> CohereChatCodec.unbroken(answer)).applied();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, STOP",
    "STOP_SEQUENCE, STOP_TEXT",
    "MAX_TOKENS, LENGTH",
    "TOOL_CALL, TOOL_CALLS",
  })
  void tellsWhyItEnded(String word, FinishReason reason) {
    assertThat(decode("{'message':{},'finish_reason':'%s'}".formatted(word)).reason())
        .isEqualTo(reason);
  }

  private ChatResponse decode(String json) {
    return codec().decode(RecordedCohere.reply(json.replace('\'', '"')));
  }
}
