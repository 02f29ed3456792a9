package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.Exchange;
import io.auterity.toolkit.json.JsonBytes;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {

  @Test
  void writesTheRequestThatWasRecorded() {
    Exchange recorded =
        Recorded.session("test_openai/test_run_stream_sync_streams_real_model").getFirst();
    ChatRequest request =
        new ChatRequest(
            "gpt-4o-mini",
            List.of(
                Message.text(
                    Role.USER, "What is the capital of the UK? Use the tool, then answer.")),
            List.of(Requests.capital()),
            "auto",
            null,
            null,
            null,
            null,
            null,
            null);

    assertThat(written(request)).isEqualTo(JsonBytes.read(recorded.request().body()));
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
        .startsWith("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"schema\":{");
  }

  @Test
  void namesTheTokenLimitAsTheEndpointDoes() {
    Endpoint older = new Endpoint(URI.create("http://localhost:11434/v1/"), "max_tokens");

    Json.Obj written =
        (Json.Obj) JsonBytes.read(new ChatCodec(older).encode(Requests.settings()).body());

    assertThat(written.get("max_tokens")).isEqualTo(Json.of(100));
    assertThat(written.get("max_completion_tokens")).isNull();
  }

  @Test
  void writesAConversationWithPiecesOfEveryType() {
    assertThat(written(Requests.conversation()).get("messages"))
        .isEqualTo(
            JsonBytes.read(
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
  void refusesWhatTheDialectCannotSay() {
    refuse(Role.USER, new Part.Citation("x", null, null), "messages[0].parts[0]");
    refuse(Role.USER, new Part.Image(null, null, "iVBORw0KGgo="), "messages[0].parts[0]");
    refuse(Role.USER, new Part.Audio("audio/ogg", "T2dn"), "messages[0].parts[0]");
    refuse(
        Role.USER, new Part.File(null, "https://example.org", null, null), "messages[0].parts[0]");
    refuse(Role.USER, new Part.Opaque("anthropic", Json.EMPTY), "messages[0].parts[0]");
    refuse(Role.TOOL, new Part.Text("x"), "messages[0]");
    assertThat(field(Requests.of("m", List.of()))).isEqualTo("messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_tokens", "max_completion_tokens", "n", "model"})
  void refusesFurtherFieldsThatTheCostHangsOn(String name) {
    Json.Obj extra = Json.EMPTY.with(name, Json.of(2));
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(Message.text(Role.USER, "Hello")),
            null,
            null,
            5,
            null,
            null,
            null,
            null,
            extra);

    assertThat(field(request)).isEqualTo("extra." + name);
  }

  private static void refuse(Role role, Part part, String field) {
    assertThat(field(Requests.of("m", List.of(new Message(role, List.of(part)))))).isEqualTo(field);
  }

  private static String field(ChatRequest request) {
    return Failures.field(() -> written(request));
  }

  private static Json.Obj written(ChatRequest request) {
    return (Json.Obj) JsonBytes.read(new ChatStreamCodec(Recorded.OPENAI).encode(request).body());
  }
}
