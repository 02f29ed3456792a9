package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that always asks for more output than some models have. */
class CutOutputTest extends RoadFixture {

  private static final ChatResponse ANSWER =
      new ChatResponse(
          "1",
          "m",
          List.of(new Part.Text("hello")),
          FinishReason.STOP,
          new TokenUsage(3, 1, 0, 0),
          null);
  private static final ChatRequest ASKED =
      ChatRequest.builder("m", List.of(Message.text(Role.USER, "hi")))
          .maxOutputTokens(32_000)
          .build();

  @BeforeEach
  void anyMayAnswer() {
    road.providers.remove("anthropic");
    road.providers.remove("openai");
    road.route("r", "{}");
  }

  @Test
  void itIsCutWhereNobodyHasAsMuch() {
    offer("small", null, 16_384L);

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(sent().maxOutputTokens()).isEqualTo(16_384);
    assertThat(exchange.lost()).containsExactly("maxOutputTokens");
  }

  @Test
  void whoHasAsMuchIsAskedFirst() {
    offer("small", null, 16_384L);
    offer("large", null, 64_000L);

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(sent().maxOutputTokens()).isEqualTo(32_000);
    assertThat(exchange.lost()).isEmpty();
  }

  @Test
  void itIsCutToWhatTheInputLeaves() {
    offer("room", 8_192L, null);

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(sent().maxOutputTokens()).isBetween(8_000, 8_191);
  }

  @Test
  void whatLeavesNoRoomIsRefused() {
    offer("full", 200L, null);

    Outcome outcome = road.openAtGateway("ai.chat.create", ASKED, false).outcome();

    assertThat(((Outcome.Refused) outcome).failure().code())
        .isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
  }

  @Test
  void whoIsStrictIsRefused() {
    offer("small", null, 16_384L);

    Outcome outcome = road.openAtGateway("ai.chat.create", ASKED, true).outcome();

    assertThat(((Outcome.Failed) outcome).failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  @Test
  void whoAsksElsewhereMeansIt() {
    offer("small", null, 16_384L);

    Outcome outcome = road.invoke("ai.chat.create", ASKED);

    assertThat(((Outcome.Refused) outcome).failure().code())
        .isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
  }

  private void offer(String id, @Nullable Long context, @Nullable Long output) {
    ModelSpec model = new ModelSpec("m", null, context, output, null, null, null, null);
    road.providers.add(Fleet.offering(ai(id), Offering.ANY.withModels(List.of(model))));
    road.providers.does(id, answers(ANSWER));
  }

  private ChatRequest sent() {
    return (ChatRequest) road.providers.inputs.getLast();
  }
}
