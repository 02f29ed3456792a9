package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {

  @Test
  void writesTheRequestThatWasRecorded() {
    RecordedExchange recorded =
        Recorded.session("test_openai/test_run_stream_sync_streams_real_model").getFirst();
    ChatRequest request =
        ChatRequest.builder(
                "gpt-4o-mini",
                List.of(
                    Message.text(
                        Role.USER, "What is the capital of the UK? Use the tool, then answer.")))
            .tools(List.of(Requests.capital()))
            .toolChoice("auto")
            .build();

    assertThat(written(request)).isEqualTo(JsonUtf8.read(recorded.request().body()));
  }

  @Test
  void writesEverySetting() {
    Json.Obj written = written(Requests.settings());

    assertThat(written.get("model")).isEqualTo(Json.of("gpt-4o"));
    assertThat(written.get("seed")).isEqualTo(Json.of(7));
    assertThat(written.get("temperature")).isEqualTo(Json.of(1));
    assertThat(written.get("max_completion_tokens")).isEqualTo(Json.of(100));
    assertThat(written.get("messages"))
        .asString()
        .endsWith("{\"role\":\"user\",\"content\":\"Hello\",\"name\":\"ann\"}]");
    assertThat(written.get("stop")).hasToString("[\"END\"]");
    assertThat(written.get("tool_choice"))
        .hasToString("{\"type\":\"function\",\"function\":{\"name\":\"get_capital\"}}");
    assertThat(written.get("response_format"))
        .asString()
        .startsWith(
            "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\","
                + "\"description\":\"A letter\",\"schema\":{");
    assertThat(written.get("frequency_penalty")).isEqualTo(Json.of(0.5));
  }

  @Test
  void namesTheTokenLimitAsTheEndpointDoes() {
    OpenAiEndpoint older =
        new OpenAiEndpoint(URI.create("http://localhost:11434/v1/"), "max_tokens");

    Json.Obj written =
        (Json.Obj) JsonUtf8.read(new ChatCodec(older).encode(Requests.settings()).body());

    assertThat(written.get("max_tokens")).isEqualTo(Json.of(100));
    assertThat(written.get("max_completion_tokens")).isNull();
  }

  @Test
  void writesAConversationWithPiecesOfEveryType() {
    assertThat(written(Requests.conversation()).get("messages"))
        .isEqualTo(
            JsonUtf8.read(
                """
                [{"role":"user","content":[
                   {"type":"text","text":"What is this?"},
                   {"type":"image_url","image_url":{"url":"https://example.org/cat.png"}},
                   {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},
                   {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}},
                   {"type":"file","file":{"filename":"a.pdf",
                     "file_data":"data:application/pdf;base64,JVBERi0="}}]},
                 {"role":"assistant","content":null,"tool_calls":[
                   {"type":"function","id":"call_1",
                    "function":{"name":"get_capital","arguments":"{\\"country\\":\\"UK\\"}"}},
                   {"type":"function","id":"call_2",
                    "function":{"name":"get_capital","arguments":"{\\"country\\":\\"FR\\"}"}}]},
                 {"role":"tool","tool_call_id":"call_1","content":"London"},
                 {"role":"tool","tool_call_id":"call_2","content":"Paris"},
                 {"role":"assistant","content":"London and Paris."},
                 {"role":"user","content":"Thanks."}]
                """));
  }

  @Test
  void carriesWhatTheSameDialectReadOpaque() {
    Json.Obj marked = Requests.object("{\"type\":\"text\",\"text\":\"b\",\"cache\":true}");
    Json.Obj refusal = Requests.object("{\"type\":\"refusal\",\"refusal\":\"no\"}");

    assertThat(
            assistant(
                new Part.Text("a"),
                new Part.Opaque("openai", marked),
                new Part.Opaque("openai", refusal),
                new Part.ToolCall("call_1", "get", "{}")))
        .isEqualTo(
            JsonUtf8.read(
                """
                {"role":"assistant","content":[
                   {"type":"text","text":"a"},
                   {"type":"text","text":"b","cache":true},
                   {"type":"refusal","refusal":"no"}],
                 "tool_calls":[{"type":"function","id":"call_1",
                   "function":{"name":"get","arguments":"{}"}}]}
                """));
  }

  @Test
  void keepsThoughtsAndCitationsOfAnEarlierAnswerOut() {
    assertThat(
            assistant(
                new Part.Reasoning("hm", null),
                new Part.Text("a"),
                new Part.Citation("a", "https://example.org", null),
                new Part.Text("b")))
        .hasToString("{\"role\":\"assistant\",\"content\":\"ab\"}");
  }

  @Test
  void anEmptyTextBesideToolCallsIsNoContent() {
    assertThat(assistant(new Part.Text(""), new Part.ToolCall("call_1", "get", "{}")))
        .asString()
        .startsWith("{\"role\":\"assistant\",\"content\":null,");
    assertThat(assistant(new Part.Text("")))
        .hasToString("{\"role\":\"assistant\",\"content\":\"\"}");
  }

  @Test
  void leavesOutWhatAModelSpokeBefore() {
    assertThat(assistant(new Part.Text("Hi."), new Part.Audio("audio/wav", "UklG")))
        .hasToString("{\"role\":\"assistant\",\"content\":\"Hi.\"}");
  }

  @Test
  void refusesWhatOnlyAnotherVendorCanCarry() {
    unsupported(Role.USER, new Part.Citation("x", null, null));
    unsupported(Role.USER, new Part.Opaque("anthropic", Json.EMPTY));
    unsupported(Role.ASSISTANT, new Part.ToolResult("call_1", "London"));
  }

  @Test
  void leavesToOthersWhatTheyMayFetchOrHear() {
    for (Part part :
        List.of(
            new Part.Audio("audio/ogg", "T2dn"),
            new Part.File(null, "https://example.org", null, null))) {
      ChatRequest request = Requests.of("m", List.of(new Message(Role.USER, List.of(part))));

      Failure failure = Failures.expect(FailureCode.UNSUPPORTED, () -> written(request));

      assertThat(failure.fields()).containsOnlyKeys("messages[0].parts[0]");
    }
  }

  @Test
  void refusesWhatTheDialectCannotSay() {
    refuse(Role.USER, new Part.Image(null, null, "iVBORw0KGgo="), "messages[0].parts[0]");
    refuse(Role.TOOL, new Part.Text("x"), "messages[0]");
    assertThat(field(Requests.of("m", List.of()))).isEqualTo("messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_tokens", "max_completion_tokens", "n", "model", "models"})
  void refusesFurtherFieldsThatTheCostHangsOn(String name) {
    Json.Obj extra = Json.EMPTY.with(name, Json.of(2));
    ChatRequest request =
        ChatRequest.builder("m", List.of(Message.text(Role.USER, "Hello")))
            .maxOutputTokens(5)
            .extra(Extra.of("openai", extra))
            .build();

    assertThat(field(request)).isEqualTo("extra.openai." + name);
  }

  private static Json assistant(Part... parts) {
    Message message = new Message(Role.ASSISTANT, List.of(parts));
    return written(Requests.of("m", List.of(message))).get("messages")
            instanceof Json.Arr(var items)
        ? items.getFirst()
        : Json.NULL;
  }

  private static void unsupported(Role role, Part part) {
    Message message = new Message(role, List.of(new Part.Text("a"), part));
    Failure failure =
        Failures.expect(FailureCode.UNSUPPORTED, () -> written(Requests.of("m", List.of(message))));
    assertThat(failure.fields()).containsOnlyKeys("messages[0].parts[1]");
    assertThat(failure.message()).startsWith("messages[0].parts[1] is of a type");
  }

  private static void refuse(Role role, Part part, String field) {
    assertThat(field(Requests.of("m", List.of(new Message(role, List.of(part)))))).isEqualTo(field);
  }

  private static String field(ChatRequest request) {
    return Failures.field(() -> written(request));
  }

  private static Json.Obj written(ChatRequest request) {
    return (Json.Obj) JsonUtf8.read(new ChatStreamCodec(Recorded.OPENAI).encode(request).body());
  }
}
