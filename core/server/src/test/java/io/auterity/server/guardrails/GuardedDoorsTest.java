package io.auterity.server.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What guardrails make of requests at each door, from whatever client they come. */
@Tag("postgresql")
class GuardedDoorsTest {

  private static final String ADDRESS = "ann@corp.io";

  /** Says what it was told; asked to call a tool, it does so with the first value of its enum. */
  private static final String CHATS =
      """
      public ChatResponse createChat(ChatRequest request, Call call) {
        call.meter("input_tokens", 1);
        call.meter("output_tokens", 1);
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(request.toString())));
        if (request.tools() != null) {
          Tool tool = request.tools().getFirst();
          Json.Obj who = (Json.Obj) ((Json.Obj) tool.parameters().get("properties")).get("who");
          Json first = ((Json.Arr) who.get("enum")).items().getFirst();
          parts.add(
              new Part.ToolCall("c1", tool.name(), Json.EMPTY.with("who", first).toString()));
        }
        return new ChatResponse(
            "1", request.model(), parts, FinishReason.STOP, new TokenUsage(1, 1, 0, 0), null);
      }
      """;

  private static final String MASKS =
      """
      kind: guardrail
      id: personal-data
      spec: {on: [request, answer, tool], find: {personal: [email]}, act: mask}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            new SamplePlugin("mask")
                .mask(
                    "return new io.auterity.spi.text.MaskedText(input.text(), java.util.List.of());")
                .write(plugins.resolve("mask.jar"));
            ChatPlugin.write("echo", CHATS, plugins.resolve("echo.jar"));
          });

  private final Client admin = server.newTenant();
  private final Client gateway = new Client(server.gateway().toString()).bearer(admin.key());

  @BeforeEach
  void aModelThatSaysWhatItWasTold() {
    admin.apply("{kind: provider, id: p, spec: {connector: echo-chat, config: {}, models: [m]}}");
    admin.maskProvider("mask");
  }

  private static final String TOOL =
      """
      {"type": "object", "description": "of ann@corp.io", "properties": {"who": {"type": "string",
       "enum": ["ann@corp.io"], "default": "ann@corp.io", "examples": ["ann@corp.io"]}}}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/v1/chat/completions | ~{'model': 'p/m', 'user': 'ann@corp.io', 'stop': ['ann@corp.io'],"
            + " 'metadata': {'id': 'ann@corp.io'}, 'prediction': {'type': 'content', 'content':"
            + " 'ann@corp.io'}, 'messages': [{'role': 'system', 'content': 'ann@corp.io'}, {'role':"
            + " 'user', 'content': [{'type': 'text', 'text': 'ann@co'}, {'type': 'text', 'text':"
            + " 'rp.io'}]}, {'role': 'assistant', 'content': null, 'tool_calls': [{'id': 'c0',"
            + " 'type': 'function', 'function': {'name': 'ask', 'arguments': '{\\'who\\':"
            + " \\'ann@corp.io\\'}'}}]}, {'role': 'tool', 'tool_call_id': 'c0', 'content':"
            + " 'ann@corp.io'}], 'tools': [{'type': 'function', 'function': {'name': 'ask',"
            + " 'description': 'ann@corp.io', 'parameters': TOOL}}], 'response_format': {'type':"
            + " 'json_schema', 'json_schema': {'name': 'a', 'description': 'ann@corp.io',"
            + " 'schema': TOOL}}}~",
        "/v1/messages | ~{'model': 'p/m', 'max_tokens': 9, 'system': [{'type': 'text', 'text':"
            + " 'ann@corp.io'}], 'metadata': {'user_id': 'ann@corp.io'}, 'stop_sequences':"
            + " ['ann@corp.io'], 'messages': [{'role': 'user', 'content': [{'type': 'text',"
            + " 'text': 'ann@co'}, {'type': 'text', 'text': 'rp.io'}, {'type': 'document',"
            + " 'title': 'ann@corp.io', 'context': 'ann@corp.io', 'source': {'type': 'text',"
            + " 'media_type': 'text/plain', 'data': 'ann@corp.io'}}]}, {'role': 'assistant',"
            + " 'content': [{'type': 'tool_use', 'id': 'c0', 'name': 'ask', 'input': {'who':"
            + " 'ann@corp.io'}}]}, {'role': 'user', 'content': [{'type': 'tool_result',"
            + " 'tool_use_id': 'c0', 'content': 'ann@corp.io'}]}], 'tools': [{'name': 'ask',"
            + " 'description': 'ann@corp.io', 'input_schema': TOOL}]}~",
        "/v1/responses | ~{'model': 'p/m', 'store': false, 'instructions': 'ann@corp.io', 'user':"
            + " 'ann@corp.io', 'metadata': {'a': 'ann@corp.io'}, 'input': [{'role': 'user',"
            + " 'content': [{'type': 'input_text', 'text': 'ann@co'}, {'type': 'input_text',"
            + " 'text': 'rp.io'}]}, {'type': 'function_call', 'call_id': 'c0', 'name': 'ask',"
            + " 'arguments': '{\\'who\\': \\'ann@corp.io\\'}'}, {'type': 'function_call_output',"
            + " 'call_id': 'c0', 'output': 'ann@corp.io'}], 'tools': [{'type': 'function', 'name':"
            + " 'ask', 'description': 'ann@corp.io', 'parameters': TOOL}], 'text': {'format':"
            + " {'type': 'json_schema', 'name': 'a', 'schema': TOOL}}}~",
        "/v1beta/models/p/m:generateContent | ~{'systemInstruction': {'parts': [{'text':"
            + " 'ann@corp.io'}]}, 'contents': [{'role': 'user', 'parts': [{'text': 'ann@co'},"
            + " {'text': 'rp.io'}]}, {'role': 'model', 'parts': [{'functionCall': {'name': 'ask',"
            + " 'args': {'who': 'ann@corp.io'}}}]}, {'role': 'user', 'parts':"
            + " [{'functionResponse': {'name': 'ask', 'response': {'told': 'ann@corp.io'}}}]}],"
            + " 'tools': [{'functionDeclarations': [{'name': 'ask', 'description': 'ann@corp.io',"
            + " 'parametersJsonSchema': TOOL}]}], 'generationConfig': {'stopSequences':"
            + " ['ann@corp.io']}}~",
        "/api/chat | ~{'model': 'p/m', 'stream': false, 'messages': [{'role': 'system', 'content':"
            + " 'ann@corp.io'}, {'role': 'user', 'content': 'ann@corp.io'}, {'role': 'assistant',"
            + " 'content': '', 'tool_calls': [{'function': {'name': 'ask', 'arguments': {'who':"
            + " 'ann@corp.io'}}}]}, {'role': 'tool', 'tool_name': 'ask', 'content':"
            + " 'ann@corp.io'}], 'tools': [{'type': 'function', 'function': {'name': 'ask',"
            + " 'description': 'ann@corp.io', 'parameters': TOOL}}], 'format': TOOL}~",
      })
  void eachTextIsMaskedAndAToolIsCalledWithWhatItTakes(String path, String body) {
    admin.apply(MASKS);

    Reply reply = gateway.post(path, body.replace('\'', '"').replace("TOOL", TOOL));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    String said = reply.body().replace("\\", "");
    assertThat(said).contains("\"who\":\"" + ADDRESS + "\"");
    String told =
        said.substring(
            said.indexOf("ChatRequest["),
            said.indexOf("modalities=null]", said.indexOf("ChatRequest[")));
    assertThat(told).contains("[email_1]").doesNotContain("ann", "rp.io");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"a\", \"parameters\":"
            + " {\"type\": \"object\", \"properties\": {\"ann@corp.io\": {}}}}}]",
        "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"a\", \"parameters\":"
            + " {\"type\": \"object\", \"properties\": {\"to\": {\"pattern\":"
            + " \"^ann@corp\\\\.io$\"}}}}}]",
        "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"ann@corp.io\"}}]",
        "\"metadata\": {\"ann@corp.io\": \"x\"}",
        "\"ann@corp.io\": 1",
      })
  void aNameWithAFindingEndsTheCall(String field) {
    admin.apply(MASKS);

    Reply reply =
        gateway.post(
            "/v1/chat/completions",
            "{\"model\": \"p/m\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], %s}"
                .formatted(field));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.text("error.guardrail")).isEqualTo("personal-data");
    assertThat(reply.body()).doesNotContain(ADDRESS);
  }

  @Test
  void theFirstExampleOfTheGuideMasksAndLeavesMaskingOn() throws IOException {
    String guide =
        Files.readString(Repository.root().resolve("docs/guide/guardrails.md")).split("```", -1)[1];
    admin.apply(guide.substring(guide.indexOf('\n')));

    Reply masked = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"I am ann@corp.io\"}");
    Reply chat =
        gateway.post(
            "/v1/chat/completions",
            "{\"model\": \"p/m\", \"messages\": [{\"role\": \"user\", \"content\": \"I am"
                + " ann@corp.io\"}]}");

    assertThat(masked.status()).as(masked.toString()).isEqualTo(200);
    assertThat(masked.text("text")).isEqualTo("I am [email_1]");
    assertThat(masked.at("findings.0"))
        .isEqualTo(
            Json.object(Map.of("kind", Json.of("email"), "start", Json.of(5), "end", Json.of(16))));
    assertThat(chat.status()).as(chat.toString()).isEqualTo(200);
    assertThat(chat.text("choices.0.message.content")).contains("I am " + ADDRESS);
    for (Reply reply : List.of(masked, chat)) {
      String decision =
          admin.awaiting("/api/v1/decisions/" + reply.header("auterity-decision")).body();
      assertThat(decision).contains("1 email masked").doesNotContain(ADDRESS);
    }
  }
}
