package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.BilledTool;
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
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestTest {

  private static final Part HELLO = new Part.Text("Hello");
  private static final ResponsesCodec CODEC = new ResponsesCodec(Recorded.OPENAI);

  /** Every setting that responses have. */
  private static ChatRequest settings() {
    ChatRequest all = Requests.settings();
    return ChatRequest.builder("gpt-5", all.messages())
        .tools(all.tools())
        .toolChoice("get_capital")
        .maxOutputTokens(100)
        .temperature(0.5)
        .topP(0.9)
        .answerSchema(all.answerSchema())
        .extra(
            Map.of(
                "openai",
                Requests.object("{\"verbosity\":\"low\",\"metadata\":{\"a\":\"b\"}}"),
                "openai-responses",
                Requests.object(
                    "{\"reasoning\":{\"summary\":\"auto\"},\"include\":["
                        + "\"web_search_call.action.sources\"],\"tools\":[{\"type\":\"web_search\"}]}")))
        .thinking(Thinking.effort("low"))
        .parallelTools(false)
        .user("u-1")
        .answerFormat(all.answerFormat())
        .logprobs(2)
        .build();
  }

  @Test
  void furtherFieldsOfMessagesAndResultsGoBackToTheVendor() {
    Map<String, Json.Obj> own =
        Map.of("openai-responses", Requests.object("{\"phase\":\"final\"}"));
    ChatRequest request =
        Requests.of(
            "gpt-5",
            List.of(
                new Message(Role.USER, List.of(HELLO), own),
                new Message(
                    Role.ASSISTANT,
                    List.of(new Part.Text("so"), new Part.ToolCall("c1", "f", "{}")),
                    own),
                new Message(Role.TOOL, List.of(new Part.ToolResult("c1", "3")), own)));

    assertThat(ReplyFields.objects((Json.Obj) JsonUtf8.read(CODEC.encode(request).body()), "input"))
        .extracting(item -> item.text("phase"))
        .containsExactly("final", "final", null, "final");
    assertThat(CODEC.lossy(request)).isEmpty();
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

    for (ChatRequest request :
        List.of(Requests.text("gpt-5", "Hi"), settings(), conversation(), patching())) {
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
                     "metadata":{"a":"b"},"max_tool_calls":10}
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
        ChatRequest.builder(
                "gpt-5",
                List.of(
                    new Message(
                        Role.ASSISTANT,
                        List.of(new Part.Reasoning("hm", "c2ln", "anthropic"), HELLO)),
                    Message.text(Role.USER, "Hello")))
            .stop(List.of("END"))
            .extra(Extra.of("openai", Requests.object("{\"logit_bias\":{\"1\":2}}")))
            .build()
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
                    ChatRequest.builder("m", List.of(Message.text(Role.USER, "a")))
                        .maxOutputTokens(15)
                        .build()));

    assertThat(shortest.fields()).containsOnlyKeys("maxOutputTokens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "background | true",
        "context_management | [{'type':'compaction'}]",
        "conversation | 'conv_1'",
        "previous_response_id | 'resp_1'",
        "prompt | {'id':'pmpt_1'}",
      })
  void whatTheVendorBillsUnseenIsNotAskedFor(String name, String value) {
    Failure refused = refused(own("{'%s':%s}".formatted(name, value)));

    assertThat(refused.fields()).containsOnlyKeys("extra.openai-responses." + name);
    assertThat(refused.message()).startsWith(name + " cannot be asked: ");
    assertThat(written(own("{'%s':null}".formatted(name))).get("model")).isEqualTo(Json.of("m"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'file_search','vector_store_ids':['vs_1']}",
        "{'type':'image_generation'}",
        "{'type':'mcp','server_label':'a'}",
        "{'type':'shell','environment':{'type':'container_auto'}}",
        "{'type':'programmatic_tool_calling'}",
        "{'type':'code_interpreter','container':{'type':'auto','memory_limit':'64g'}}",
        "{'type':'namespace','name':'a','tools':[{'type':'web_search'}]}",
        "{'type':'namespace','name':'a','tools':[{'type':'mcp'}]}",
        "{'type':'of-tomorrow'}"
      })
  void aToolWithoutAPriceOfItsOwnIsNotAskedFor(String tool) {
    Json.Obj own = Requests.object(tool.replace('\'', '"'));
    ChatRequest typed =
        Requests.text("m", "a")
            .withTools(
                List.of(
                    new Tool(
                        "t",
                        null,
                        Json.EMPTY,
                        Map.of("openai-responses", own),
                        null,
                        null,
                        "openai-responses")));

    for (ChatRequest request : List.of(typed, own("{'tools':[%s]}".formatted(tool)))) {
      Failure refused = refused(request);

      assertThat(refused.fields()).containsOnlyKeys("tools");
      assertThat(refused.message()).contains("cannot be asked for", "use web_search");
    }
  }

  /** As the door of the same API reads it. */
  private static ChatRequest patching() {
    Json.Obj patch = Requests.object("{\"type\":\"custom\",\"name\":\"apply_patch\"}");
    Json.Obj call =
        Requests.object(
            "{\"type\":\"custom_tool_call\",\"call_id\":\"c1\",\"name\":\"apply_patch\","
                + "\"input\":\"*** Begin Patch\"}");
    Json.Obj done =
        Requests.object(
            "{\"type\":\"custom_tool_call_output\",\"call_id\":\"c1\",\"output\":\"done\"}");
    return Requests.of(
            "gpt-5",
            List.of(
                Message.text(Role.USER, "mend it"),
                new Message(Role.ASSISTANT, List.of(new Part.Opaque("openai-responses", call))),
                new Message(
                    Role.TOOL,
                    List.of(
                        new Part.ToolResult(
                            "c1", List.of(new Part.Opaque("openai-responses", done)), null)))))
        .withTools(
            List.of(
                new Tool(
                    "apply_patch",
                    null,
                    Json.EMPTY,
                    Map.of("openai-responses", patch),
                    null,
                    true,
                    "openai-responses")));
  }

  @Test
  void whatTheDoorOfThisApiReadGoesOnAsItWas() {
    Json.Obj written = written(patching());

    assertThat(written.get("tools"))
        .hasToString("[{\"type\":\"custom\",\"name\":\"apply_patch\"}]");
    assertThat(Objects.requireNonNull(written.get("input")).toString())
        .contains(
            "{\"type\":\"custom_tool_call\",\"call_id\":\"c1\",\"name\":\"apply_patch\","
                + "\"input\":\"*** Begin Patch\"},"
                + "{\"type\":\"custom_tool_call_output\",\"call_id\":\"c1\",\"output\":\"done\"}");
    assertThat(CODEC.lossy(patching())).isEmpty();
    assertThat(new ChatCodec(Recorded.OPENAI).lossy(patching()))
        .contains("tools.openai-responses", "messages.opaque.openai-responses");
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> new ChatCodec(Recorded.OPENAI).encode(patching()));
  }

  @Test
  void toolsThatTheCallerCarriesOutAreAskedForAsTheyAre() {
    String tools =
        "[{'type':'custom','name':'a'},{'type':'computer'},{'type':'apply_patch'},"
            + "{'type':'namespace','name':'n','tools':[{'type':'function','name':'f'}]}]";
    Json.Obj written = written(own("{'tools':%s,'max_tool_calls':99}".formatted(tools)));

    assertThat(written.get("tools")).hasToString(tools.replace('\'', '"'));
    assertThat(written.get("max_tool_calls")).isEqualTo(Json.of(99));
  }

  /** What is held for a search is what may be used at most. */
  @Test
  void theVendorsToolsAreUsedNoOftenerThanIsHeldFor() {
    String tools = "{'tools':[{'type':'web_search_preview'}]%s}";
    long held =
        ManifestFileReader.of(OpenAiPlugin.class).billed().stream()
            .filter(billed -> billed.dialect().equals(ResponsesFit.DIALECT))
            .flatMap(billed -> billed.tools().stream())
            .mapToLong(BilledTool::most)
            .max()
            .orElseThrow();

    assertThat(written(own(tools.formatted(""))).get("max_tool_calls")).isEqualTo(Json.of(held));
    assertThat(written(own(tools.formatted(",'max_tool_calls':3"))).get("max_tool_calls"))
        .isEqualTo(Json.of(3));
    for (String limit : List.of("11", "0", "'many'")) {
      ChatRequest more = own(tools.formatted(",'max_tool_calls':" + limit));
      assertThat(Failures.field(() -> CODEC.encode(more)))
          .isEqualTo("extra.openai-responses.max_tool_calls");
    }
  }

  @Test
  void anItemThatOnlyPointsToWordsIsNotSent() {
    for (String item : List.of("{'type':'item_reference','id':'m1'}", "{'id':'m1'}")) {
      Part piece = new Part.Opaque("openai-responses", Requests.object(item.replace('\'', '"')));

      Failures.expect(
          FailureCode.UNSUPPORTED,
          () ->
              CODEC.encode(Requests.of("m", List.of(new Message(Role.ASSISTANT, List.of(piece))))));
    }
  }

  private static Failure refused(ChatRequest request) {
    return Failures.expect(FailureCode.UNSUPPORTED, () -> CODEC.encode(request));
  }

  private static ChatRequest own(String fields) {
    return ChatRequest.builder("m", List.of(Message.text(Role.USER, "a")))
        .extra(Extra.of("openai-responses", Requests.object(fields.replace('\'', '"'))))
        .build();
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
        ChatRequest.builder("m", List.of(Message.text(Role.USER, "a")))
            .tools(List.of(Requests.capital()))
            .extra(
                Extra.of(
                    "openai",
                    Requests.object(
                        "{\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":"
                            + "\"auto\",\"tools\":[{\"type\":\"function\",\"function\":"
                            + "{\"name\":\"get_capital\"}}]}}}")))
            .build();

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
