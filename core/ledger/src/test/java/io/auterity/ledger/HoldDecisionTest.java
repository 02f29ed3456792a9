package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.ledger.HoldDecision.Next;
import io.auterity.ledger.RateLimit.Span;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldDecisionTest {

  private static final long CAP = 1_000;
  private static final UUID HERE = new UUID(0, 1);

  private final ManualTime time = new ManualTime();
  private final MemoryRateLeases leases = new MemoryRateLeases(time);
  private final ServerPresence seat = new ServerPresence(leases, HERE, time);
  private final RateAccounts rates = new RateAccounts(time, seat);
  private final LimitAccounts accounts = new LimitAccounts(new Ids(time, new Random(3)), time);
  private final Limit budget = Limit.budget("b", CAP, "USD", Limit.Period.DAY);

  private LimitsInForce limits = LimitsInForce.NONE.with(Limit.BUDGET, "b", List.of(budget));

  private HoldDecision wanted(long money) {
    return new HoldDecision(
        rates,
        accounts,
        time,
        Callers.ANYBODY,
        new Ledger.Most(money, "USD", 0),
        time.nanos() + Duration.ofSeconds(5).toNanos());
  }

  private LimitAccount account() {
    Limit limit = limits.all().iterator().next().getValue();
    return accounts.of(LimitsInForce.key(limit), limit, time.now());
  }

  private void granted(long leased) {
    account().grant(new BudgetSlices.Grant(leased, leased, leased, 0), 0);
    account().endExtending();
  }

  private CallFailedException refusal(HoldDecision wanted) {
    return catchThrowableOfType(CallFailedException.class, () -> wanted.next(limits));
  }

  @Test
  void whatNoLimitCoversIsHeldAtOnce() {
    HoldDecision wanted = wanted(10);

    assertThat(wanted.next(LimitsInForce.NONE)).isEqualTo(new Next.Held(List.of()));
    assertThat(wanted.touched()).isEmpty();
    assertThat(wanted.taken()).isEmpty();
  }

  @Test
  void oneAsksForWhatIsMissingAndAllOthersWaitForIt() {
    HoldDecision first = wanted(300);
    HoldDecision second = wanted(200);

    assertThat(first.next(limits)).isEqualTo(new Next.Ask.Lease(account(), 300));
    assertThat(second.next(limits)).isEqualTo(new Next.Await.Lease(account(), 200));
    granted(400);

    assertThat(first.next(limits)).isInstanceOf(Next.Held.class);
    assertThat(account().held()).isEqualTo(300);
    account().endExtending();
    assertThat(second.next(limits)).isEqualTo(new Next.Ask.Lease(account(), 100));
  }

  @Test
  void whatIsNotGrantedIsRefusedThoughItIsDecidedAnew() {
    HoldDecision wanted = wanted(300);
    wanted.next(limits);
    account().grant(new BudgetSlices.Grant(0, 0, CAP, 0), Long.MAX_VALUE);
    account().endExtending();

    assertThat(refusal(wanted).failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(account().held()).isZero();
  }

  @Test
  void aRateIsTakenOnlyWhenTheMoneyIsThereToo() {
    rates.put("q", List.of(new RateLimit("q", LimitScope.wholeTenant(), Span.MINUTE, 1)));
    seat.beat(List.of());
    HoldDecision wanted = wanted(300);

    assertThat(wanted.next(limits)).isInstanceOf(Next.Ask.Lease.class);
    assertThat(rates.states()).allMatch(state -> state.underWay() == 0);
    granted(CAP);
    assertThat(wanted.next(limits)).isInstanceOf(Next.Held.class);

    assertThat(rates.states()).allMatch(state -> state.underWay() == 1);
    assertThat(wanted.standing()).isNotNull();
    assertThat(refusal(wanted(1)).failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(account().held()).isEqualTo(300);
  }

  @Test
  void aShareIsAskedForOnceByOneForEachCall() {
    rates.put("q", List.of(new RateLimit("q", LimitScope.wholeTenant(), Span.MINUTE, 1)));
    leases.beat(new UUID(0, 2), true, ServerPresence.SHARED, ServerPresence.ALONE);
    seat.beat(List.of());
    HoldDecision first = wanted(0);

    Next next = first.next(LimitsInForce.NONE);

    assertThat(next).isInstanceOf(Next.Ask.Share.class);
    RateLimiter rate = ((Next.Ask.Share) next).rate();
    assertThat(wanted(0).next(LimitsInForce.NONE)).isEqualTo(new Next.Await.Share(rate));
    first.askedForShare(rate);
    rate.endAsking();
    assertThatThrownBy(() -> first.next(LimitsInForce.NONE))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("quota 'q'");
  }

  @Test
  void whatSomebodyHasToApproveIsLookedForByOneAndRefusedWhereItIsNot() {
    limits = asking(new Threshold(500, Threshold.Act.ASK));
    account().startExtending();
    granted(CAP);
    HoldDecision first = wanted(600);
    HoldDecision second = wanted(600);

    assertThat(first.next(limits)).isEqualTo(new Next.Ask.Approval(account()));
    assertThat(first.startLooking(account())).isTrue();
    assertThat(second.next(limits)).isEqualTo(new Next.Ask.Approval(account()));
    assertThat(second.startLooking(account())).as("another one does").isFalse();
    account().approval().found(0, Long.MAX_VALUE);
    account().approval().end();
    assertThat(refusal(first).failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);

    account().approval().forget();
    account().approval().start();
    account().approval().found(200, Long.MAX_VALUE);
    account().approval().end();
    assertThat(second.next(limits)).isInstanceOf(Next.Held.class);
  }

  @Test
  void whoeverLooksForApprovalsAgainAndAgainEndsInTime() {
    limits = asking(new Threshold(500, Threshold.Act.ASK));
    account().startExtending();
    granted(CAP);
    HoldDecision wanted = wanted(600);
    wanted.next(limits);
    wanted.startLooking(account());

    time.advance(Duration.ofSeconds(6));

    assertThat(refusal(wanted).failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void beyondAThresholdThatBlocksOthersAreHeardFirst() {
    limits = asking(new Threshold(500, Threshold.Act.BLOCK));
    account().startExtending();
    granted(CAP);
    HoldDecision wanted = wanted(600);

    assertThat(wanted.next(limits)).isInstanceOf(Next.Ask.Use.class);
    account().endExtending();
    assertThat(refusal(wanted).failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(wanted(500).next(limits)).isInstanceOf(Next.Held.class);
  }

  private LimitsInForce asking(Threshold threshold) {
    return LimitsInForce.NONE.with(Limit.BUDGET, "b", List.of(budget.acting(List.of(threshold))));
  }

  @Test
  void aPriceInAnotherCurrencyIsRefusedBeforeAnythingIsAsked() {
    HoldDecision wanted =
        new HoldDecision(
            rates, accounts, time, Callers.ANYBODY, new Ledger.Most(10, "EUR", 0), time.nanos());

    assertThat(refusal(wanted).failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
    assertThat(account().extending()).isFalse();
  }
}
