package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.plan.Fleet.perMillion;
import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call may cost under a budget, whatever it asks for and however it ends. */
class BudgetTest {

  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void aPricedProvider() {
    road.providers.add(
        Fleet.withPrices(
            ai("gpt"),
            Map.of(
                "input_tokens", perMillion(1_000_000), "output_tokens", perMillion(60_000_000))));
    road.route("r", "{'use': ['gpt'], 'retry': {'attempts': 0}}");
  }

  @Test
  void aLimitThatWasAssumedForAHoldIsSentToo() {
    budget("5.00");
    road.providers.streams("gpt", events(null, FINISHED));

    road.chat().outcome();

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isEqualTo(4_096);
  }

  @Test
  void noLimitIsSentWhenNoMoneyIsCapped() {
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.streams("gpt", events(null, FINISHED));

    road.chat().outcome();

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isNull();
  }

  @Test
  void aLimitBelowOneIsRefused() {
    budget("5.00");

    Failure failure = refusal(chat(-1_000_000));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message()).contains("maxOutputTokens must be at least 1");
  }

  @Test
  void anAnswerOfAnyLengthIsHeldInFullAndTakesNoSlotWhenItDoesNotFit() {
    budget("5.00");

    assertThat(refusal(chat(Integer.MAX_VALUE)).code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).inFlight()).isZero();
    assertThat(road.decision().failure()).isNotNull();
  }

  private void budget(String cap) {
    road.budget("daily", "{'cap': '%s', 'currency': 'USD', 'period': 'day'}".formatted(cap));
  }

  private Outcome chat(int longest) {
    return road.invokeJson(
        "ai.chat.stream",
        "{'model': 'm', 'messages': [], 'maxOutputTokens': %d}".formatted(longest));
  }

  private static Failure refusal(Outcome outcome) {
    return ((Outcome.Refused) outcome).failure();
  }
}
