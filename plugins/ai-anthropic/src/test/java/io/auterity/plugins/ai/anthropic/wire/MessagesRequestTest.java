package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestTest {

  @Test
  void writesTheRequestThatWasRecorded() {
    RecordedExchange recorded =
        RecordedAnthropic.session("test_anthropic_opus_46_features[adaptive-thinking]").getFirst();
    Json.Obj expected = (Json.Obj) JsonUtf8.read(recorded.request().body());

    Json.Obj written =
        written(
            ChatRequest.builder("claude-opus-4-6", List.of(Message.text(Role.USER, said(expected))))
                .maxOutputTokens(4_096)
                .build()
                .withThinking(new Thinking(Thinking.Mode.ADAPTIVE, null, null)));

    assertThat(written.with("stream", Json.of(false)).fields()).isEqualTo(expected.fields());
  }

  private static String said(Json.Obj body) {
    Json.Obj message = ReplyFields.objects(body, "messages").getFirst();
    return ReplyFields.text(ReplyFields.objects(message, "content").getFirst(), "text");
  }

  @Test
  void namesVersionAndFeatures() {
    AnthropicEndpoint endpoint =
        new AnthropicEndpoint(
            URI.create("https://api.anthropic.com/v1/"), "2023-06-01", List.of("a-1"), 10);
    ChatRequest request =
        ChatRequests.with(Extra.of("anthropic", ChatRequests.object("{'betas':['b-2','a-1']}")));

    WireRequest wire = new MessagesCodec(endpoint).encode(request);

    assertThat(wire.uri()).hasToString("https://api.anthropic.com/v1/messages");
    assertThat(wire.headers())
        .containsEntry("anthropic-version", List.of("2023-06-01"))
        .containsEntry("anthropic-beta", List.of("a-1,b-2"));
    assertThat(((Json.Obj) JsonUtf8.read(wire.body())).get("betas")).isNull();
  }

  @Test
  void refusesFeaturesThatWouldBreakTheHeader() {
    ChatRequest request =
        ChatRequests.with(Extra.of("anthropic", ChatRequests.object("{'betas':['a\\r\\nx: y']}")));

    assertThat(Failures.field(() -> written(request))).isEqualTo("extra.anthropic.betas");
  }

  @Test
  void writesEverySetting() {
    assertThat(written(ChatRequests.settings()).fields())
        .isEqualTo(
            ChatRequests.object(
                    """
                    {'model':'claude-opus-4-6','max_tokens':100,
                     'system':[{'type':'text','text':'Be brief.',
                      'cache_control':{'type':'ephemeral','ttl':'1h'}}],
                     'messages':[{'role':'user','content':[{'type':'text','text':'Hello'}]}],
                     'tools':[
                      {'name':'get_capital','description':'Knows capitals','input_schema':
                        {'type':'object','properties':{'country':{'type':'string'}}},
                       'strict':true,'cache_control':{'type':'ephemeral'},'defer_loading':false},
                      {'name':'web_search','type':'web_search_20250305','max_uses':3}],
                     'tool_choice':{'type':'any','disable_parallel_tool_use':true},
                     'thinking':{'type':'adaptive','display':'omitted'},
                     'output_config':{'effort':'high','format':{'type':'json_schema','schema':
                       {'type':'object','properties':{'a':{'type':'string'}}}}},
                     'top_p':0.97,'stop_sequences':['END'],
                     'metadata':{'user_id':'user-1'},
                     'service_tier':'standard_only'}
                    """)
                .fields());
  }

  @Test
  void writesHowWordsAreDrawn() {
    Json.Obj sent =
        written(
            ChatRequests.text("Hello")
                .withTemperature(0.5)
                .withSampling(Sampling.NONE.withTopK(5)));

    assertThat(sent.get("temperature")).isEqualTo(Json.of(0.5));
    assertThat(sent.get("top_k")).isEqualTo(Json.of(5));
  }

  @Test
  void writesAConversationWithPiecesOfEveryType() {
    assertThat(written(ChatRequests.conversation()).get("messages"))
        .isEqualTo(
            JsonUtf8.read(
                """
                [{"role":"user","content":[
                  {"type":"text","text":"What is this?"},
                  {"type":"image","source":{"type":"url","url":"https://example.org/cat.png"}},
                  {"type":"image","source":
                    {"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},
                  {"type":"document","title":"a.pdf","source":
                    {"type":"base64","media_type":"application/pdf","data":"JVBERi0="}},
                  {"type":"document","source":{"type":"url","url":"https://example.org/b.pdf"}},
                  {"type":"document","title":"c.txt","context":"c","citations":{"enabled":true},
                   "source":{"type":"text","media_type":"text/plain","data":"Green."},
                   "cache_control":{"type":"ephemeral"}}]},
                 {"role":"assistant","content":[
                  {"type":"thinking","thinking":"It asks for two capitals.",
                   "signature":"c2lnbmVk"},
                  {"type":"redacted_thinking","data":"c2VhbGVk"},
                  {"type":"text","text":"The grass is green","citations":[
                    {"type":"char_location","cited_text":"Green.","document_index":2,
                     "document_title":"c.txt","start_char_index":0,"end_char_index":6}]},
                  {"type":"tool_use","id":"call_1","name":"get_capital","input":{"country":"UK"}},
                  {"type":"tool_use","id":"call_2","name":"get_capital","input":{}}]},
                 {"role":"user","content":[
                  {"type":"tool_result","tool_use_id":"call_1","content":[
                    {"type":"text","text":"London"},
                    {"type":"image","source":
                      {"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="},
                     "cache_control":{"type":"ephemeral"}}]},
                  {"type":"tool_result","tool_use_id":"call_2","is_error":true,
                   "content":[{"type":"text","text":"no"}]},
                  {"type":"text","text":"Thanks."}]},
                 {"role":"assistant","content":[{"type":"text","text":"London."}]},
                 {"role":"user","content":[{"type":"text","text":"Bye."}]}]
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "auto, , auto, ",
    "none, false, none, ",
    "required, , any, ",
    "get, true, tool, false",
    ", false, auto, true",
  })
  void choosesAmongTools(
      @Nullable String choice,
      @Nullable Boolean parallel,
      String type,
      @Nullable Boolean disabled) {
    ChatRequest request =
        ChatRequest.builder("m", List.of(Message.text(Role.USER, "x")))
            .tools(List.of(new Tool("get", null, ChatRequests.object("{'type':'object'}"))))
            .toolChoice(choice)
            .parallelTools(parallel)
            .build();

    Json.Obj written = ReplyFields.object(written(request), "tool_choice");

    assertThat(written.text("type")).isEqualTo(type);
    assertThat(written.text("name")).isEqualTo(type.equals("tool") ? "get" : null);
    assertThat(written.get("disable_parallel_tool_use"))
        .isEqualTo(disabled == null ? null : Json.of(disabled));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-6, ON, 2000, , '{\"type\":\"enabled\",\"budget_tokens\":2000}', , 6096",
    "claude-opus-4-6, OFF, , , '{\"type\":\"disabled\"}', , 4096",
    "claude-opus-4-6, OFF, , none, '{\"type\":\"disabled\"}', , 4096",
    "claude-opus-4-6, ADAPTIVE, , low, '{\"type\":\"adaptive\"}', low, 4096",
    "claude-opus-4-6, ADAPTIVE, , minimal, '{\"type\":\"adaptive\"}', low, 4096",
    "claude-opus-4-6, ON, , , '{\"type\":\"adaptive\"}', , 4096",
    "claude-opus-4-6, , , high, , high, 4096",
    "claude-haiku-4-5, ADAPTIVE, , low, '{\"type\":\"enabled\",\"budget_tokens\":1024}', , 5120",
    "claude-sonnet-4-20250514, ON, , , '{\"type\":\"enabled\",\"budget_tokens\":4096}', , 8192",
    "claude-3-7-sonnet-latest, ADAPTIVE, , max, "
        + "'{\"type\":\"enabled\",\"budget_tokens\":32768}', , 36864",
  })
  void asksForThinkingAsTheModelKnowsIt(
      String model,
      Thinking.@Nullable Mode mode,
      @Nullable Integer budget,
      @Nullable String effort,
      @Nullable String thinking,
      @Nullable String told,
      long longest) {
    Json.Obj written =
        written(
            ChatRequests.text("x")
                .withModel(model)
                .withThinking(new Thinking(mode, budget, effort)));

    assertThat(written.get("thinking"))
        .isEqualTo(thinking == null ? null : JsonUtf8.read(thinking));
    assertThat(written.get("output_config"))
        .isEqualTo(told == null ? null : Json.EMPTY.with("effort", Json.of(told)));
    assertThat(written.get("max_tokens")).isEqualTo(Json.of(longest));
  }

  @Test
  void countsOnlyWhatTheModelReads() {
    WireRequest wire =
        new TokenCountCodec(RecordedAnthropic.ENDPOINT).encode(ChatRequests.settings());

    assertThat(wire.uri()).hasToString("https://api.anthropic.com/v1/messages/count_tokens");
    assertThat(((Json.Obj) JsonUtf8.read(wire.body())).fields())
        .containsOnlyKeys(
            "model", "system", "messages", "tools", "tool_choice", "thinking", "output_config");
  }

  @Test
  void anAnswerOfWhichNothingIsLeftIsLeftOut() {
    ChatRequest request =
        ChatRequests.of(
            Message.text(Role.USER, "a"),
            new Message(Role.ASSISTANT, List.of(new Part.Reasoning("hm", null), new Part.Text(""))),
            Message.text(Role.USER, "b"));

    assertThat(ReplyFields.objects(written(request), "messages")).hasSize(2);
  }

  @Test
  void refusesWhatOnlyAnotherVendorCanCarry() {
    unsupported(Role.USER, new Part.Audio("audio/wav", "UklGRg=="));
    unsupported(Role.USER, new Part.Opaque("openai", Json.EMPTY));
    unsupported(Role.USER, new Part.Reasoning("hm", null));
    unsupported(Role.USER, new Part.Citation("x", null, null));
  }

  @Test
  void refusesWhatTheDialectCannotSay() {
    refuse(Role.USER, new Part.Image(null, null, "iVBORw0KGgo="));
    refuse(Role.USER, new Part.File(null, null, "text/plain", "no base64"));
    refuse(Role.ASSISTANT, new Part.ToolCall("c", "f", "[1]"));
    refuse(Role.ASSISTANT, new Part.ToolCall("c", "f", "{\"a\":"));
    assertThat(Failures.field(() -> written(ChatRequests.of()))).isEqualTo("messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_tokens", "model", "stream"})
  void refusesFurtherFieldsThatTheCostHangsOn(String name) {
    ChatRequest request =
        ChatRequests.with(Extra.of("anthropic", Json.EMPTY.with(name, Json.of(2))));

    assertThat(Failures.field(() -> written(request))).isEqualTo("extra.anthropic." + name);
  }

  private static void unsupported(Role role, Part part) {
    assertThat(
            Failures.expect(
                    FailureCode.UNSUPPORTED,
                    () -> written(ChatRequests.said(role, new Part.Text("a"), part)))
                .fields())
        .containsOnlyKeys("messages[0].parts[1]");
  }

  private static void refuse(Role role, Part part) {
    assertThat(Failures.field(() -> written(ChatRequests.said(role, part))))
        .isEqualTo("messages[0].parts[0]");
  }

  private static Json.Obj written(ChatRequest request) {
    return (Json.Obj)
        JsonUtf8.read(new MessagesCodec(RecordedAnthropic.ENDPOINT).encode(request).body());
  }
}
