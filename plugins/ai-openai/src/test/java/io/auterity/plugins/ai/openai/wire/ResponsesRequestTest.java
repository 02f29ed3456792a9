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
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponsesRequestTest {

  private static final Part HELLO = new Part.Text("Hello");
  private static final ResponsesCodec CODEC = new ResponsesCodec(Recorded.OPENAI);

  /** Every setting that responses have. */
  private static ChatRequest settings() {
    ChatRequest all = Requests.settings();
    return new ChatRequest(
        "gpt-5",
        all.messages(),
        all.tools(),
        "get_capital",
        100,
        0.5,
        0.9,
        null,
        all.answerSchema(),
        Map.of(
            "openai",
            Requests.object("{\"verbosity\":\"low\",\"metadata\":{\"a\":\"b\"}}"),
            "openai-responses",
            Requests.object(
                "{\"reasoning\":{\"summary\":\"auto\"},\"include\":["
                    + "\"web_search_call.action.sources\"],\"tools\":[{\"type\":\"web_search\"}]}")),
        Thinking.effort("low"),
        false,
        "u-1",
        null,
        all.answerFormat(),
        2);
  }

  private static ChatRequest conversation() {
    return Requests.of(
        "gpt-5",
        List.of(
            new Message(
                Role.USER,
                List.of(
                    HELLO,
                    new Part.Image("https://example.org/cat.png", null, null),
                    new Part.Image(null, "image/png", "iVBORw0KGgo="),
                    new Part.File("a.pdf", null, "application/pdf", "JVBERi0="),
                    new Part.File("b.pdf", "https://example.org/b.pdf", null, null))),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("hm", "rs_1:gAAA", "openai-responses"),
                    new Part.ToolCall("call_1", "get_capital", "{}"))),
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult("call_1", "London"),
                    new Part.ToolResult(
                        "call_2",
                        List.of(new Part.Image(null, "image/png", "iVBORw0KGgo=")),
                        null))),
            Message.text(Role.ASSISTANT, "London."),
            Message.text(Role.USER, "Thanks.")));
  }

  @Test
  void whatIsSentIsValidByTheVendorsDescription() throws IOException {
    VendorSchema schema = new VendorSchema("specs/openai.yaml.gz");

    for (ChatRequest request : List.of(Requests.text("gpt-5", "Hi"), settings(), conversation())) {
      assertThat(schema.errors("CreateResponse", CODEC.encode(request).body())).isEmpty();
      assertThat(
              schema.errors(
                  "CreateResponse",
                  new ResponsesStreamCodec(Recorded.OPENAI).encode(request).body()))
          .isEmpty();
    }
  }

  @Test
  void writesSettingsUnderTheirNamesHere() {
    assertThat(written(settings()))
        .usingRecursiveComparison()
        .ignoringFields("input")
        .isEqualTo(
            Requests.object(
                    """
                {"model":"gpt-5","input":[],
                 "tools":[{"type":"function","name":"get_capital","description":"","parameters":
                   {"additionalProperties":false,"properties":{"country":{"type":"string"}},
                    "required":["country"],"type":"object"},"strict":true},{"type":"web_search"}],
                 "tool_choice":{"type":"function","name":"get_capital"},
                 "max_output_tokens":100,"temperature":0.5,"top_p":0.9,
                 "text":{"format":{"type":"json_schema","name":"answer","schema":{"type":"object",
                   "properties":{"a":{"type":"string"}}},"description":"A letter","strict":true},
                   "verbosity":"low"},
                 "reasoning":{"effort":"low","summary":"auto"},"parallel_tool_calls":false,
                 "user":"u-1","store":false,"top_logprobs":2,
                 "include":["reasoning.encrypted_content","message.output_text.logprobs",
                   "web_search_call.action.sources"],
                 "metadata":{"a":"b"}}
                """)
                .with("input", Objects.requireNonNull(written(settings()).get("input"))));
  }

  @Test
  void writesAConversationAsItems() {
    assertThat(written(conversation()).get("input"))
        .isEqualTo(
            JsonUtf8.read(
                """
                [{"type":"message","role":"user","content":[
                   {"type":"input_text","text":"Hello"},
                   {"type":"input_image","image_url":"https://example.org/cat.png","detail":"auto"},
                   {"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo=",
                    "detail":"auto"},
                   {"type":"input_file","filename":"a.pdf",
                    "file_data":"data:application/pdf;base64,JVBERi0="},
                   {"type":"input_file","file_url":"https://example.org/b.pdf"}]},
                 {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],
                  "encrypted_content":"gAAA"},
                 {"type":"function_call","call_id":"call_1","name":"get_capital","arguments":"{}"},
                 {"type":"function_call_output","call_id":"call_1","output":"London"},
                 {"type":"function_call_output","call_id":"call_2","output":[
                   {"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo=",
                    "detail":"auto"}]},
                 {"type":"message","role":"assistant","content":"London."},
                 {"type":"message","role":"user","content":"Thanks."}]
                """));
  }

  @Test
  void losesNothingThatResponsesHave() {
    assertThat(CODEC.lossy(conversation())).isEmpty();
    assertThat(CODEC.lossy(settings())).containsExactly("messages.extra.openai.name");
  }

  @Test
  void tellsWhatResponsesHaveNot() {
    ChatRequest request =
        new ChatRequest(
                "gpt-5",
                List.of(
                    new Message(
                        Role.ASSISTANT,
                        List.of(new Part.Reasoning("hm", "c2ln", "anthropic"), HELLO)),
                    Message.text(Role.USER, "Hello")),
                null,
                null,
                null,
                null,
                null,
                List.of("END"),
                null,
                Extra.of("openai", Requests.object("{\"logit_bias\":{\"1\":2}}")))
            .withSampling(new Sampling(null, 7L, 0.5, null));

    assertThat(CODEC.lossy(request))
        .containsExactlyInAnyOrder(
            "messages.reasoning",
            "stop",
            "sampling.seed",
            "sampling.frequencyPenalty",
            "extra.openai.logit_bias");
    assertThat(written(request).toString())
        .doesNotContain("END", "seed", "penalty", "logit_bias", "c2ln", "hm");
  }

  @Test
  void refusesWhatItCannotBeAsked() {
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            CODEC.encode(
                Requests.of(
                    "m",
                    List.of(
                        new Message(
                            Role.USER, List.of(new Part.Audio("audio/wav", "UklGRg==")))))));
    Failure shortest =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () ->
                CODEC.encode(
                    new ChatRequest(
                        "m",
                        List.of(Message.text(Role.USER, "a")),
                        null,
                        null,
                        15,
                        null,
                        null,
                        null,
                        null,
                        null)));
    ChatRequest background =
        new ChatRequest(
            "m",
            List.of(Message.text(Role.USER, "a")),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Extra.of("openai-responses", Requests.object("{\"background\":true}")));

    assertThat(shortest.fields()).containsOnlyKeys("maxOutputTokens");
    assertThat(Failures.field(() -> CODEC.encode(background)))
        .isEqualTo("extra.openai-responses.background");
  }

  @Test
  void aFunctionIsHeldToItsSchemaOnlyWhenItsCallerSaysSo() {
    ChatRequest request =
        Requests.text("m", "a").withTools(List.of(new Tool("f", null, Json.EMPTY)));

    assertThat(written(request).get("tools"))
        .hasToString("[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{},\"strict\":false}]");
  }

  @Test
  void aChoiceAmongSomeToolsIsSpeltAsResponsesDo() {
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(Message.text(Role.USER, "a")),
            List.of(Requests.capital()),
            null,
            null,
            null,
            null,
            null,
            null,
            Extra.of(
                "openai",
                Requests.object(
                    "{\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":"
                        + "\"auto\",\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"get_capital\"}}]}}}")));

    assertThat(written(request).get("tool_choice"))
        .hasToString(
            "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":"
                + "[{\"type\":\"function\",\"name\":\"get_capital\"}]}");
  }

  @Test
  void aDatedVersionOfAzuresNamesNoDeploymentInTheAddress() {
    OpenAiEndpoint azure =
        new OpenAiEndpoint(
            URI.create("https://r.openai.azure.com/openai/"),
            "max_completion_tokens",
            VendorTraits.NONE,
            "2025-03-01-preview");

    assertThat(new ResponsesCodec(azure).encode(Requests.text("dep", "a")).uri())
        .hasToString("https://r.openai.azure.com/openai/responses?api-version=2025-03-01-preview");
  }

  private static Json.Obj written(ChatRequest request) {
    return (Json.Obj) JsonUtf8.read(CODEC.encode(request).body());
  }
}
