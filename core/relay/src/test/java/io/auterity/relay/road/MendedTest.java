package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vendor that refuses what its caller can do without. */
class MendedTest extends RoadFixture {

  private static final ChatRequest ASKED =
      ChatRequest.builder("m", List.of(Message.text(Role.USER, "hi")))
          .temperature(0.0)
          .user("u")
          .build();
  private static final ChatResponse ANSWER =
      new ChatResponse(
          "1",
          "m",
          List.of(new Part.Text("hello")),
          FinishReason.STOP,
          new TokenUsage(3, 1, 0, 0),
          null);

  @BeforeEach
  void oneVendor() {
    road.providers.add(ai("a"));
    road.route("r", "{'use': ['a'], 'retry': {'max': 0}}");
  }

  @Test
  void isAskedOnceMoreWithoutIt() {
    road.providers.does("a", fails(refusal("temperature")), answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.inputs).hasSize(2);
    assertThat(((ChatRequest) road.providers.inputs.getLast()).temperature()).isNull();
    assertThat(exchange.lost()).containsExactly("temperature");
    assertThat(road.decision().attempts()).hasSize(1);
  }

  @Test
  void eachFieldThatIsRefusedIsLeftOut() {
    road.providers.does(
        "a", fails(refusal("temperature")), fails(refusal("user")), answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(((ChatRequest) road.providers.inputs.getLast()).user()).isNull();
    assertThat(exchange.lost()).containsExactlyInAnyOrder("temperature", "user");
    assertThat(road.decision().attempts()).hasSize(1);
  }

  @Test
  void isNotAskedForAFieldThatIsLeftOut() {
    road.providers.does(
        "a", fails(refusal("temperature")), fails(refusal("temperature")), answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(((Outcome.Failed) exchange.outcome()).failure().code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(road.providers.inputs).hasSize(2);
  }

  @Test
  void isNotAskedAFifthTime() {
    road.providers.does(
        "a",
        fails(refusal("temperature")),
        fails(refusal("user")),
        fails(refusal("top_p")),
        fails(refusal("seed")),
        answers(ANSWER));
    ChatRequest more =
        ASKED.toBuilder().topP(0.5).sampling(new Sampling(null, 1L, null, null)).build();

    Exchange exchange = road.openAtGateway("ai.chat.create", more, false);

    assertThat(((Outcome.Failed) exchange.outcome()).failure().code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(road.providers.inputs).hasSize(4);
  }

  @Test
  void isNotAskedAgainForWhoWantsAllOrNothing() {
    road.providers.does("a", fails(refusal("temperature")), answers(ANSWER));

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, true);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(road.providers.inputs).hasSize(1);
  }

  private static Failure refusal(String field) {
    return Failure.of(
            FailureCode.INVALID,
            "the vendor answered 400: Unsupported value: '%s' is not supported".formatted(field))
        .withFields(Map.of("status", "400"));
  }
}
