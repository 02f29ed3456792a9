package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.PassedMessageStream;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Decoder;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as Anthropic's clients see it. */
class MessagesTest {

  private static final String MESSAGES = "/v1/messages";
  private static final String COUNT = "/v1/messages/count_tokens";
  private static final String PLAIN =
      "{'model':'claude','max_tokens':9,'messages':[{'role':'user','content':'hi'}]}";
  private static final String STREAMED =
      "{'model':'claude','max_tokens':9,'stream':true,"
          + "'messages':[{'role':'user','content':'hi'}]}";
  private static final String COUNTED =
      "{'model':'claude','messages':[{'role':'user','content':'how many are these?'}]}";

  private static final AnthropicEndpoint VENDOR =
      new AnthropicEndpoint(URI.create("https://a.example/v1/"), "2023-06-01", List.of(), 4_096);

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void makesOneCallAndAnswersInTheDialect() throws Exception {
    gateway.script.succeed(
        new ChatResponse(
            "msg_1",
            "claude-x",
            List.of(new Part.Text("hello")),
            FinishReason.STOP,
            new TokenUsage(3, 1, 0, 0),
            null));

    HttpResponse<String> response = gateway.send(keyed(MESSAGES, PLAIN));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"type\":\"message\"")
        .contains("\"text\":\"hello\"")
        .contains("\"stop_reason\":\"end_turn\"")
        .contains("\"input_tokens\":3");
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.chat.create");
    ChatRequest request = ((Payload.OfWire) call.input()).whole();
    assertThat(request.messages()).containsExactly(Message.text(Role.USER, "hi"));
    assertThat(request.maxOutputTokens()).isEqualTo(9);
    assertThat(response.headers().firstValue("request-id")).hasValue(Decision.ID.write(call.id()));
  }

  @Test
  void streamsInTheDialect() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.Started("msg_1", "claude-x"))
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    HttpResponse<String> response = gateway.send(keyed(MESSAGES, STREAMED));

    assertThat(gateway.script.invocations().getFirst().capability()).isEqualTo("ai.chat.stream");
    assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"0 | {'mood':1.50,", "7 | {"})
  void aVendorsStreamPassesAsFarAsItCan(int index, String kept) throws Exception {
    String stream =
        """
        {'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant',\
        'model':'claude-x','content':[],'stop_reason':null,\
        'usage':{'input_tokens':3,'output_tokens':1}}}
        {'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}
        {'type':'content_block_delta','index':0,'delta':{'mood':1.50,'type':'text_delta','text':'Par'}}
        {'n':2.50,'type':'vendor_news'}
        {'type':'content_block_delta','index':%d,'delta':{'mood':1.50,'type':'text_delta','text':'is'}}
        {'type':'content_block_stop','index':0}
        {'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':5}}
        """
            .formatted(index);
    gateway.script.answer(call -> played(call, stream));

    HttpResponse<String> response = gateway.send(keyed(MESSAGES, STREAMED));

    assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: content_block_delta",
            "event: vendor_news",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
    String added =
        "\"content_block_delta\",\"index\":0,\"delta\":%s\"type\":\"text_delta\",\"text\":\"%s\"}";
    assertThat(response.body())
        .contains(added.formatted("{\"mood\":1.50,", "Par"), "{\"n\":2.50,")
        .contains(added.formatted(kept.replace('\'', '"'), "is"))
        .contains("\"output_tokens\":5");
  }

  private static Script.Play played(Invocation call, String events) {
    Script.Play play = new Script.Play(call.id());
    Decoder<StreamEvent> decoder = new PassedMessageStream(VENDOR).decoder();
    String stream = events.replace('\'', '"').replace("\n", "\n\n");
    decoder
        .feed(stream.replaceAll("(?m)^(?=.)", "data: ").getBytes(StandardCharsets.UTF_8))
        .forEach(event -> play.say((Record) event));
    decoder.end().forEach(event -> play.say((Record) event));
    return play.succeed(null);
  }

  @Test
  void aBrokenStreamEndsWithItsError() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.PartDelta(0, new Part.Text("half")))
                .say(new ChatEvent.Failed(Failure.of(FailureCode.UNAVAILABLE, "cut off")))
                .succeed(null));

    HttpResponse<String> response = gateway.send(keyed(MESSAGES, STREAMED));

    assertThat(response.body())
        .contains("half")
        .contains("event: error")
        .contains("\"type\":\"overloaded_error\",\"message\":\"cut off\"")
        .doesNotContain("message_stop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'type':'create'}", "{'type':'continue','previous_message_id':'msg_1'}"})
  void aConversationThatTheVendorKeepsIsRefusedSoThatClientsSendAllOfIt(String thread)
      throws Exception {
    HttpResponse<String> response =
        gateway.send(keyed(MESSAGES, PLAIN.replaceFirst("\\{", "{'thread':" + thread + ",")));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"type\":\"invalid_request_error\"")
        .contains(
            "\"details\":{\"error_code\":\"thread_unsupported_request\",\"unsupported\":[\"thread\"]}");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void anErrorHasTheIdOfItsRequest() throws Exception {
    gateway.script.fail(
        Failure.of(FailureCode.RATE_LIMITED, "slow down").withRetryAfter(Duration.ofSeconds(2)));

    HttpResponse<String> response = gateway.send(keyed(MESSAGES, PLAIN));

    String id = response.headers().firstValue("request-id").orElseThrow();
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).hasValue("2");
    assertThat(id).startsWith("dec_");
    assertThat(response.body())
        .isEqualTo(
            """
            {"type":"error","error":{"type":"rate_limit_error","message":"slow down"},\
            "request_id":"%s"}\
            """
                .formatted(id));
  }

  @Test
  void aRequestThatCannotBeReadIsRefusedInTheDialect() throws Exception {
    HttpResponse<String> response =
        gateway.send(keyed(MESSAGES, "{'model':'claude','messages':[{'role':'user'}]}"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("request-id").orElseThrow()).startsWith("req_");
    assertThat(response.body())
        .contains("invalid_request_error")
        .contains("'messages[0].content' is required");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ak_good, -,        200",
        "-,       ak_good,  200",
        "ak_good, ak_good,  200",
        "ak_good, ak_other, 401",
        "ak_bad,  ak_good,  401",
        "-,       ak_bad,   401",
        "-,       -,        401",
      })
  void aKeyStandsInEitherHeader(String bearer, String apiKey, int status) throws Exception {
    gateway.script.succeed(new TokenCount(3, false));
    HttpRequest.Builder request = bare(COUNT, COUNTED);
    if (bearer != null) {
      request.header("authorization", "Bearer " + bearer);
    }
    if (apiKey != null) {
      request.header("x-api-key", apiKey);
    }

    HttpResponse<String> response = gateway.send(request);

    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 401) {
      assertThat(response.body()).contains("authentication_error").doesNotContain("ak_");
    }
  }

  @Test
  void theVendorCountsTokens() throws Exception {
    gateway.script.succeed(new TokenCount(14, false));

    HttpResponse<String> response = gateway.send(keyed(COUNT, COUNTED));

    assertThat(response.body()).isEqualTo("{\"input_tokens\":14}");
    assertThat(response.headers().firstValue("auterity-estimated")).isEmpty();
    assertThat(gateway.script.invocations().getFirst().capability()).isEqualTo("ai.token.count");
  }

  @Test
  void tokensAreEstimatedWhereNobodyCounts() throws Exception {
    gateway.fleet.with("other", List.of("chat.create"), "claude");
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response = gateway.send(keyed(COUNT, COUNTED));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"input_tokens\":9}");
    assertThat(response.headers().firstValue("auterity-estimated")).hasValue("true");
    assertThat(response.headers().firstValue("auterity-decision")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"true, 400", "false, 200"})
  void tokensOfARequestThatMustArriveWholeAreNotEstimated(String strict, int status)
      throws Exception {
    gateway.script.fail(
        Failure.of(FailureCode.UNSUPPORTED, "a cannot be told all of the request: temperature"));

    HttpResponse<String> response =
        gateway.send(keyed(COUNT, COUNTED).header("auterity-strict", strict));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body().contains("temperature")).isEqualTo(status == 400);
    assertThat(response.headers().firstValue("auterity-estimated").isPresent())
        .isEqualTo(status == 200);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, 200",
    "FORBIDDEN, 200",
    "NOT_FOUND, 200",
    "QUOTA_EXHAUSTED, 200",
    "SATURATED, 200",
    "INVALID, 400",
    "CONTEXT_TOO_LONG, 400",
  })
  void tokensAreEstimatedWhereTheVendorCountsNoneForTheProvider(FailureCode code, int status)
      throws Exception {
    gateway.script.fail(Failure.of(code, "the vendor says so"));

    HttpResponse<String> response = gateway.send(keyed(COUNT, COUNTED));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("auterity-estimated").isPresent())
        .isEqualTo(status == 200);
  }

  @ParameterizedTest
  @CsvSource({"FORBIDDEN, 403", "QUOTA_EXHAUSTED, 402"})
  void tokensThatACallerMayNotCountAreNotEstimated(FailureCode code, int status) throws Exception {
    gateway.script.refuse(Failure.of(code, "the platform says so"));

    HttpResponse<String> response = gateway.send(keyed(COUNT, COUNTED));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("auterity-estimated")).isEmpty();
  }

  @Test
  void tokensOfAModelThatNobodyHasAreNotEstimated() throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response = gateway.send(keyed(COUNT, COUNTED));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("not_found_error").contains("'claude' is not offered");
  }

  @Test
  void listsModelsInTheDialectOfTheCaller() throws Exception {
    gateway.fleet.with("local", List.of("chat.create"), "a", "b", "c");

    HttpResponse<String> first = gateway.send(versioned("/v1/models?limit=2"));
    HttpResponse<String> second = gateway.send(versioned("/v1/models?limit=2&after_id=b"));

    assertThat(first.body())
        .startsWith("{\"data\":[{\"type\":\"model\",\"id\":\"a\"")
        .endsWith("\"has_more\":true,\"first_id\":\"a\",\"last_id\":\"b\"}");
    assertThat(second.body()).endsWith("\"has_more\":false,\"first_id\":\"c\",\"last_id\":\"c\"}");
  }

  @Test
  void tellsOneModelInTheDialectOfTheCaller() throws Exception {
    gateway.fleet.with("local", List.of("chat.create"), "a");

    assertThat(gateway.send(versioned("/v1/models/a")).body())
        .isEqualTo(
            """
            {"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z",\
            "lifecycle":"active"}\
            """);
    assertThat(gateway.send(versioned("/v1/models/x")).body()).contains("not_found_error");
  }

  @Test
  void aPathThatItHasNotIsToldInTheDialect() throws Exception {
    HttpResponse<String> response = gateway.send(keyed("/v1/messages/drafts", "{}"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"type\":\"not_found_error\"");
  }

  @Test
  void featuresInTestMayStandInSeveralLines() throws Exception {
    gateway.script.succeed(new TokenCount(3, false));

    gateway.send(
        keyed(COUNT, COUNTED).header("anthropic-beta", "a-1").header("anthropic-beta", "b-2"));

    Payload input = gateway.script.invocations().getFirst().input();
    ChatRequest request = (ChatRequest) ((Payload.OfRecord) input).value();
    Json betas = Json.array(List.of(Json.of("a-1"), Json.of("b-2")));
    assertThat(request.extra()).containsEntry("anthropic", Json.EMPTY.with("betas", betas));
  }

  @Test
  void aVersionChangesNothingOnAPathOfAnotherDialect() throws Exception {
    HttpResponse<String> there = gateway.send(keyedByBearer("/v1/chat/completions"));
    HttpResponse<String> nowhere = gateway.send(keyedByBearer("/v1/nowhere"));

    assertThat(there.statusCode()).isEqualTo(400);
    assertThat(there.body()).startsWith("{\"error\":{\"message\"");
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(nowhere.body()).contains("\"type\":\"not_found_error\"");
  }

  private HttpRequest.Builder keyedByBearer(String path) {
    return bare(path, "{}").header("authorization", "Bearer " + RunningGateway.KEY);
  }

  private HttpRequest.Builder bare(String path, String json) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .header("anthropic-version", "2023-06-01")
        .POST(BodyPublishers.ofString(json.replace('\'', '"')));
  }

  private HttpRequest.Builder keyed(String path, String json) {
    return bare(path, json).header("x-api-key", RunningGateway.KEY);
  }

  private HttpRequest.Builder versioned(String path) {
    return gateway.request(path).header("anthropic-version", "2023-06-01").GET();
  }
}
