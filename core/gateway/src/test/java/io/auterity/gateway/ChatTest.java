package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.spi.ai.WireEvent;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String PLAIN = "{'model':'gpt','messages':[{'role':'user','content':'hi'}]}";
  private static final String STREAMED =
      "{'model':'gpt','stream':true,'messages':[{'role':'user','content':'hi'}]}";
  private static final ChatResponse ANSWER = RunningGateway.HELLO;

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void makesOneCallAndAnswersInTheDialect() throws Exception {
    gateway.script.succeed(ANSWER);

    HttpResponse<String> response =
        gateway.send(
            gateway
                .post(CHAT, PLAIN)
                .header("auterity-labels", "team=claims")
                .header("auterity-timeout", "30s")
                .header("idempotency-key", "k1"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.body()).contains("\"content\":\"hello\"");
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.chat.create");
    assertThat(call.scope()).isEqualTo(RunningGateway.CALLER.scope());
    assertThat(call.principal()).isEqualTo(RunningGateway.CALLER.principal());
    assertThat(call.labels()).isEqualTo(Map.of("team", "claims"));
    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(call.idempotencyKey()).isEqualTo("k1");
    assertThat(call.door()).isEqualTo(Invocation.Door.GATEWAY);
    assertThat(((Payload.OfWire) call.input()).whole().messages())
        .containsExactly(Message.text(Role.USER, "hi"));
    assertThat(response.headers().firstValue("auterity-decision"))
        .hasValue(Decision.ID.write(call.id()));
    assertThat(response.headers().firstValue("auterity-provider")).hasValue("local-bge");
  }

  @Test
  void severalAnswersAreCallsWithDecisionsOfTheirOwn() throws Exception {
    gateway.script.succeed(ANSWER);

    HttpResponse<String> response =
        gateway.send(gateway.post(CHAT, PLAIN.replace("{'model'", "{'n':3,'model'")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"index\":0", "\"index\":1", "\"index\":2", "\"total_tokens\":12");
    assertThat(gateway.script.invocations())
        .hasSize(3)
        .allSatisfy(
            call -> assertThat(call.cache()).isEqualTo(new CacheDirectives(true, true, null)));
    String told = response.headers().firstValue("auterity-decisions").orElseThrow();
    assertThat(told.split(", "))
        .containsExactlyInAnyOrderElementsOf(
            gateway.script.invocations().stream()
                .map(call -> Decision.ID.write(call.id()))
                .toList())
        .startsWith(response.headers().firstValue("auterity-decision").orElseThrow());
  }

  @Test
  void severalAnswersAreStreamedOneAfterTheOther() throws Exception {
    gateway.script.answer(
        invocation ->
            new Script.Play(invocation.id())
                .say(new ChatEvent.Started("c-1", "gpt-4o"))
                .say(new ChatEvent.PartDelta(0, new Part.Text("is")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    String body =
        gateway.send(gateway.post(CHAT, STREAMED.replace("{'model'", "{'n':2,'model'"))).body();

    assertThat(body).containsOnlyOnce("[DONE]");
    assertThat(body.indexOf("\"index\":1")).isGreaterThan(body.lastIndexOf("\"index\":0"));
    assertThat(gateway.script.invocations()).hasSize(2);
  }

  @Test
  void whoAsksInTheOlderFormIsAnsweredInIt() throws Exception {
    gateway.script.succeed(
        new ChatResponse(
            "c-1",
            "gpt-4o",
            List.of(new Part.ToolCall("c1", "add", "{}")),
            FinishReason.TOOL_CALLS,
            TokenUsage.NONE,
            null));

    HttpResponse<String> answer =
        gateway.send(
            gateway.post(
                CHAT,
                PLAIN.replace(
                    "{'model'", "{'functions':[{'name':'add'}],'function_call':'auto','model'")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"function_call\":{\"name\":\"add\",\"arguments\":\"{}\"}")
        .contains("\"finish_reason\":\"function_call\"")
        .doesNotContain("tool_calls");
  }

  @Test
  void anAnswerInItsDialectPassesAsItIs() throws Exception {
    String json = "{\"id\":\"c-1\",\"anything\":[1, 2]}";
    gateway.script.succeed(
        new WireAnswer("openai", json.getBytes(UTF_8), new TokenUsage(3, 1, 0, 0)));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.headers().firstValue("auterity-lossy")).isEmpty();
    assertThat(response.body()).isEqualTo(json);
  }

  @Test
  void aStreamInItsDialectPassesAsItIsAndGoesOnAsRead() throws Exception {
    gateway.script.answer(
        invocation ->
            new Script.Play(invocation.id())
                .say(passed("data: {\"a\":1}\n\n", false))
                .say(passed("data: {\"usage\":1}\n\n", true))
                .say(
                    new WireEvent.Read(
                        List.of(
                            new ChatEvent.Started("c-1", "gpt-4o"),
                            new ChatEvent.PartDelta(0, new Part.Text(" ")))))
                .say(new ChatEvent.PartDelta(0, new Part.Text("is")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    String body = gateway.send(gateway.post(CHAT, STREAMED)).body();

    assertThat(body).startsWith("data: {\"a\":1}\n\ndata: {\"id\":\"c-1\"").endsWith("[DONE]\n\n");
    assertThat(body).contains("\"delta\":{\"content\":\"is\"}").doesNotContain("\"usage\":1");
  }

  private static WireEvent.Passed passed(String event, boolean tally) {
    return new WireEvent.Passed(
        event.getBytes(UTF_8),
        !tally,
        1,
        null,
        tally ? WireEvent.UsageField.ALONE : WireEvent.UsageField.AS_USUAL,
        false);
  }

  @Test
  void streamsEachPieceAsItComes() throws Exception {
    CompletableFuture<Script.Play> opened = new CompletableFuture<>();
    gateway.script.answer(
        invocation -> {
          Script.Play play = Script.Play.hanging(invocation);
          opened.complete(play);
          return play.say(new ChatEvent.Started("c-1", "gpt-4o"))
              .say(new ChatEvent.PartDelta(0, new Part.Text("Par")));
        });

    HttpResponse<InputStream> response =
        gateway.client().send(gateway.post(CHAT, STREAMED).build(), BodyHandlers.ofInputStream());
    BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(response.headers().firstValue("auterity-decision")).isPresent();
    assertThat(lines.readLine()).contains("\"content\":\"Par\"");
    opened
        .join()
        .say(new ChatEvent.PartDelta(0, new Part.Text("is")))
        .say(new ChatEvent.Finished(FinishReason.STOP))
        .succeed(null);
    assertThat(lines.lines().filter(line -> !line.isEmpty()))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"content\":\"is\""),
            line -> assertThat(line).contains("\"finish_reason\":\"stop\""),
            line -> assertThat(line).isEqualTo("data: [DONE]"));
  }

  @Test
  void refusesAStreamThatNeverBeganWithAnHttpError() throws Exception {
    Failure failure =
        Failure.of(FailureCode.RATE_LIMITED, "slow down").withRetryAfter(Duration.ofMillis(1500));
    gateway.script.fail(failure);

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, STREAMED));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after-ms")).hasValue("1500");
    assertThat(response.headers().firstValue("retry-after")).hasValue("2");
    assertThat(response.headers().firstValue("x-should-retry")).hasValue("true");
    assertThat(response.headers().firstValue("auterity-code")).hasValue("rate_limited");
    assertThat(response.headers().firstValue("auterity-decision")).isPresent();
    assertThat(response.body()).contains("\"code\":\"rate_limit_exceeded\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, STREAMED})
  void aKeyThatTheVendorRefusesIsNotTheCallers(String body) throws Exception {
    gateway.script.fail(Failure.of(FailureCode.UNAUTHENTICATED, "the vendor answered 401"));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, body));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
    assertThat(response.body())
        .contains("the credential of the provider was refused: the vendor answered 401")
        .contains("\"code\":\"unavailable\"");
  }

  @Test
  void aStreamSaysWhoseKeyTheVendorRefused() throws Exception {
    gateway.script.answer(
        brokenBy(
            Failure.of(FailureCode.FORBIDDEN, "the vendor answered 403")
                .withOrigin(Origin.VENDOR)));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, STREAMED));

    assertThat(response.body())
        .contains("the provider may not do this: the vendor answered 403")
        .doesNotContain("insufficient_permissions");
  }

  @Test
  void whatTheRoadRefusesIsTheCallersOwn() throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.FORBIDDEN, "the key has no grant"));

    assertThat(gateway.send(gateway.post(CHAT, PLAIN)).statusCode()).isEqualTo(403);
  }

  @Test
  void endsABrokenStreamWithAnError() throws Exception {
    gateway.script.answer(brokenBy(Failure.of(FailureCode.UNAVAILABLE, "cut off")));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, STREAMED));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("half")
        .contains("\"message\":\"cut off\"")
        .doesNotContain("[DONE]");
  }

  @Test
  void endsAStreamWithoutItsEndWithAnError() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.PartDelta(0, new Part.Text("half")))
                .succeed(null));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, STREAMED));

    assertThat(response.body()).contains("broke off").doesNotContain("[DONE]");
  }

  @Test
  void endsAStreamWhoseRoadThrowsWithAnError() throws Exception {
    gateway.script.answer(
        call -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "no room");
        });

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, STREAMED));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("no room");
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, STREAMED})
  void cancelsTheCallOfACallerWhoGoes(String body) throws Exception {
    CompletableFuture<Script.Play> opened = new CompletableFuture<>();
    gateway.script.answer(
        invocation -> {
          Script.Play play =
              Script.Play.hanging(invocation)
                  .say(new ChatEvent.PartDelta(0, new Part.Text("half")));
          opened.complete(play);
          return play;
        });

    try (Socket socket = gateway.connect()) {
      socket.setSoLinger(true, 0);
      write(socket, body);
      opened.get(10, TimeUnit.SECONDS);
    }

    assertThat(opened.join().cancelled()).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void readsARequestThatComesByteByByte() throws Exception {
    gateway.script.succeed(ANSWER);

    try (Socket socket = gateway.connect()) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      for (byte one : http(PLAIN)) {
        out.write(one);
        out.flush();
      }

      assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void answersManyRequestsOnOneConnection() throws Exception {
    gateway.script.succeed(ANSWER);

    try (Socket socket = gateway.connect()) {
      write(socket, PLAIN);
      write(socket, PLAIN);

      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      int answers = 0;
      while (answers < 2) {
        String line = lines.readLine();
        answers += line.contains("HTTP/1.1 200 OK") ? 1 : 0;
      }
      assertThat(gateway.script.invocations()).hasSize(2);
    }
  }

  @Test
  void passesALongStreamToASlowReaderWhole() throws Exception {
    String piece = "x".repeat(8_192);
    int pieces = 1_000;
    gateway.script.answer(
        call -> {
          Script.Play play = new Script.Play(call.id());
          for (int i = 0; i < pieces; i++) {
            play.say(new ChatEvent.PartDelta(0, new Part.Text(piece)));
          }
          return play.say(new ChatEvent.Finished(FinishReason.STOP)).succeed(null);
        });

    HttpResponse<InputStream> response =
        gateway.client().send(gateway.post(CHAT, STREAMED).build(), BodyHandlers.ofInputStream());
    BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));

    assertThat(lines.lines().filter(line -> line.contains(piece)).count()).isEqualTo(pieces);
  }

  @Test
  void saysThatAModelDoesNotServeAnOperation() throws Exception {
    gateway.fleet.with("local", List.of("embedding.create"), "gpt");
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"code\":\"unsupported\"")
        .contains("\"param\":\"model\"")
        .contains("the model 'gpt' does not support chat.create");
  }

  @Test
  void saysThatAModelIsUnknown() throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"code\":\"model_not_found\"");
  }

  @Test
  void aModelIsWorthARetryWhileItsProviderCannotBeReached() throws Exception {
    gateway.fleet.with("openai", State.ERROR, List.of("chat.create"));
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "openai is not connected"));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("x-should-retry")).hasValue("true");
    assertThat(response.body()).contains("openai is not connected");
  }

  @Test
  void keepsTheReasonWhenTheModelIsFine() throws Exception {
    gateway.fleet.with("openai", List.of("chat.create"));
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "all breakers are open"));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("all breakers are open");
  }

  @Test
  void hidesWhatBreaksInside() throws Exception {
    gateway.script.answer(
        call -> {
          throw new IllegalStateException("a secret detail");
        });

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("\"code\":\"internal\"").doesNotContain("secret");
  }

  private static Function<Invocation, Script.Play> brokenBy(Failure failure) {
    return call ->
        new Script.Play(call.id())
            .say(new ChatEvent.PartDelta(0, new Part.Text("half")))
            .say(new ChatEvent.Failed(failure))
            .end(new Outcome.Failed(call.id(), failure));
  }

  private static void write(Socket socket, String body) throws java.io.IOException {
    socket.getOutputStream().write(http(body));
  }

  private static byte[] http(String body) {
    String json = body.replace('\'', '"');
    return """
    POST /v1/chat/completions HTTP/1.1\r
    host: gateway\r
    authorization: Bearer %s\r
    content-length: %d\r
    \r
    %s\
    """
        .formatted(RunningGateway.KEY, json.getBytes(UTF_8).length, json)
        .getBytes(UTF_8);
  }

  private static String firstLine(Socket socket) throws java.io.IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
  }
}
