package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Script;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a provider was not told of a request is named to its caller. */
class LossTest {

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
  void aWholeAnswerNamesWhatWasLost() throws Exception {
    gateway.script.answer(
        call -> new Script.Play(call.id()).lose("temperature", "extra.a.b").succeed(ANSWER));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.headers().firstValue("auterity-lossy")).hasValue("temperature, extra.a.b");
  }

  @Test
  void aStreamNamesItBeforeItsFirstPiece() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .lose("temperature")
                .say(new ChatEvent.PartDelta(0, new Part.Text("hi")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, STREAMED));

    assertThat(response.headers().firstValue("auterity-lossy")).hasValue("temperature");
  }

  @Test
  void whatAnAnswerLosesIsNamedToo() throws Exception {
    Json.Obj fields = Json.EMPTY.with("stop_details", Json.of("x"));
    gateway.script.succeed(
        new ChatResponse(
            "c-1",
            "claude",
            List.of(new Part.Text("hello")),
            FinishReason.STOP,
            new TokenUsage(3, 1, 0, 0),
            Map.of("anthropic", fields, "openai", fields)));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.headers().firstValue("auterity-lossy"))
        .hasValue("answer.extra.anthropic.stop_details");
  }

  @Test
  void aStreamNamesWhatItsAnswerLosesAndWhoWentOnInATrailer() throws Exception {
    Json.Obj fields = Json.EMPTY.with("container", Json.of("x"));
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .resume("openai/gpt-4o")
                .say(new ChatEvent.PartDelta(0, new Part.Text("hi")))
                .say(new ChatEvent.Finished(FinishReason.STOP, null, Map.of("anthropic", fields)))
                .succeed(null));

    try (Socket socket = gateway.connect()) {
      byte[] body = STREAMED.replace('\'', '"').getBytes(UTF_8);
      String head =
          """
          POST %s HTTP/1.1
          host: x
          connection: close
          authorization: Bearer %s
          content-length: %d

          """
              .replace("\n", "\r\n");
      socket
          .getOutputStream()
          .write(head.formatted(CHAT, RunningGateway.KEY, body.length).getBytes(UTF_8));
      socket.getOutputStream().write(body);

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .contains("auterity-lossy: answer.extra.anthropic.container")
          .contains("auterity-resumed: openai/gpt-4o");
    }
  }

  @Test
  void whatArrivedWholeNamesNothing() throws Exception {
    gateway.script.succeed(ANSWER);

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.headers().firstValue("auterity-lossy")).isEmpty();
  }

  @Test
  void aNameThatACallerMadeUpBreaksNoHeader() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .lose("extra.openai.a\r\nx-evil: 1", "extra.openai." + "é".repeat(9_999))
                .succeed(ANSWER));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.headers().firstValue("x-evil")).isEmpty();
    assertThat(response.headers().firstValue("auterity-lossy").orElseThrow())
        .startsWith("extra.openai.a__x-evil__1, extra.openai.___")
        .hasSizeLessThan(200);
  }

  @Test
  void manyNamesAreCounted() throws Exception {
    String[] names = IntStream.range(0, 40).mapToObj(i -> "f" + i).toArray(String[]::new);
    gateway.script.answer(call -> new Script.Play(call.id()).lose(names).succeed(ANSWER));

    HttpResponse<String> response = gateway.send(gateway.post(CHAT, PLAIN));

    assertThat(response.headers().firstValue("auterity-lossy").orElseThrow())
        .endsWith("f30, f31, +8");
  }

  @Test
  void aCallerMayAskForAllOrNothing() throws Exception {
    gateway.script.succeed(ANSWER);

    gateway.send(gateway.post(CHAT, PLAIN).header("auterity-strict", "true"));
    gateway.send(gateway.post(CHAT, PLAIN).header("auterity-strict", "false"));
    HttpResponse<String> wrong =
        gateway.send(gateway.post(CHAT, PLAIN).header("auterity-strict", "yes"));

    assertThat(gateway.script.invocations())
        .extracting(call -> call.strict())
        .containsExactly(true, false);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("auterity-strict must be true or false");
  }
}
