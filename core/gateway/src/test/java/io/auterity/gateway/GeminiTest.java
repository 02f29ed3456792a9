package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenCount;
import io.auterity.spi.ai.TokenUsage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as Gemini's clients see it. */
class GeminiTest {

  private static final String MODEL = "/v1beta/models/gemini-x";
  private static final String PLAIN = "{'contents':[{'parts':[{'text':'hi'}]}]}";

  private static final String TWO =
      "{'contents':[{'parts':[{'text':'hi'}]}],'generationConfig':{'candidateCount':2}}";

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {MODEL, "/v1/models/gemini-x", "/v1beta/models/models%2Fgemini-x"})
  void makesOneCallAndAnswersInTheDialect(String model) throws Exception {
    gateway.script.succeed(
        new ChatResponse(
            "r_1",
            "gemini-x-001",
            List.of(new Part.Text("hello")),
            FinishReason.STOP,
            new TokenUsage(9, 5, 4, 2),
            null));

    HttpResponse<String> response = gateway.send(keyed(model + ":generateContent", PLAIN));

    assertThat(response.body())
        .isEqualTo(
            """
            {"candidates":[{"content":{"parts":[{"text":"hello"}],"role":"model"},\
            "finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":14,\
            "cachedContentTokenCount":4,"thoughtsTokenCount":2},\
            "modelVersion":"gemini-x-001","responseId":"r_1"}\
            """);
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.chat.create");
    ChatRequest request = asked(call);
    assertThat(request.model()).isEqualTo("gemini-x");
    assertThat(request.messages()).containsExactly(Message.text(Role.USER, "hi"));
    assertThat(response.headers().firstValue("auterity-provider")).hasValue("local-bge");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "?alt=sse | text/event-stream; charset=utf-8 | data: {…}~~data: {…}",
        "~~       | application/json                 | [{…},~{…}]"
      })
  void streamsAsEventsOrAsAnArray(String query, String type, String shape) throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.Started("r_1", "gemini-x"))
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.Used(new TokenUsage(3, 1, 0, 0)))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    HttpResponse<String> response =
        gateway.send(keyed(MODEL + ":streamGenerateContent" + (query == null ? "" : query), PLAIN));

    assertThat(gateway.script.invocations().getFirst().capability()).isEqualTo("ai.chat.stream");
    assertThat(response.headers().firstValue("content-type")).hasValue(type);
    String first =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Par\"}],\"role\":\"model\"},"
            + "\"index\":0}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r_1\"}";
    String last =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
            + "\"finishReason\":\"STOP\",\"index\":0}],"
            + "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":1,"
            + "\"totalTokenCount\":4},\"modelVersion\":\"gemini-x\",\"responseId\":\"r_1\"}";
    assertThat(response.body().strip().replace(first, "{…}").replace(last, "{…}"))
        .isEqualTo(shape.replace("~~", "\r\n\r\n").replace("~", "\r\n"));
  }

  @Test
  void eachOfSeveralCandidatesIsACall() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .succeed(
                    new ChatResponse(
                        "r_1",
                        "gemini-x",
                        List.of(new Part.Text("hello")),
                        FinishReason.STOP,
                        new TokenUsage(9, 5, 4, 2),
                        Map.of("gemini", Json.EMPTY.with("avgLogprobs", Json.of(-0.5))))));

    HttpResponse<String> response = gateway.send(keyed(MODEL + ":generateContent", TWO));

    assertThat(response.body())
        .isEqualTo(
            """
            {"candidates":[{"content":{"parts":[{"text":"hello"}],"role":"model"},\
            "finishReason":"STOP","avgLogprobs":-0.5,"index":0},\
            {"content":{"parts":[{"text":"hello"}],"role":"model"},\
            "finishReason":"STOP","avgLogprobs":-0.5,"index":1}],\
            "usageMetadata":{"promptTokenCount":18,"candidatesTokenCount":6,"totalTokenCount":28,\
            "cachedContentTokenCount":8,"thoughtsTokenCount":4},\
            "modelVersion":"gemini-x","responseId":"r_1"}\
            """);
    assertThat(gateway.script.invocations()).hasSize(2);
  }

  @Test
  void candidatesAreStreamedOneAfterTheOther() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.Started("r_1", "gemini-x"))
                .say(new ChatEvent.PartDelta(0, new Part.ToolCall("c", "f", "{}")))
                .say(new ChatEvent.Used(new TokenUsage(3, 1, 0, 0)))
                .say(new ChatEvent.Finished(FinishReason.TOOL_CALLS))
                .succeed(null));

    List<String> told =
        gateway
            .send(keyed(MODEL + ":streamGenerateContent?alt=sse", TWO))
            .body()
            .lines()
            .filter(line -> line.startsWith("data: "))
            .toList();

    assertThat(told).hasSize(4);
    assertThat(told.get(0)).contains("functionCall", "\"index\":0").doesNotContain("finishReason");
    assertThat(told.get(1)).contains("\"finishReason\":\"STOP\",\"index\":0");
    assertThat(told.get(2)).contains("functionCall", "\"index\":1");
    assertThat(told.get(3))
        .contains(
            "\"finishReason\":\"STOP\",\"index\":1",
            "\"promptTokenCount\":6,\"candidatesTokenCount\":2,\"totalTokenCount\":8");
    assertThat(gateway.script.invocations()).hasSize(2);
  }

  @Test
  void aStreamThatFailsEndsWithAnErrorInItsForm() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.Failed(Failure.of(FailureCode.UNAVAILABLE, "broke off")))
                .succeed(null));

    HttpResponse<String> events =
        gateway.send(keyed(MODEL + ":streamGenerateContent?alt=sse", PLAIN));
    HttpResponse<String> array = gateway.send(keyed(MODEL + ":streamGenerateContent", PLAIN));

    assertThat(events.body().strip().lines().toList().getLast())
        .startsWith("data: {\"error\":{\"code\":503,")
        .contains("\"status\":\"UNAVAILABLE\"");
    assertThat(array.body())
        .startsWith("[{\"candidates\"")
        .contains(",\r\n{\"error\":{")
        .endsWith("]");
  }

  @Test
  void embedsOneTextOrSeveral() throws Exception {
    gateway.script.succeed(
        new Embeddings("e", List.of(List.of(0.1f), List.of(-2f)), new TokenUsage(2, 0, 0, 0)));

    HttpResponse<String> one =
        gateway.send(
            keyed(
                MODEL + ":embedContent",
                "{'content':{'parts':[{'text':'a'}]},'outputDimensionality':1,"
                    + "'taskType':'RETRIEVAL_QUERY'}"));
    HttpResponse<String> several =
        gateway.send(
            keyed(
                MODEL + ":batchEmbedContents",
                "{'requests':[{'model':'models/gemini-x','content':{'parts':[{'text':'a'}]},"
                    + "'title':'x'},{'content':{'parts':[{'text':'b'}]},'title':'y'}]}"));

    assertThat(one.body()).isEqualTo("{\"embedding\":{\"values\":[0.1]}}");
    assertThat(one.headers().firstValue("auterity-lossy")).isEmpty();
    assertThat(several.body())
        .isEqualTo("{\"embeddings\":[{\"values\":[0.1]},{\"values\":[-2.0]}]}");
    assertThat(several.headers().firstValue("auterity-lossy")).hasValue("extra.gemini.title");
    assertThat(gateway.script.invocations().stream().map(Invocation::input))
        .containsExactly(
            Payload.of(
                new EmbeddingRequest("gemini-x", List.of("a"), 1)
                    .withExtra(
                        Map.of("gemini", Json.EMPTY.with("taskType", Json.of("RETRIEVAL_QUERY"))))),
            Payload.of(new EmbeddingRequest("gemini-x", List.of("a", "b"), null)));
  }

  @Test
  void refusesWhoWantsAllWhatIsSaidOfSomeTextsAlone() throws Exception {
    HttpResponse<String> response =
        gateway.send(
            keyed(
                    MODEL + ":batchEmbedContents",
                    "{'requests':[{'content':{'parts':[{'text':'a'}]},'taskType':'RETRIEVAL_QUERY'},"
                        + "{'content':{'parts':[{'text':'b'}]}}]}")
                .header("auterity-strict", "true"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("extra.gemini.taskType");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        "{'generateContentRequest':{'model':'models/gemini-x',"
            + "'contents':[{'role':'user','parts':[{'text':'hi'}]}]}}"
      })
  void countsTokens(String body) throws Exception {
    gateway.script.succeed(new TokenCount(7, false));

    HttpResponse<String> response = gateway.send(keyed(MODEL + ":countTokens", body));

    assertThat(response.body()).isEqualTo("{\"totalTokens\":7}");
    ChatRequest asked = asked(gateway.script.invocations().getFirst());
    assertThat(asked.model()).isEqualTo("gemini-x");
    assertThat(asked.messages()).containsExactly(Message.text(Role.USER, "hi"));
  }

  @Test
  void listsModelsPageByPage() throws Exception {
    gateway.fleet.with("p", List.of("chat.create"), "a", "b", "c");

    HttpResponse<String> first = gateway.send(get("/v1beta/models?pageSize=2"));
    HttpResponse<String> second = gateway.send(get("/v1/models?pageSize=2&pageToken=Yg"));

    assertThat(first.body())
        .isEqualTo(
            """
            {"models":[{"name":"models/a","displayName":"a"},\
            {"name":"models/b","displayName":"b"}],"nextPageToken":"Yg"}\
            """);
    assertThat(second.body())
        .isEqualTo("{\"models\":[{\"name\":\"models/c\",\"displayName\":\"c\"}]}");
    assertThat(gateway.send(get("/v1beta/models/b")).body()).contains("\"name\":\"models/b\"");
    assertThat(gateway.send(get("/v1beta/models/x")).body())
        .contains("\"code\":404", "\"status\":\"NOT_FOUND\"");
    assertThat(gateway.send(get("/v1beta/models?pageSize=many")).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"x-goog-api-key,''", "authorization,'Bearer '"})
  void takesTheKeyInEitherHeader(String header, String prefix) throws Exception {
    HttpRequest.Builder request =
        bare("/v1beta/models").header(header, prefix + RunningGateway.KEY);

    assertThat(gateway.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheKeyInTheQuery() throws Exception {
    assertThat(gateway.send(bare("/v1beta/models?key=" + RunningGateway.KEY)).statusCode())
        .isEqualTo(200);
    assertThat(gateway.send(bare("/v1beta/models?key=ak_other")).statusCode()).isEqualTo(401);
    HttpResponse<String> two = gateway.send(get("/v1beta/models?key=ak_other"));
    assertThat(two.statusCode()).isEqualTo(401);
    assertThat(two.body()).contains("differ");
  }

  @Test
  void whoShowsNoKeyIsToldInTheDialectHow() throws Exception {
    HttpResponse<String> response =
        gateway.send(bare(MODEL + ":generateContent").POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .startsWith(
            "{\"error\":{\"code\":401,\"message\":\"no key: send the header 'x-goog-api-key")
        .contains("\"status\":\"UNAUTHENTICATED\"")
        .contains("\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"");
  }

  @Test
  void errorsSayWhatToMendAndWhenToComeBack() throws Exception {
    HttpResponse<String> wrong =
        gateway.send(keyed(MODEL + ":generateContent", "{'contents':[{'parts':[{'text':7}]}]}"));
    gateway.script.refuse(
        Failure.of(FailureCode.RATE_LIMITED, "slower").withRetryAfter(Duration.ofMillis(1_500)));
    HttpResponse<String> fast = gateway.send(keyed(MODEL + ":generateContent", PLAIN));

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("\"status\":\"INVALID_ARGUMENT\"")
        .contains("{\"field\":\"contents[0].parts[0].text\",");
    assertThat(fast.statusCode()).isEqualTo(429);
    assertThat(fast.body())
        .contains("\"status\":\"RESOURCE_EXHAUSTED\"")
        .contains("RetryInfo\",\"retryDelay\":\"1.500s\"");
  }

  @Test
  void otherClientsGoOnBeingSpokenToInTheirs() throws Exception {
    gateway.fleet.with("p", List.of("chat.create"), "a");

    assertThat(gateway.send(gateway.request("/v1/models")).body()).contains("\"object\":\"list\"");
    assertThat(gateway.send(gateway.request("/v1/models/x:y")).body())
        .contains("invalid_request_error");
    assertThat(gateway.send(gateway.request("/v1beta/nothing")).body())
        .contains("\"status\":\"NOT_FOUND\"");
  }

  private static ChatRequest asked(Invocation call) {
    return (ChatRequest) ((Payload.OfRecord) call.input()).value();
  }

  private HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpRequest.Builder get(String path) {
    return bare(path).header("x-goog-api-key", RunningGateway.KEY);
  }

  private HttpRequest.Builder keyed(String path, String json) {
    return get(path).POST(BodyPublishers.ofString(json.replace('\'', '"')));
  }
}
