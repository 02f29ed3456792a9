package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenCount;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponsesTest {

  private static final String RESPONSES = "/v1/responses";
  private static final String PLAIN = "{'model':'gpt','input':'hi','instructions':'be brief'}";
  private static final String STREAMED = "{'model':'gpt','input':'hi','stream':true}";
  private static final ChatResponse ANSWER = RunningGateway.HELLO;

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void isAChatOnTheRoad() throws Exception {
    gateway.script.succeed(ANSWER);

    HttpResponse<String> response = gateway.send(gateway.post(RESPONSES, PLAIN));

    assertThat(response.statusCode()).isEqualTo(200);
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.chat.create");
    assertThat(((ChatRequest) ((Payload.OfRecord) call.input()).value()).messages())
        .containsExactly(Message.text(Role.SYSTEM, "be brief"), Message.text(Role.USER, "hi"));
    assertThat(response.headers().firstValue("auterity-decision"))
        .hasValue(Decision.ID.write(call.id()));
    assertThat(response.body())
        .contains("\"id\":\"" + StoredResponse.ID.write(call.id()) + "\"")
        .contains("\"text\":\"hello\"");
  }

  @Test
  void itsInputIsCountedByWhoeverCounts() throws Exception {
    gateway.script.succeed(new TokenCount(11, false));

    HttpResponse<String> response = gateway.send(gateway.post(RESPONSES + "/input_tokens", PLAIN));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":11}");
    Invocation call = gateway.script.invocations().getFirst();
    assertThat(call.capability()).isEqualTo("ai.token.count");
    assertThat(((ChatRequest) ((Payload.OfRecord) call.input()).value()).messages())
        .containsExactly(Message.text(Role.SYSTEM, "be brief"), Message.text(Role.USER, "hi"));
  }

  @Test
  void itsInputIsEstimatedWhereNobodyCounts() throws Exception {
    gateway.fleet.with("other", List.of("chat.create"), "gpt");
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    HttpResponse<String> response = gateway.send(gateway.post(RESPONSES + "/input_tokens", PLAIN));

    assertThat(response.body())
        .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":11}");
    assertThat(response.headers().firstValue("auterity-estimated")).hasValue("true");
  }

  @Test
  void isStreamedAsItIsMade() throws Exception {
    gateway.script.answer(
        invocation ->
            new Script.Play(invocation.id())
                .say(new ChatEvent.Started("c-1", "gpt-4o"))
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.PartDelta(0, new Part.Text("is")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    HttpResponse<String> response = gateway.send(gateway.post(RESPONSES, STREAMED));

    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(response.body())
        .startsWith("event: response.created\ndata: {\"type\":\"response.created\"")
        .contains("\"delta\":\"Par\"")
        .contains("event: response.completed\n")
        .endsWith("}\n\n");
    assertThat(gateway.script.invocations().getFirst().capability()).isEqualTo("ai.chat.stream");
  }

  @Test
  void aFailureBeforeAnythingWasSaidIsAnHttpError() throws Exception {
    gateway.script.fail(Failure.of(FailureCode.RATE_LIMITED, "slow down"));

    HttpResponse<String> response = gateway.send(gateway.post(RESPONSES, STREAMED));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body()).contains("\"code\":\"rate_limit_exceeded\"");
  }

  @Test
  void aFailureAfterwardsIsTheLastEvent() throws Exception {
    gateway.script.answer(
        invocation ->
            new Script.Play(invocation.id())
                .say(new ChatEvent.PartDelta(0, new Part.Text("Par")))
                .say(new ChatEvent.Failed(Failure.of(FailureCode.UNAVAILABLE, "gone")))
                .succeed(null));

    HttpResponse<String> response = gateway.send(gateway.post(RESPONSES, STREAMED));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("event: response.failed\n").contains("gone");
  }

  @Test
  void whatCannotBeAnsweredIsRefusedByName() throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.post(RESPONSES, "{'model':'gpt','input':'hi','background':true}"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"background\"");
    assertThat(gateway.script.invocations()).isEmpty();
  }
}
