package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.plan.Fleet.perMillion;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TextToClassify;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call may cost under a budget, whatever it asks for and however it ends. */
class BudgetTest {

  private static final Record STARTED = new ChatEvent.Started("1", "gpt-4o");
  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);
  private static final long HELD = 246_046;

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
  void aClassificationIsSentTheLimitThatWasHeldToo() {
    budget("5.00");
    road.providers.does("gpt", answers(new Classification("a", "gpt-4o", Map.of())));

    road.classify();

    assertThat(((TextToClassify) road.providers.inputs.getFirst()).maxOutputTokens())
        .isEqualTo(4_096);
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
    assertThat(road.decision().result().failure()).isNotNull();
  }

  @Test
  void aStreamWhoseReaderLeavesBeforeItsUsageIsToldCostsWhatWasHeld() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.streams("gpt", events(null, STARTED, FINISHED));
    Exchange exchange = road.chat();
    exchange.next();

    exchange.close();

    assertThat(settled()).containsExactly(HELD, 1L);
    assertThat(road.decision().costs().used().cost()).isEqualTo(HELD);
    assertThat(road.decision().attempts().getFirst().cost()).isEqualTo(HELD);
  }

  @Test
  void aChatThatTimesOutAfterItWasSentCostsWhatWasHeld() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    Failure late = Failure.of(FailureCode.TIMEOUT, "late").withApplied(Applied.UNKNOWN);
    road.providers.does("gpt", fails(late));

    road.invokeJson("ai.chat.create", "{'model': 'gpt-4o', 'messages': []}");

    assertThat(settled()).containsExactly(HELD, 1L);
  }

  @Test
  void aRefusedConnectionCostsNothing() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.streams("gpt", events(Failure.of(FailureCode.UNAVAILABLE, "refused")));

    road.chat().outcome();

    assertThat(settled()).containsExactly(0L, 0L);
  }

  @Test
  void aStreamThatToldItsUseCostsThat() {
    budget("5.00");
    road.providers.streams(
        "gpt",
        attempt -> {
          attempt.meter("output_tokens", 10);
          return events(null, FINISHED).on(attempt);
        });

    road.chat().outcome();

    assertThat(settled()).containsExactly(600L);
  }

  @Test
  void aFailureThatToldItsUseCostsThatAndCountsAsACall() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("output_tokens", 10);
          throw new CallFailedException(FailureCode.UNAVAILABLE, "no class");
        });

    road.invokeJson("ai.chat.create", "{'model': 'gpt-4o', 'messages': []}");

    assertThat(settled()).containsExactly(600L, 1L);
  }

  private List<Long> settled() {
    return road.decision().costs().holds().stream().map(hold -> hold.part().settled()).toList();
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
