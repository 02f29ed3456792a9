package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.Pricing;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.Tariff;
import io.auterity.provider.health.CircuitBreaker;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Decision.Tried;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.RankedCandidate.Eligibility;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.RouteIndex;
import io.auterity.server.decisions.DecisionDetail.Asked;
import io.auterity.server.decisions.DecisionDetail.Attempt;
import io.auterity.server.decisions.DecisionDetail.Cached;
import io.auterity.server.decisions.DecisionDetail.Ended;
import io.auterity.server.decisions.DecisionDetail.Excluded;
import io.auterity.server.web.json.Money;
import io.auterity.server.web.json.UnitPrice;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final UUID ID = UUID.fromString("01a1fec9-d4b7-72a7-a942-d92bcef1858d");
  private static final String BROKEN = "vendor/broken";
  private static final String SLOW = "vendor/slow";
  private static final String QUICK = "other/quick";

  @Test
  void whatIsAskedOfAModelIsTold() {
    assertThat(detail().asked()).isEqualTo(new Asked("fast", 1_300, 800, List.of("tools")));
  }

  @Test
  void anOfferThatWasExcludedIsNamedWithCodeAndReason() {
    assertThat(detail().exclusions())
        .containsExactly(new Excluded("ability", List.of("other/small"), "has no ability tools"));
  }

  @Test
  void offersNotProvidersFailAndAnswer() {
    DecisionDetail detail = detail();

    assertThat(detail.offer()).isEqualTo(QUICK);
    assertThat(detail.sentence())
        .isEqualTo(
            "other/quick answered in 900.0 ms, after vendor/broken failed with unavailable, before"
                + " vendor/slow, which was asked as well. Nothing was lost, nothing ran twice.");
    assertThat(detail.candidates())
        .extracting(DecisionDetail.Candidate::why)
        .containsExactly(
            "first by priority; it failed",
            "behind by priority; it was cancelled",
            "behind by priority; it answered",
            "a fallback; not begun: no slot is free");
  }

  @Test
  void attemptsThatWereUnderWayTogetherAreHedged() {
    assertThat(detail().attempts()).extracting(Attempt::hedged).containsExactly(false, true, true);
    assertThat(detail().attempts())
        .extracting(Attempt::outcome)
        .containsExactly(Ended.FAILED, Ended.CANCELLED, Ended.OK);
  }

  @Test
  void whatTheVendorWasNotToldIsNamed() {
    assertThat(detail().lost()).containsExactly("temperature");
  }

  @Test
  void whatACacheSavedIsTold() {
    Decision own = decision();
    Decision given =
        new Decision(
            own.format(),
            own.id(),
            own.call(),
            own.timing(),
            own.result(),
            own.planning(),
            List.of(),
            own.costs(),
            own.stages(),
            own.course(),
            new CacheHit(ID, true, 0.9375, 42_000, 196_800, "USD", List.of()));

    assertThat(new Explanation(given, null).detail().cached())
        .isEqualTo(
            new Cached(Decision.ID.write(ID), true, 0.938, 42_000, new Money("0.0001968", "USD")));
    assertThat(detail().cached()).isNull();
  }

  @Test
  void timeInWhichTwoWereUnderWayCountsOnce() {
    assertThat(detail().totals().providerMs()).isEqualTo(900);
  }

  @Test
  void anAttemptTellsThePricesByWhichItWasBilled() {
    List<Attempt> attempts = detail().attempts();

    assertThat(attempts.get(2).prices())
        .containsExactly(
            new UnitPrice("cached_input_tokens", "0.15", 1_000_000, "USD", "2026-11-01", "list v3"),
            new UnitPrice("input_tokens", "0.15", 1_000_000, "USD", "2026-11-01", "list v3"));
    assertThat(attempts.get(0).prices()).as("it used nothing").isEmpty();
    assertThat(detail().usage().priceLists()).containsExactly("list v3 of 2026-11-01");
    assertThat(detail().usage().unpriced()).containsExactly("output_tokens");
  }

  @Test
  void withoutItsConfigurationThePricesAreNotKnown() {
    DecisionDetail detail = new Explanation(decision(), null).detail();

    assertThat(detail.attempts()).allSatisfy(one -> assertThat(one.prices()).isEmpty());
    assertThat(detail.attempts().get(2).cost().amount()).isEqualTo("0.0001968");
  }

  private static DecisionDetail detail() {
    return new Explanation(decision(), config()).detail();
  }

  private static Config config() {
    Price price = new Price(150_000_000, 1_000_000, "USD", "2026-11-01", "list v3");
    PriceList list =
        new PriceList(
            "list",
            3,
            LocalDate.of(2026, 11, 1),
            Map.of(QUICK, Tariff.of(Map.of("input_tokens", price))));
    return new Config(
        1,
        new RouteIndex(List.of()),
        List.of(provider("vendor", "slow", "broken"), provider("other", "quick", "small")),
        new Pricing(List.of(list), null));
  }

  private static ProviderInfo provider(String id, String... models) {
    return SampleProvider.of(id, "ai", "openai")
        .plugin("ai-openai", "1")
        .generation(1)
        .grade("V3")
        .state(ProviderInfo.State.CONNECTED)
        .slots(4)
        .offering(Offering.ANY.withModels(List.of(models).stream().map(ModelSpec::named).toList()))
        .build();
  }

  private static Decision decision() {
    CallFacts facts =
        CallFacts.builder("ai.chat.create", "ai", "chat.create", Effect.NONE, DataClass.CUSTOMER)
            .model("fast")
            .principal("me", Principal.Type.SERVICE)
            .door(Invocation.Door.GATEWAY)
            .demand(new Demand(1_300, 800, true, true, List.of("tools"), null))
            .build();
    return new Decision(
        Decision.FORMAT,
        ID,
        new Decision.Call(
            ID,
            new Principal(ID, "me", Principal.Type.SERVICE),
            "gateway",
            new Invocation.Parent(ID, "answer", 0),
            facts.capability(),
            Map.of(),
            null,
            null,
            facts,
            null),
        new Decision.Timing(Instant.EPOCH, 900_000_000, 30_000),
        new Decision.Result(
            Decision.Ending.SUCCEEDED, null, "other", QUICK, List.of("temperature")),
        planning(),
        List.of(
            tried(1, BROKEN, 0, 100, Failure.of(FailureCode.UNAVAILABLE, "503"), Map.of(), 0),
            tried(2, SLOW, 100, 800, Failure.of(FailureCode.CANCELLED, "slower"), Map.of(), 0),
            tried(
                3,
                QUICK,
                400,
                500,
                null,
                Map.of("input_tokens", 288L, "cached_input_tokens", 1_024L, "output_tokens", 9L),
                196_800)),
        new Decision.Costs(
            List.of(),
            new Decision.Used(
                Map.of("input_tokens", 288L, "cached_input_tokens", 1_024L, "output_tokens", 9L),
                196_800,
                "USD",
                List.of("list v3 of 2026-11-01"),
                List.of("output_tokens"),
                false)),
        List.of(),
        AttemptHistory.NONE,
        null);
  }

  private static Decision.Planning planning() {
    Snapshot seen = new Snapshot(0, 4, -1, CircuitBreaker.Phase.CLOSED, 100, false, 0, 20, 0, 0);
    return new Decision.Planning(
        1,
        null,
        new Decision.Routed("fast", 2, "Matched.", "priority", 10, Capture.NONE),
        List.of(
            new RankedCandidate(BROKEN, 0.9, false, Eligibility.PLANNED, false),
            new RankedCandidate(SLOW, 0.8, false, Eligibility.PLANNED, false),
            new RankedCandidate(QUICK, 0.7, false, Eligibility.PLANNED, false),
            new RankedCandidate("last", 0.1, true, Eligibility.PLANNED, false)),
        4,
        List.of(
            new Exclusion(
                Exclusion.Reason.ABILITY, List.of("other/small"), "has no ability tools")),
        new Sight(Map.of(BROKEN, seen, SLOW, seen, QUICK, seen, "last", seen), 0),
        0.5,
        false,
        List.of(new Decision.Withheld("last", "no slot is free")),
        Planner.RULES);
  }

  private static Tried tried(
      int number,
      String offer,
      long startedMillis,
      long tookMillis,
      @Nullable Failure failure,
      Map<String, Long> used,
      long cost) {
    return new Tried(
        number,
        offer.substring(0, offer.indexOf('/')),
        List.of(),
        startedMillis * 1_000_000,
        tookMillis * 1_000_000,
        failure,
        false,
        false,
        used,
        cost,
        offer,
        false,
        null,
        null,
        null,
        null);
  }
}
