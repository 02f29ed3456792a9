package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.LimitScope.Caller;
import io.auterity.ledger.LimitScope.OfKey;
import io.auterity.ledger.LimitScope.OfLabel;
import io.auterity.ledger.RateLimit.Span;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.RateStanding.Rate;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.provider.ModelProvider;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.Offering;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Limits of several scopes over one call. */
class LimitChainTest {

  private static final UUID MINE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 9));
  private final ManualTime time = new ManualTime();
  private final MemorySlices slices = new MemorySlices();
  private final Ledger ledger = new Ledger(time, new Ids(time, new Random(1)), slices);

  private BudgetHold hold(Caller caller, long money) {
    return ledger.hold(tenant, caller, money, "USD", PATIENCE);
  }

  private static Caller of(UUID key, String... label) {
    return new Caller(key, List.of(), label.length == 0 ? Map.of() : Map.of(label[0], label[1]));
  }

  private Failure refused(Caller caller, long money) {
    List<Failure> failures = new ArrayList<>(1);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(caller, money))
        .satisfies(e -> failures.add(e.failure()));
    return failures.getFirst();
  }

  private static Limit budget(String id, long cap, LimitScope scope) {
    return Limit.budget(id, cap, "USD", Limit.Period.TOTAL).within(scope);
  }

  @Test
  void oneBudgetIsHeardOfOnceAndAlone() {
    ledger.put(tenant, budget("mine", 100, new OfKey(MINE)));
    ledger.put(tenant, budget("other", 100, new OfKey(OTHER)));
    slices.takenElsewhere("mine", 60);
    assertThat(ledger.standing(tenant, "mine")).as("not heard of yet").isEmpty();

    ledger.hear(tenant, "mine", PATIENCE);
    ledger.hear(tenant, "mine", PATIENCE);

    assertThat(ledger.standing(tenant, "mine")).extracting(LimitState::left).containsExactly(40L);
    assertThat(ledger.standing(tenant, "other")).isEmpty();
    assertThat(ledger.standing(tenant, "none")).isEmpty();
    assertThat(slices.asked()).isEqualTo(1);
    ledger.remove(tenant, Limit.BUDGET, "mine");
    assertThat(ledger.standing(tenant, "mine")).isEmpty();
  }

  @Test
  void aTeamsLimitCountsWhatBelongsToIt() {
    ledger.put(tenant, budget("eng", 100, new LimitScope.OfOwner("team", "eng")));
    ledger.put(tenant, budget("checkout", 60, new LimitScope.OfOwner("project", "checkout")));
    Caller checkout = new Caller(MINE, List.of("project/checkout", "team/eng"), Map.of());
    Caller search = new Caller(OTHER, List.of("project/search", "team/eng"), Map.of());

    hold(checkout, 60);

    assertThat(refused(checkout, 1).fields()).containsEntry("scope", "project checkout");
    assertThat(refused(search, 41).fields()).containsEntry("scope", "team eng");
    hold(search, 40);
    hold(of(OTHER), 1_000);
  }

  @Test
  void aModelsLimitCountsItsOffersWhereverTheyAre() {
    ledger.put(tenant, budget("mini", 100, new LimitScope.OfModel("mini")));
    ledger.put(tenant, budget("one", 60, new LimitScope.OfModel("a/mini")));
    ledger.put(
        tenant,
        budget("both", 30, LimitScope.of(List.of(new OfKey(MINE), new LimitScope.OfModel("big")))));

    hold(at("a", "mini"), 60);

    assertThat(refused(at("a", "mini"), 1).fields()).containsEntry("scope", "model a/mini");
    assertThat(refused(at("b", "mini"), 41).fields()).containsEntry("scope", "model mini");
    hold(at("b", "mini"), 40);
    assertThat(refused(at("a", "big"), 31).fields())
        .containsEntry("scope", new OfKey(MINE) + ", model big");
    hold(new Caller(OTHER, List.of(), Map.of()).at(offer("a", "big")), 1_000);
  }

  @Test
  void aModelsLimitAsksForPricesOfItsOffersOnly() {
    ledger.put(tenant, budget("mini", 100, new LimitScope.OfModel("a/mini")));
    ledger.put(
        tenant,
        budget("other", 1, LimitScope.of(List.of(new OfKey(OTHER), new LimitScope.OfModel("m")))));

    assertThat(ledger.pricedOnly(tenant)).isNull();
    assertThat(ledger.pricedOnly(tenant, of(MINE))).isNull();
    assertThat(ledger.rules(tenant, of(MINE), PATIENCE))
        .containsExactly(new OfferRule(OfferRule.Ask.PRICED, "mini", "a/mini"));
    assertThat(ledger.rules(tenant, of(MINE), PATIENCE).getFirst().covers(offer("a", "mini")))
        .isTrue();
    assertThat(ledger.rules(tenant, of(MINE), PATIENCE).getFirst().covers(offer("b", "mini")))
        .isFalse();
  }

  private static Caller at(String provider, String model) {
    return of(MINE).at(offer(provider, model));
  }

  private static Offer offer(String provider, String model) {
    return Offer.of(ModelProvider.named(provider, Offering.ANY), ModelSpec.named(model));
  }

  @Test
  void limitsOfMoneyAskForPricesWhateverTheirScope() {
    ledger.put(tenant, budget("mine", 100, new OfKey(MINE)));
    ledger.put(tenant, budget("team", 50, new OfLabel("team", "claims")).allowingUnpriced());
    ledger.put(tenant, Limit.quota("calls", 5, Limit.Period.DAY));
    ledger.put(tenant, budget("whole", 50, LimitScope.wholeTenant()));

    assertThat(ledger.askingForPrices(tenant))
        .extracting(Limit::id)
        .containsExactly("mine", "whole");
    ledger.remove(tenant, Limit.BUDGET, "mine");
    assertThat(ledger.askingForPrices(tenant)).extracting(Limit::id).containsExactly("whole");
    assertThat(ledger.askingForPrices(TenantScope.authenticated(new UUID(0, 8)))).isEmpty();
  }

  @Test
  void aLimitCountsTheCallsOfItsScopeOnly() {
    ledger.put(tenant, budget("mine", 100, new OfKey(MINE)));
    ledger.put(tenant, budget("team", 50, new OfLabel("team", "claims")));

    hold(of(OTHER), 1_000);
    hold(of(MINE), 70);
    hold(of(OTHER, "team", "claims"), 50);

    Failure failure = refused(of(MINE), 31);
    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(failure.message()).startsWith("budget 'mine' of key key_");
    assertThat(failure.fields()).containsEntry("budget", "mine");
    assertThat(refused(of(OTHER, "team", "claims"), 1).fields())
        .containsEntry("scope", "label team=claims");
    hold(of(OTHER, "team", "sales"), 1_000);
  }

  @Test
  void aRateSaysHowLongToWaitAndWhoseItIs() {
    ledger.put(tenant, "q", List.of(new RateLimit("q", new OfKey(MINE), Span.SECOND, 1)));
    hold(of(MINE), 0);
    hold(of(OTHER), 0);

    Failure failure = refused(of(MINE), 0);

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isPositive();
    assertThat(failure.fields())
        .containsEntry("quota", "q")
        .containsEntry("period", "second")
        .containsEntry("scope", new OfKey(MINE).toString());
    time.advance(Objects.requireNonNull(failure.retryAfter()));
    hold(of(MINE), 0);
  }

  @Test
  void tokensAreTakenAtTheMostAndSettledAtWhatWasUsed() {
    ledger.put(tenant, "q", List.of(new RateLimit("q", new OfKey(MINE), Span.TOKENS, 1_000)));
    assertThat(ledger.limitsTokens(tenant, of(MINE))).isTrue();
    assertThat(ledger.limitsTokens(tenant, of(OTHER))).isFalse();

    BudgetHold first = tokens(900);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> tokens(101))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.RATE_LIMITED));
    first.settle(0, 1, 40);
    tokens(960).settle(0, 0, 0);
    tokens(960);

    assertThat(ledger.rates(tenant).getFirst().underWay()).isEqualTo(960);
    assertThat(ledger.rates(tenant).getFirst().ended()).isEqualTo(40);
    ledger.remove(tenant, Limit.QUOTA, "q");
    assertThat(ledger.limitsTokens(tenant, of(MINE))).isFalse();
  }

  private BudgetHold tokens(long most) {
    return ledger.hold(tenant, of(MINE), new Ledger.Most(0, null, most), PATIENCE);
  }

  @Test
  void theTightestRatesOfACallAreTold() {
    ledger.put(tenant, budget("money", 100, LimitScope.wholeTenant()));
    assertThat(hold(of(MINE), 1).rates()).isNull();
    ledger.put(
        tenant,
        "q",
        List.of(
            new RateLimit("q", LimitScope.wholeTenant(), Span.PARALLEL, 90),
            new RateLimit("q", LimitScope.wholeTenant(), Span.MINUTE, 3),
            new RateLimit("q", LimitScope.wholeTenant(), Span.TOKENS, 1_000)));
    ledger.put(tenant, "s", List.of(new RateLimit("s", new OfKey(MINE), Span.SECOND, 2)));

    RateStanding first = Objects.requireNonNull(tokens(400).rates());
    assertThat(first.calls()).isEqualTo(new Rate(2, 1, Duration.ofSeconds(1)));
    assertThat(first.tokens()).isEqualTo(new Rate(1_000, 600, Duration.ofSeconds(60)));
    assertThat(first.at()).isEqualTo(time.now());
    time.advance(Duration.ofSeconds(2));
    assertThat(Objects.requireNonNull(ledger.standing(tenant, of(MINE))).calls())
        .as("as much is left of both, this one later")
        .isEqualTo(new Rate(3, 2, Duration.ofSeconds(58)));
    assertThat(Objects.requireNonNull(ledger.standing(tenant, of(OTHER))).calls())
        .isEqualTo(new Rate(3, 2, Duration.ofSeconds(58)));
  }

  @Test
  void aPlaceComesBackOnceHoweverTheCallEnds() {
    ledger.put(
        tenant, "q", List.of(new RateLimit("q", LimitScope.wholeTenant(), Span.PARALLEL, 1)));
    for (long calls : new long[] {1, 0}) {
      BudgetHold budgetHold = hold(of(MINE), 0);
      refused(of(OTHER), 0);
      budgetHold.settle(0, calls);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> budgetHold.settle(0, calls));
    }

    assertThat(ledger.rates(tenant).getFirst().underWay()).isZero();
  }

  @Test
  void ratesThatStayAsTheyWereGoOnCounting() {
    RateLimit parallel = new RateLimit("q", LimitScope.wholeTenant(), Span.PARALLEL, 1);
    ledger.put(tenant, "q", List.of(parallel));
    hold(of(MINE), 0);

    ledger.put(
        tenant,
        "q",
        List.of(parallel, new RateLimit("q", LimitScope.wholeTenant(), Span.MINUTE, 9)));

    refused(of(MINE), 0);
  }

  @Property(tries = 200)
  void aCallIsHeldUnderAllThatCoverItOrUnderNone(
      @ForAll @IntRange(min = 1, max = 60) int caps, @ForAll Random random) {
    List<LimitScope> scopes =
        List.of(
            LimitScope.wholeTenant(),
            new OfKey(MINE),
            new OfKey(OTHER),
            new OfLabel("team", "a"),
            new LimitScope.OfModel("m"),
            LimitScope.of(List.of(new OfLabel("team", "b"), new LimitScope.OfModel("p/n"))));
    for (int i = 0; i < scopes.size(); i++) {
      ledger.put(tenant, budget("b" + i, 1 + random.nextInt(caps), scopes.get(i)));
      ledger.put(
          tenant,
          "q" + i,
          List.of(new RateLimit("q" + i, scopes.get(i), Span.PARALLEL, random.nextInt(5))));
    }
    List<BudgetHold> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Long> before = held();
      Caller caller =
          of(random.nextBoolean() ? MINE : OTHER, "team", random.nextBoolean() ? "a" : "b")
              .at(offer(random.nextBoolean() ? "p" : "q", random.nextBoolean() ? "m" : "n"));
      int money = 1 + random.nextInt(10);
      try {
        open.add(hold(caller, money));
        assertThat(held()).isEqualTo(plus(before, caller, money));
      } catch (CallFailedException e) {
        assertThat(held()).isEqualTo(before);
      }
      ledger
          .standing(tenant)
          .forEach(
              state -> assertThat(state.held() + state.settled()).isLessThanOrEqualTo(cap(state)));
      if (!open.isEmpty() && random.nextInt(3) == 0) {
        open.remove(random.nextInt(open.size())).settle(random.nextInt(2), random.nextInt(2));
      }
    }
    open.forEach(budgetHold -> budgetHold.settle(0, 0));

    assertThat(held()).containsOnly(0L);
  }

  private static long cap(LimitState state) {
    return state.limit().cap();
  }

  // Money of the budgets, then places of the rates.
  private List<Long> held() {
    List<Long> held = new ArrayList<>();
    ledger.standing(tenant).forEach(state -> held.add(state.held()));
    ledger.rates(tenant).forEach(state -> held.add(state.underWay()));
    return held;
  }

  private List<Long> plus(List<Long> before, Caller caller, long money) {
    List<Long> after = new ArrayList<>();
    ledger
        .standing(tenant)
        .forEach(
            state ->
                after.add(
                    before.get(after.size()) + (state.limit().scope().covers(caller) ? money : 0)));
    ledger
        .rates(tenant)
        .forEach(
            state ->
                after.add(
                    before.get(after.size()) + (state.limit().scope().covers(caller) ? 1 : 0)));
    return after;
  }

  @Test
  void aLimitLeasesAsFastAsItIsUsed() {
    ledger.put(tenant, Limit.quota("calls", 10_000, Limit.Period.DAY));
    for (int i = 0; i < 10_000; i++) {
      hold(of(MINE), 0).settle(0, 1);
    }

    assertThat(slices.asked()).isLessThan(5_000);
    assertThat(refused(of(MINE), 0).code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
  }

  @Test
  void ofASmallLimitACrashLosesNothing() {
    ledger.put(tenant, Limit.quota("calls", 100, Limit.Period.DAY));
    for (int i = 0; i < 100; i++) {
      hold(of(MINE), 0).settle(0, 1);
      assertThat(slices.leased("calls")).isEqualTo(i + 1);
    }

    assertThat(refused(of(MINE), 0).code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
  }

  @Test
  void whatIsLeasedAheadLastsTenSecondsWithoutTheDatabase() {
    ledger.put(tenant, Limit.quota("calls", 1_000_000, Limit.Period.DAY));
    for (int i = 0; i < 6_000; i++) {
      callInTenMilliseconds();
      if (i >= 4_000) {
        awaitLeased(i + 1 + 1_000);
      }
    }

    slices.goAway();
    for (int i = 0; i < 1_000; i++) {
      callInTenMilliseconds();
    }
  }

  private void callInTenMilliseconds() {
    hold(of(MINE), 0).settle(0, 1);
    time.advance(Duration.ofMillis(10));
  }

  // It is leased behind the calls.
  private void awaitLeased(long calls) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (slices.leased("calls") < calls) {
      assertThat(System.nanoTime() - end).as("no more is leased").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aTwoHundredthOfALimitIsLeasedAheadAtMost() {
    ledger.put(tenant, Limit.quota("calls", 1_000, Limit.Period.DAY));
    for (int i = 0; i < 500; i++) {
      hold(of(MINE), 0).settle(0, 1);
      assertThat(slices.leased("calls")).isLessThanOrEqualTo(i + 1 + 5);
    }
  }

  @Test
  void thoseWhoWaitShareOneAnswer() throws Exception {
    ledger.put(tenant, Limit.quota("calls", 40, Limit.Period.DAY));
    List<Future<BudgetHold>> waiting = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<BudgetHold> call = () -> hold(of(MINE), 0);
      slices.duringTheNextAnswer(
          () -> {
            for (int i = 0; i < 30; i++) {
              waiting.add(threads.submit(call));
            }
            while (ledger.awaited(tenant) < 30) {
              LockSupport.parkNanos(1_000_000);
            }
          });
      hold(of(MINE), 0);
      for (Future<BudgetHold> one : waiting) {
        one.get();
      }
    }

    assertThat(slices.asked()).isLessThanOrEqualTo(5);
  }
}
