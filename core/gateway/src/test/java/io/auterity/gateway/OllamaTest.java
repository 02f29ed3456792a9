package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.ModelSpec;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway as Ollama's clients see it. */
class OllamaTest {

  private static final String CHAT = "{'model':'m','messages':[{'role':'user','content':'hi'}]%s}";
  private static final String PROMPT = "{'model':'m','prompt':'hi','system':'be brief'%s}";
  private static final String WHOLE = ",'stream':false";
  private static final String TIMES = "\"created_at\":\"[^\"]+\"";

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void chatsInTheDialect() throws Exception {
    succeed(
        new Part.Reasoning("hm", null), new Part.Text("hello"), new Part.ToolCall("c", "f", ""));

    HttpResponse<String> response = gateway.send(gateway.post("/api/chat", CHAT.formatted(WHOLE)));

    assertThat(response.body().replaceAll(TIMES, "T"))
        .isEqualTo(
            """
            {"model":"m-1",T,"message":{"role":"assistant","content":"hello","thinking":"hm",\
            "tool_calls":[{"id":"c","function":{"index":0,"name":"f","arguments":{}}}]},\
            "done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":5}\
            """);
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.chat.create");
    assertThat(asked(call).messages()).containsExactly(Message.text(Role.USER, "hi"));
  }

  @Test
  void answersAPromptInTheDialect() throws Exception {
    succeed(new Part.Reasoning("hm", null), new Part.Text("hello"));

    HttpResponse<String> response =
        gateway.send(gateway.post("/api/generate", PROMPT.formatted(WHOLE)));

    assertThat(response.body().replaceAll(TIMES, "T"))
        .isEqualTo(
            """
            {"model":"m-1",T,"response":"hello","thinking":"hm",\
            "done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":5}\
            """);
    assertThat(asked(gateway.script.invocations().getFirst()).messages())
        .containsExactly(Message.text(Role.SYSTEM, "be brief"), Message.text(Role.USER, "hi"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/api/chat     | \"message\":{\"role\":\"assistant\",\"content\":\"Par\"}"
            + " | \"message\":{\"role\":\"assistant\",\"content\":\"\"}",
        "/api/generate | \"response\":\"Par\" | \"response\":\"\""
      })
  void streamsLinesUnlessToldNotTo(String path, String first, String last) throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.Started("r_1", "m-1"))
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.Used(new TokenUsage(3, 1, 0, 0)))
                .say(new ChatEvent.Finished(FinishReason.LENGTH))
                .succeed(null));

    HttpResponse<String> response =
        gateway.send(gateway.post(path, (path.endsWith("chat") ? CHAT : PROMPT).formatted("")));

    assertThat(gateway.script.invocations().getFirst().capability()).isEqualTo("ai.chat.stream");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/x-ndjson");
    assertThat(response.body().replaceAll(TIMES, "T"))
        .isEqualTo(
            "{\"model\":\"m-1\",T,"
                + first
                + ",\"done\":false}\n{\"model\":\"m-1\",T,"
                + last
                + ",\"done\":true,\"done_reason\":\"length\","
                + "\"prompt_eval_count\":3,\"eval_count\":1}\n");
  }

  @Test
  void aStreamThatFailsEndsWithAnError() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.Failed(Failure.of(FailureCode.UNAVAILABLE, "broke off")))
                .succeed(null));

    HttpResponse<String> response = gateway.send(gateway.post("/api/chat", CHAT.formatted("")));

    assertThat(response.body().lines().toList().getLast()).isEqualTo("{\"error\":\"broke off\"}");
  }

  @Test
  void embedsInBothWays() throws Exception {
    gateway.script.succeed(new Embeddings("e", List.of(List.of(0.1f)), new TokenUsage(2, 0, 0, 0)));

    HttpResponse<String> newer =
        gateway.send(
            gateway.post(
                "/api/embed", "{'model':'e','input':['a'],'dimensions':1,'truncate':true}"));
    HttpResponse<String> older =
        gateway.send(gateway.post("/api/embeddings", "{'model':'e','prompt':'a'}"));

    assertThat(newer.body())
        .isEqualTo("{\"model\":\"e\",\"embeddings\":[[0.1]],\"prompt_eval_count\":2}");
    assertThat(newer.headers().firstValue("auterity-lossy")).hasValue("extra.ollama.truncate");
    assertThat(older.body()).isEqualTo("{\"embedding\":[0.1]}");
    assertThat(gateway.script.invocations().stream().map(Invocation::input))
        .containsExactly(
            Payload.of(new EmbeddingRequest("e", List.of("a"), 1)),
            Payload.of(new EmbeddingRequest("e", List.of("a"), null)));
  }

  @Test
  void tellsModelsAndTheVersionThatItSpeaks() throws Exception {
    gateway.fleet.with("p", List.of("chat.create"), "a", "b");

    assertThat(gateway.send(gateway.request("/api/tags")).body())
        .startsWith("{\"models\":[{\"name\":\"a\",\"model\":\"a\",")
        .contains("{\"name\":\"b\"");
    assertThat(gateway.send(gateway.post("/api/show", "{'model':'a'}")).body())
        .contains("\"model_info\"")
        .doesNotContain("capabilities");
    assertThat(gateway.send(gateway.request("/api/ps")).body()).isEqualTo("{\"models\":[]}");
    HttpResponse<String> unknown = gateway.send(gateway.post("/api/show", "{'model':'x'}"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo("{\"error\":\"the model 'x' is not offered\"}");
    assertThat(gateway.send(gateway.post("/api/show", "{}")).statusCode()).isEqualTo(400);
    assertThat(gateway.send(gateway.request("/api/version")).body())
        .matches("\\{\"version\":\"[0-9.]+\"}");
    assertThat(gateway.send(gateway.request("/api/nothing")).body()).startsWith("{\"error\":");
  }

  @Test
  void tellsWhatAModelCanDoOnlyWhereThatIsKnown() throws Exception {
    gateway.fleet.declaring(
        "p",
        List.of("chat.create"),
        able("sees", List.of("vision", "tools", "reasoning", "schema")),
        able("plain", List.of()),
        able("unknown", null));

    assertThat(gateway.send(gateway.post("/api/show", "{'model':'sees'}")).body())
        .contains("\"capabilities\":[\"completion\",\"thinking\",\"tools\",\"vision\"]");
    assertThat(gateway.send(gateway.post("/api/show", "{'model':'plain'}")).body())
        .contains("\"capabilities\":[\"completion\"]");
    assertThat(gateway.send(gateway.post("/api/show", "{'model':'unknown'}")).body())
        .contains("\"model_info\"")
        .doesNotContain("capabilities");
  }

  private static ModelSpec able(String id, @Nullable List<String> abilities) {
    return new ModelSpec(id, null, null, null, abilities, null, null, null);
  }

  private void succeed(Part... parts) {
    gateway.script.succeed(
        new ChatResponse(
            "r", "m-1", List.of(parts), FinishReason.STOP, new TokenUsage(9, 5, 0, 0), null));
  }

  private static ChatRequest asked(Invocation call) {
    return (ChatRequest) ((Payload.OfRecord) call.input()).value();
  }
}
