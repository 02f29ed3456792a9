package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.plan.Fleet.perMillion;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call may cost under a budget, whatever it asks for and however it ends. */
class BudgetTest {

  private static final Record STARTED = new ChatEvent.Started("1", "gpt-4o");
  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");
  private static final long INPUT = 1;
  private static final long OUTPUT = 60;

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void aPricedProvider() {
    road.providers.add(
        Fleet.withPrices(
            ai("gpt"),
            Map.of(
                "input_tokens", perMillion(1_000_000), "output_tokens", perMillion(60_000_000))));
    road.route("r", "{'use': ['gpt'], 'retry': {'max': 0}}");
  }

  @Test
  void aLimitThatWasAssumedForAHoldIsSentToo() {
    budget("5.00");
    road.providers.streams("gpt", events(null, FINISHED));

    road.chat().outcome();

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isEqualTo(4_096);
  }

  @Test
  void aBudgetOfOthersBoundsNoAnswer() {
    road.budget(
        "of-others",
        "{'scope': {'label': {'team': 'other'}},"
            + " 'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.providers.streams("gpt", events(null, FINISHED));

    road.chat().outcome();

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isNull();
  }

  @Test
  void aClassificationIsSentTheLimitThatWasHeldToo() {
    budget("5.00");
    road.providers.does("gpt", answers(new Classification("a", "gpt-4o", Map.of())));

    road.classify();

    assertThat(((TextToClassify) road.providers.inputs.getFirst()).maxOutputTokens())
        .isEqualTo(4_096);
  }

  /** A second answer reads all again, and the first; both together have one limit. */
  @Test
  void theHoldOfAnObjectIsForASecondAnswerToo() {
    road.providers.remove("gpt");
    road.providers.add(
        Fleet.withPrices(
            Fleet.withSupport(ai("gpt"), false, "object.create"),
            Map.of(
                "input_tokens", perMillion(1_000_000), "output_tokens", perMillion(60_000_000))));
    budget("5.00");
    road.providers.does("gpt", answers(new CreatedObject(Json.EMPTY, "gpt-4o")));
    Json.Obj schema = Json.EMPTY.with("type", Json.of("object"));

    road.invoke("ai.object.create", new ObjectRequest("x".repeat(4_000), null, schema));

    assertThat(((ObjectRequest) road.providers.inputs.getFirst()).maxOutputTokens())
        .isEqualTo(4_096);
    assertThat(road.decision().costs().holds().getFirst().part().held())
        .isGreaterThan((2 * 4_000 + 4_096) * INPUT + 4_096 * OUTPUT);
  }

  @Test
  void aBudgetWithRoomEnoughLetsAModelWriteAllThatItCan() {
    aModelThatWrites(16_000);
    budget("5.00");
    road.providers.streams("gpt", events(null, FINISHED));
    Exchange exchange = road.chat();

    exchange.outcome();

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens())
        .isEqualTo(16_000);
    assertThat(exchange.outputLimit()).isNull();
    assertThat(road.decision().attempts().getFirst().outputLimit()).isNull();
  }

  @Test
  void anAnswerThatABudgetShortenedSaysSo() {
    aModelThatWrites(16_000);
    budget("0.0005");
    Record full = new ChatEvent.Finished(FinishReason.LENGTH);
    road.providers.streams("gpt", events(null, STARTED, words(4), full));
    Exchange exchange = road.chat();

    exchange.next();
    assertThat(exchange.outputLimit()).isEqualTo(4_096);
    exchange.outcome();

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isEqualTo(4_096);
    assertThat(road.decision().attempts().getFirst().outputLimit())
        .isEqualTo(new Decision.OutputLimit(4_096, true));
    assertThat(road.decision().stages())
        .filteredOn(mark -> mark.stage() == Stage.RESERVE)
        .singleElement()
        .satisfies(
            mark ->
                assertThat(mark.reason())
                    .contains("attempt 1 could write 4096 tokens", "its answer ended there"));
  }

  @Test
  void whatAnotherServerHasTakenMeanwhileShortensAnAnswerInsteadOfRefusingIt() {
    aModelThatWrites(16_000);
    budget("0.0045");
    road.slices.takenElsewhere("daily", 4_000_000);
    road.providers.streams("gpt", events(null, FINISHED));

    assertThat(road.chat().outcome()).isInstanceOf(Outcome.Succeeded.class);

    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isEqualTo(4_096);
  }

  private void aModelThatWrites(long tokens) {
    road.providers.remove("gpt");
    ModelSpec model = new ModelSpec("gpt-4o", null, null, tokens, null, null, null, null);
    road.providers.add(
        Fleet.withPrices(
            Fleet.offering(ai("gpt"), Offering.ANY.withModels(List.of(model))),
            Map.of(
                "input_tokens", perMillion(1_000_000), "output_tokens", perMillion(60_000_000))));
  }

  @Test
  void tokensOfAMinuteAreHeldAsTheyProbablyAreAndSettledAtWhatWasUsed() {
    road.quota("tokens", "{'tokensPerMinute': 900}");
    road.providers.streams("gpt", events(null, STARTED, words(4_000), FINISHED), events(DOWN));

    Exchange first = road.chat();
    first.next();
    assertThat(((ChatRequest) road.providers.inputs.getFirst()).maxOutputTokens()).isNull();
    assertThat(road.ledger.rates(road.tenant).getFirst().underWay()).isBetween(500L, 520L);
    assertThat(refusal(road.chat().outcome()).code()).isEqualTo(FailureCode.RATE_LIMITED);
    first.outcome();

    assertThat(road.ledger.rates(road.tenant).getFirst().underWay()).isZero();
    assertThat(road.ledger.rates(road.tenant).getFirst().ended())
        .as("more than was estimated, and than is allowed: others wait for it")
        .isBetween(1_000L, 1_020L);
    Failure later = refusal(chat(10));
    assertThat(later.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(later.retryAfter()).isPositive();
  }

  @Test
  void aPromptThatNeverFitsUnderARateIsToldSoAndWhatItNeeds() {
    road.quota("tokens", "{'tokensPerMinute': 1000}");

    Failure never =
        refusal(
            road.invokeJson(
                "ai.chat.stream",
                "{'model': 'm', 'messages': [{'role': 'user', 'parts': [{'type': 'text', 'text': '%s'}]}]}"
                    .formatted("x".repeat(8_000))));

    assertThat(never.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
    assertThat(never.message()).contains("1000 tokens in any minute", "needs about 2", "never");
    assertThat(never.retryAfter()).isNull();
    assertThat(never.retryable()).isFalse();
  }

  @Test
  void aReachedThresholdLeavesTheCheaperOffersAndTheDecisionSaysSo() {
    road.providers.add(
        Fleet.withPrices(
            ai("mini"),
            Map.of("input_tokens", perMillion(1_000), "output_tokens", perMillion(60_000))));
    road.route("r", "{'use': ['gpt', 'mini'], 'retry': {'max': 0}}");
    road.budget(
        "daily",
        "{'cap': '1.00', 'currency': 'USD', 'period': 'day',"
            + " 'thresholds': [{'at': '0.1%', 'do': 'cheaper'}]}");
    for (String provider : List.of("gpt", "mini")) {
      road.providers.does(
          provider,
          (input, attempt) -> {
            attempt.meter("input_tokens", 1_000_000);
            return new Classification("a", "gpt-4o", Map.of());
          });
    }

    road.classify();
    assertThat(road.decision().attempts().getFirst().provider()).isEqualTo("gpt");
    road.classify();

    assertThat(road.decision().attempts().getFirst().provider()).isEqualTo("mini");
    assertThat(Objects.requireNonNull(road.decision().planning()).exclusions())
        .filteredOn(one -> one.reason() == Exclusion.Reason.BUDGET)
        .singleElement()
        .satisfies(one -> assertThat(one.detail()).contains("dearer half", "budget 'daily'"));
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
  void aStreamWhoseReaderLeavesCostsWhatWasSeenOfIt() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.streams("gpt", events(null, STARTED, words(400), FINISHED));
    Exchange exchange = road.chat();
    exchange.next();

    exchange.close();

    long seen = 2 * INPUT + 100 * OUTPUT;
    assertThat(settled()).containsExactly(seen, 1L);
    assertThat(road.decision().costs().used().cost()).isEqualTo(seen);
    assertThat(road.decision().costs().used().estimated()).isTrue();
    assertThat(road.decision().attempts().getFirst().cost()).isEqualTo(seen);
    assertThat(road.decision().attempts().getFirst().estimated()).isTrue();
  }

  @Test
  void whatAStreamToldEarlyIsNotTakenForAll() {
    budget("5.00");
    Record early = new ChatEvent.Used(new TokenUsage(50, 1, 0, 0));
    road.providers.streams("gpt", events(DOWN, STARTED, early, words(400)));

    road.chat().outcome();

    assertThat(settled()).containsExactly(50 * INPUT + 100 * OUTPUT);
    assertThat(road.decision().costs().used().estimated()).isTrue();
  }

  @Test
  void useThatIsToldTwiceCountsOnce() {
    budget("5.00");
    Record first = new ChatEvent.Used(new TokenUsage(50, 5, 0, 0));
    Record last = new ChatEvent.Used(new TokenUsage(50, 10, 0, 0));
    road.providers.streams(
        "gpt",
        attempt -> {
          attempt.meter("input_tokens", 50);
          attempt.meter("output_tokens", 10);
          return events(null, STARTED, first, words(4), last, FINISHED).on(attempt);
        });

    road.chat().outcome();

    assertThat(settled()).containsExactly(50 * INPUT + 10 * OUTPUT);
    assertThat(road.decision().costs().used().estimated()).isFalse();
  }

  @Test
  void anAnswerWhoseVendorTellsNothingIsEstimated() {
    budget("5.00");
    road.providers.streams("gpt", events(null, STARTED, words(400), FINISHED));

    road.chat().outcome();

    assertThat(settled()).containsExactly(2 * INPUT + 100 * OUTPUT);
    assertThat(road.decision().costs().used().estimated()).isTrue();
  }

  @Test
  void aChatThatTimesOutAfterItWasSentCostsWhatItsVendorHasRead() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.sent().send(true);
          throw new CallFailedException(FailureCode.TIMEOUT, "late");
        });

    road.invokeJson("ai.chat.create", "{'model': 'gpt-4o', 'messages': []}");

    assertThat(settled()).containsExactly(2 * INPUT, 1L);
  }

  @Test
  void whatTheVendorRefusesCostsNothing() {
    budget("5.00");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.sent().send(true).head(503, 0);
          throw new CallFailedException(DOWN);
        });

    road.invokeJson("ai.chat.create", "{'model': 'gpt-4o', 'messages': []}");

    assertThat(settled()).containsExactly(0L, 0L);
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

  @Test
  void aPricePerCallIsNotChargedForWhatWasNotServed() {
    Map<String, Price> prices =
        Map.of(
            "calls", perMillion(5_000_000_000L),
            "input_tokens", perMillion(0),
            "output_tokens", perMillion(0));
    road.providers.add(Fleet.withPrices(ai("search"), prices));
    road.route("r", "{'use': ['search'], 'retry': {'max': 0}}");
    budget("5.00");
    road.providers.does(
        "search",
        fails(DOWN),
        (input, attempt) -> {
          attempt.sent().send(true).head(429, 0);
          throw new CallFailedException(FailureCode.RATE_LIMITED, "429");
        },
        answers(new Classification("a", "gpt-4o", Map.of())));

    for (long cost : new long[] {0, 0, 5_000}) {
      road.classify();
      assertThat(road.decision().attempts().getFirst().cost()).isEqualTo(cost);
    }
  }

  private static Record words(int length) {
    return new ChatEvent.PartDelta(0, new Part.Text("x".repeat(length)));
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
