package io.auterity.insight.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.insight.counterfactual.Recommendation.Cheaper;
import io.auterity.insight.counterfactual.Recommendation.Failing;
import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.counterfactual.Recommendation.Slow;
import io.auterity.insight.counterfactual.Recommendation.Unscored;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.RankedCandidate.Eligibility;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.StoredRoute;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecommendationsTest {

  private static final String DEAR = "dear/m";
  private static final String CHEAP = "cheap/s";
  private static final String TWIN = "twin/m";
  private static final List<String> ALL = List.of(DEAR, CHEAP, TWIN);
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "down");
  private static final Failure LATE = Failure.of(FailureCode.TIMEOUT, "late");
  private static final long MILLISECOND = 1_000_000;
  private static final Map<String, Long> BATCH =
      Map.of("input_tokens", 5L, "service_tier:batch", 1L);
  private static final Instant BEGAN = SampleDecision.chat().timing().began();

  private final List<Decision> recorded = new ArrayList<>();
  private final Map<UUID, Double> scores = new HashMap<>();
  private List<ProviderInfo> providers =
      List.of(priced("dear", "m", 3), priced("cheap", "s", 1), priced("twin", "m", 3));
  private String spec = "{\"when\": {}}";
  private Instant to = BEGAN.plus(Duration.ofDays(30));

  private static ProviderInfo priced(String id, String model, long price) {
    return Fleet.withPrices(
        Fleet.withModels(Fleet.ai(id), model),
        Map.of(
            "input_tokens", Fleet.perMillion(price * 1_000_000_000),
            "output_tokens", Fleet.perMillion(price * 4_000_000_000L)));
  }

  private static Decision.Tried answered(String offer, long millis, Map<String, Long> used) {
    return tried(offer, millis, null, false, used);
  }

  private static Decision.Tried failed(String offer, Failure failure) {
    return tried(offer, 1, failure, false, Map.of());
  }

  private static Decision.Tried tried(
      String offer,
      long millis,
      @Nullable Failure failure,
      boolean injected,
      Map<String, Long> used) {
    return new Decision.Tried(
        1,
        offer.substring(0, offer.indexOf('/')),
        List.of(),
        0,
        millis * MILLISECOND,
        failure,
        injected,
        false,
        used,
        cost(offer, used),
        offer,
        false,
        null,
        null,
        null,
        null);
  }

  private static long cost(String offer, Map<String, Long> used) {
    long price = offer.equals(CHEAP) ? 1_000 : 3_000;
    return price * used.getOrDefault("input_tokens", 0L)
        + 4 * price * used.getOrDefault("output_tokens", 0L);
  }

  private static Map<String, Long> tokens(long input, long output) {
    return Map.of("input_tokens", input, "output_tokens", output, "calls", 1L);
  }

  /** A call that the attempts made, of which the last one may have answered. */
  private static Decision call(int version, Eligibility others, Decision.Tried... attempts) {
    Decision sample = SampleDecision.chat();
    Decision.Tried last = attempts[attempts.length - 1];
    boolean well = last.failure() == null;
    Map<String, Long> used = new HashMap<>();
    Stream.of(attempts)
        .forEach(one -> one.used().forEach((unit, of) -> used.merge(unit, of, Long::sum)));
    return new Decision(
        Decision.FORMAT,
        UUID.randomUUID(),
        sample.call(),
        sample.timing(),
        well
            ? new Decision.Result(
                Decision.Ending.SUCCEEDED, null, last.provider(), last.offer(), List.of())
            : new Decision.Result(Decision.Ending.FAILED, last.failure(), null, null, List.of()),
        planning(version, others, last.offer()),
        List.of(attempts),
        new Decision.Costs(
            List.of(),
            new Decision.Used(
                used,
                Stream.of(attempts).mapToLong(Decision.Tried::cost).sum(),
                "USD",
                List.of(),
                List.of(),
                false)),
        List.of(),
        AttemptHistory.NONE,
        null);
  }

  private static Decision.Planning planning(int version, Eligibility others, String answered) {
    return new Decision.Planning(
        1,
        null,
        new Decision.Routed("main", version, "Matched all.", "priority", 0, Capture.NONE),
        ALL.stream()
            .map(
                one ->
                    new RankedCandidate(
                        one, 1, false, one.equals(answered) ? Eligibility.PLANNED : others, false))
            .toList(),
        ALL.size(),
        List.of(),
        new Sight(Map.of(), 0),
        0.5,
        false,
        List.of(),
        Planner.RULES);
  }

  private static Decision call(Decision.Tried... attempts) {
    return call(1, Eligibility.PLANNED, attempts);
  }

  private void many(int calls, @Nullable Double score, Decision.Tried... attempts) {
    for (int i = 0; i < calls; i++) {
      add(call(attempts), score);
    }
  }

  private void add(Decision decision, @Nullable Double score) {
    recorded.add(decision);
    if (score != null) {
      scores.put(decision.id(), score);
    }
  }

  private List<Recommendation> found() {
    Config config =
        new Config(
            1, new RouteIndex(List.of(new StoredRoute("main", 1, spec).compiled())), providers);
    Recommendations all = new Recommendations(config);
    recorded.forEach(one -> all.add(one, scores.get(one.id())));
    return all.found(to);
  }

  private <T extends Recommendation> T only(Class<T> kind) {
    List<Recommendation> found = found();
    assertThat(found).hasSize(1).first().isInstanceOf(kind);
    return kind.cast(found.getFirst());
  }

  @Test
  void aCheaperOfferThatAnswersAsWellIsToldWithWhatItSaves() {
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(50, 0.9, answered(CHEAP, 200, tokens(10, 1)));

    Cheaper told = only(Cheaper.class);

    assertThat(told.route()).isEqualTo("main");
    assertThat(told.capability()).isEqualTo("ai.chat.complete");
    assertThat(told.offer().offer()).isEqualTo(DEAR);
    assertThat(told.other().offer()).isEqualTo(CHEAP);
    assertThat(told.calls().calls()).isEqualTo(60);
    assertThat(told.calls().paid()).isEqualTo(60 * (3_000_000 + 1_200_000));
    assertThat(told.calls().instead()).isEqualTo(60 * (1_000_000 + 400_000));
    assertThat(told.calls().priceLists()).containsExactly("2026-11-01");
    assertThat(told.since()).isEqualTo(BEGAN);
    assertThat(told.savedPerMonth()).isEqualTo(60 * 2_800_000);
    assertThat(told.other().share()).isEqualTo(1);
  }

  @Test
  void aMonthIsReckonedFromWhenCallsOfTheVersionBegan() {
    add(at(call(2, Eligibility.PLANNED, failed(DEAR, DOWN)), BEGAN.minusSeconds(1), 60_000), null);
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(50, 0.9, answered(CHEAP, 200, tokens(10, 1)));
    to = BEGAN.plus(Duration.ofDays(7));

    assertThat(only(Cheaper.class).savedPerMonth()).isEqualTo(60 * 2_800_000L * 30 / 7);

    add(
        at(
            call(failed(DEAR, Failure.of(FailureCode.INVALID, "no"))),
            BEGAN.minusSeconds(1),
            60_000),
        null);
    assertThat(only(Cheaper.class).since()).isEqualTo(BEGAN.minusSeconds(1));
  }

  @Test
  void ofLessThanThreeDaysNoMonthIsReckoned() {
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(50, 0.9, answered(CHEAP, 200, tokens(10, 1)));
    to = BEGAN.plus(Duration.ofDays(3)).minusMillis(1);
    assertThat(found()).isEmpty();

    to = BEGAN.plus(Duration.ofDays(3));
    assertThat(only(Cheaper.class).savedPerMonth()).isEqualTo(60 * 28_000_000L);
  }

  @Test
  void bothArePricedAtTheListsOfNowWhateverWasPaid() {
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(60, 0.8, answered(CHEAP, 200, tokens(1_000, 100)));
    providers = List.of(priced("dear", "m", 2), priced("cheap", "s", 1), priced("twin", "m", 3));

    Cheaper told = only(Cheaper.class);

    assertThat(told.calls().paid()).isEqualTo(60 * 4_200_000);
    assertThat(told.calls().listed()).isEqualTo(60 * 2_800_000);
    assertThat(told.calls().saved()).isEqualTo(60 * 1_400_000);

    providers = List.of(priced("dear", "m", 1), priced("cheap", "s", 1), priced("twin", "m", 3));
    assertThat(found()).isEmpty();

    providers = List.of(priced("dear", "m", 1), priced("cheap", "s", 2), priced("twin", "m", 3));
    assertThat(only(Cheaper.class).other().offer()).isEqualTo(DEAR);
  }

  @Test
  void anOfferOfWhichTooLittleIsKnownIsNotToldAsCheaper() {
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(49, 0.9, answered(CHEAP, 200, tokens(10, 1)));
    assertThat(found()).isEmpty();

    many(1, null, answered(CHEAP, 200, tokens(10, 1)));
    assertThat(found()).hasSize(1);
  }

  @Test
  void withoutScoresOfBothNobodyKnowsWhetherAnswersAreAsGood() {
    many(60, null, answered(DEAR, 200, tokens(1_000, 100)));
    many(60, 1.0, answered(CHEAP, 200, tokens(10, 1)));
    many(19, 0.1, answered(DEAR, 200, tokens(1_000, 100)));
    assertThat(found()).isEmpty();

    many(1, 0.1, answered(DEAR, 200, tokens(1_000, 100)));
    assertThat(found()).hasSize(1);
  }

  @Test
  void whatAnswersWorseOrFailsMoreOftenIsNotToldAsCheaper() {
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(60, 0.74, answered(CHEAP, 200, tokens(10, 1)));
    assertThat(found()).isEmpty();

    many(1_000, 0.8, answered(CHEAP, 200, tokens(10, 1)));
    assertThat(found()).hasSize(1);

    many(1, null, failed(CHEAP, DOWN));
    assertThat(found()).isEmpty();
  }

  // About 1.96 times the spread times the root of two by the calls is to stay below 0.05.
  @ParameterizedTest
  @CsvSource({
    "20, 0.5, false",
    "20, 0.1, false",
    "200, 0.3, false",
    "200, 0.2, true",
    "20, 0.05, true"
  })
  void meansThatMayBeChanceDoNotShowThatAnswersAreAsGood(int calls, double off, boolean asGood) {
    for (double score : List.of(0.5 - off, 0.5 + off)) {
      many(calls / 2, score, answered(DEAR, 200, tokens(1_000, 100)));
      many(calls / 2, score, answered(CHEAP, 200, tokens(10, 1)));
    }
    many(50, null, answered(DEAR, 200, tokens(1_000, 100)));
    many(50, null, answered(CHEAP, 200, tokens(10, 1)));

    assertThat(found()).hasSize(asGood ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"priority, true", "confident, false", "learned, false"})
  void offersThatAreGivenCallsOfOtherSortsAreNotCompared(String strategy, boolean compared) {
    spec = "{\"when\": {}, \"strategy\": \"%s\"}".formatted(strategy);
    many(60, 0.8, answered(DEAR, 200, tokens(1_000, 100)));
    many(60, 0.9, answered(CHEAP, 200, tokens(10, 1)));

    assertThat(found()).hasSize(compared ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLANNED")
  void callsThatCouldNotHaveGoneThereSaveNothing(Eligibility why) {
    many(60, 1.0, answered(CHEAP, 200, tokens(10, 1)));
    for (int i = 0; i < 60; i++) {
      add(call(1, why, answered(DEAR, 200, tokens(1_000, 100))), 0.5);
    }

    assertThat(found()).isEmpty();
  }

  @Test
  void callsOfWhichTheCheaperOneWasAskedFirstSaveNothing() {
    many(60, 1.0, answered(CHEAP, 200, tokens(10, 1)));
    many(60, 0.5, answered(CHEAP, 200, tokens(10, 1)), answered(DEAR, 200, tokens(1_000, 100)));

    assertThat(found()).isEmpty();
  }

  @Test
  void whatHasNoPriceThereOrAClassOfServiceIsNotPriced() {
    many(60, 1.0, answered(CHEAP, 200, tokens(10, 1)));
    many(60, 0.5, answered(DEAR, 200, Map.of("images", 5L)));
    many(60, 0.5, answered(DEAR, 200, Map.of("input_tokens", 5L, "service_tier:flex", 1L)));
    many(60, 0.5, answered(DEAR, 200, Map.of("calls", 1L)));
    assertThat(found()).isEmpty();
  }

  @Test
  void onlyTheRouteAsItIsNowCounts() {
    for (int i = 0; i < 60; i++) {
      add(call(2, Eligibility.PLANNED, answered(DEAR, 200, tokens(1_000, 100))), 0.5);
    }
    many(60, 1.0, answered(CHEAP, 200, tokens(10, 1)));

    assertThat(found()).isEmpty();
  }

  @Test
  void copiesAndAnswersOutOfACacheDoNotCount() {
    many(60, 1.0, answered(CHEAP, 200, tokens(10, 1)));
    for (int i = 0; i < 60; i++) {
      Decision one = call(answered(DEAR, 200, tokens(1_000, 100)));
      add(copy(one), 0.5);
      add(hit(one), 0.5);
    }

    assertThat(found()).isEmpty();
  }

  private static Decision copy(Decision one) {
    Decision.Call call = one.call();
    return new Decision(
        one.format(),
        UUID.randomUUID(),
        new Decision.Call(
            call.tenant(),
            call.principal(),
            call.door(),
            null,
            call.capability(),
            call.labels(),
            null,
            null,
            call.facts(),
            new UUID(0, 1)),
        one.timing(),
        one.result(),
        one.planning(),
        one.attempts(),
        one.costs(),
        one.stages(),
        AttemptHistory.NONE,
        null);
  }

  private static Decision hit(Decision one) {
    return new Decision(
        one.format(),
        UUID.randomUUID(),
        one.call(),
        one.timing(),
        one.result(),
        one.planning(),
        one.attempts(),
        one.costs(),
        one.stages(),
        AttemptHistory.NONE,
        new CacheHit(one.id(), false, null, 5, 4_200_000, "USD", List.of()));
  }

  @Test
  void anOfferThatFailsMuchMoreOftenIsToldWithTheOthers() {
    many(80, null, answered(DEAR, 200, tokens(1, 1)));
    many(20, null, failed(DEAR, DOWN), answered(CHEAP, 200, tokens(1, 1)));
    many(80, null, answered(CHEAP, 200, tokens(1, 1)));

    Failing told = only(Failing.class);

    assertThat(told.offer().offer()).isEqualTo(DEAR);
    assertThat(told.offer().failed()).isEqualTo(20);
    assertThat(told.offer().share()).isCloseTo(0.8, within(1e-9));
    assertThat(told.others()).extracting(OfferSeen::offer).containsExactly(CHEAP);
    assertThat(told.others().getFirst().answers()).isEqualTo(100);
  }

  @Test
  void aDifferenceThatMayBeChanceIsNotTold() {
    many(48, null, answered(DEAR, 200, tokens(1, 1)));
    many(2, null, failed(DEAR, DOWN), answered(CHEAP, 200, tokens(1, 1)));
    many(48, null, answered(CHEAP, 200, tokens(1, 1)));

    assertThat(found()).isEmpty();
  }

  @Test
  void oneThatFailsAsOftenAsTheOthersIsNotTold() {
    many(700, null, answered(DEAR, 200, tokens(1, 1)));
    many(300, null, failed(DEAR, DOWN));
    many(800, null, answered(CHEAP, 200, tokens(1, 1)));
    many(200, null, failed(CHEAP, DOWN));

    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNAVAILABLE", "TIMEOUT"})
  void whatTheCallerOrThePlatformDidIsNoFailureOfTheOffer(FailureCode code) {
    many(60, null, failed(DEAR, Failure.of(code, "no")), answered(CHEAP, 2, tokens(1, 1)));
    many(60, null, answered(DEAR, 2, tokens(1, 1)));

    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TIMEOUT"})
  void whatCountsAgainstItsHealthIsAFailureOfTheOffer(FailureCode code) {
    many(60, null, failed(DEAR, Failure.of(code, "no")), answered(CHEAP, 2, tokens(1, 1)));
    many(60, null, answered(DEAR, 2, tokens(1, 1)));

    assertThat(only(Failing.class).offer().failed()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000, 0", "2000, 900, 60", "20000, 20000, 60"})
  void aCallerWhoDoesNotWaitIsNoFailureOfTheOffer(long timeout, long took, long failures) {
    many(60, null, answered(DEAR, 2, tokens(1, 1)));
    many(60, null, answered(CHEAP, 2, tokens(1, 1)));
    for (int i = 0; i < 60; i++) {
      add(at(call(tried(DEAR, took, LATE, false, Map.of())), BEGAN, timeout), null);
    }

    List<Recommendation> found = found();

    assertThat(found).hasSize(failures == 0 ? 0 : 1);
    assertThat(found)
        .allSatisfy(one -> assertThat(((Failing) one).offer().failed()).isEqualTo(failures));
  }

  private static Decision at(Decision one, Instant began, long timeoutMillis) {
    return new Decision(
        one.format(),
        one.id(),
        one.call(),
        new Decision.Timing(began, one.timing().tookNanos(), timeoutMillis),
        one.result(),
        one.planning(),
        one.attempts(),
        one.costs(),
        one.stages(),
        AttemptHistory.NONE,
        null);
  }

  @Test
  void aCallerWhoWentAwayIsNoFailureOfTheOffer() {
    many(60, null, answered(DEAR, 2, tokens(1, 1)));
    many(60, null, answered(CHEAP, 2, tokens(1, 1)));
    for (int i = 0; i < 60; i++) {
      Decision one = call(failed(DEAR, DOWN));
      Failure gone = Failure.of(FailureCode.CANCELLED, "gone");
      add(
          new Decision(
              one.format(),
              one.id(),
              one.call(),
              one.timing(),
              new Decision.Result(Decision.Ending.FAILED, gone, null, null, List.of()),
              one.planning(),
              one.attempts(),
              one.costs(),
              one.stages(),
              AttemptHistory.NONE,
              null),
          null);
    }

    assertThat(found()).isEmpty();
  }

  @Test
  void aFaultThatWasSwitchedOnIsNoFailureOfTheOffer() {
    many(60, null, tried(DEAR, 1, DOWN, true, Map.of()), answered(CHEAP, 2, tokens(1, 1)));
    many(60, null, answered(DEAR, 2, tokens(1, 1)));

    assertThat(found()).isEmpty();
  }

  @Test
  void aSlowOfferIsToldBesideAFasterOneOfTheSameModel() {
    many(50, null, answered(DEAR, 900, tokens(1, 1)));
    many(50, null, answered(TWIN, 300, tokens(1, 1)));
    many(50, null, answered(CHEAP, 20, tokens(1, 1)));

    Slow told = only(Slow.class);

    assertThat(told.offer().offer()).isEqualTo(DEAR);
    assertThat(told.other().offer()).isEqualTo(TWIN);
    assertThat((double) told.offer().p50()).isCloseTo(900e6, within(90e6));
    assertThat((double) told.other().p50()).isCloseTo(300e6, within(30e6));
  }

  @Test
  void whatABatchTakesIsNotHowLongAnOfferTakes() {
    many(50, null, answered(DEAR, 90, tokens(1, 1)));
    many(50, null, answered(TWIN, 80, tokens(1, 1)));
    many(90, null, answered(DEAR, 7_200_000, BATCH));
    many(90, null, tried(DEAR, 7_200_000, DOWN, false, BATCH));

    assertThat(found()).isEmpty();

    many(50, null, answered(TWIN, 9_000, tokens(1, 1)));
    many(1, null, answered(TWIN, 9_000, tokens(1, 1)));
    OfferSeen other = only(Slow.class).other();
    assertThat(other.offer()).isEqualTo(DEAR);
    assertThat(other.answers()).isEqualTo(50);
    assertThat(other.failed()).isZero();
  }

  @Test
  void aDifferenceThatNobodyNoticesIsNotTold() {
    many(50, null, answered(DEAR, 90, tokens(1, 1)));
    many(50, null, answered(TWIN, 10, tokens(1, 1)));

    assertThat(found()).isEmpty();
  }

  @Test
  void aRouteThatLearnsAndIsNeverScoredIsTold() {
    spec = "{\"when\": {}, \"strategy\": \"learned\"}";
    many(49, null, answered(DEAR, 200, tokens(1, 1)));
    assertThat(found()).isEmpty();
    many(1, null, answered(CHEAP, 200, tokens(1, 1)));

    Unscored told = only(Unscored.class);

    assertThat(told).isEqualTo(new Unscored("main", 50, 200));
    scores.put(recorded.getFirst().id(), 0.0);
    assertThat(found()).isEmpty();
  }

  @Test
  void aRouteThatDoesNotLearnNeedsNoScores() {
    many(500, null, answered(DEAR, 200, tokens(1, 1)));

    assertThat(found()).isEmpty();
  }

  @Property(tries = 60)
  void aSavingIsTheSumOverItsCallsInWhateverOrderTheyCome(@ForAll long seed) {
    Random random = new Random(seed);
    recorded.clear();
    scores.clear();
    for (int i = 0; i < 400; i++) {
      String offer = ALL.get(random.nextInt(ALL.size()));
      Map<String, Long> used = tokens(random.nextInt(9_999), random.nextInt(999));
      double score = random.nextInt(1_000) / 1_000.0;
      Decision.Tried answer = answered(offer, 1 + random.nextInt(3_000), used);
      add(
          switch (random.nextInt(9)) {
            case 0 -> call(failed(DEAR, DOWN), answer);
            case 1 -> call(answered(CHEAP, 5, used), answer);
            default -> call(answer);
          },
          offer.equals(CHEAP) ? 1 - score / 3 : score);
    }

    List<Recommendation> found = found();

    List<Cheaper> cheaper =
        found.stream().filter(Cheaper.class::isInstance).map(Cheaper.class::cast).toList();
    assertThat(cheaper).isNotEmpty().allSatisfy(this::agrees);
    Collections.shuffle(recorded, random);
    assertThat(found()).isEqualTo(found);
  }

  private void agrees(Cheaper told) {
    List<Decision.Tried> answers =
        recorded.stream()
            .filter(one -> told.offer().offer().equals(one.result().offer()))
            .filter(one -> !asked(one).contains(told.other().offer()))
            .map(one -> one.attempts().getLast())
            .toList();
    BigDecimal paid = sum(answers, told.offer().offer());
    BigDecimal instead = sum(answers, told.other().offer());

    assertThat(told.calls().calls()).isEqualTo(answers.size());
    assertThat(told.calls().saved())
        .isPositive()
        .isEqualTo(paid.subtract(instead).longValueExact());
  }

  private static Set<String> asked(Decision one) {
    return one.attempts().stream().map(Decision.Tried::offer).collect(Collectors.toSet());
  }

  private static BigDecimal sum(List<Decision.Tried> answers, String offer) {
    return answers.stream()
        .map(one -> BigDecimal.valueOf(cost(offer, one.used())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
