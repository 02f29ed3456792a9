package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.store.AbandonedSlices;
import io.auterity.ledger.store.SliceStore;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.LossyConnection;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class LedgerTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long UNIT = 1_000_000_000;

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime();
  private Ledger ledger = open();

  @Test
  void aTenantWithoutLimitsHoldsNothing() {
    assertThat(ledger.hold(tenant, Callers.ANYBODY, UNIT, "USD", PATIENCE).settle(UNIT, 1))
        .isEmpty();
  }

  @Test
  void settlesTheActualAmountAndReturnsTheRest() {
    ledger.put(tenant, Limit.budget("daily", 5 * UNIT, "USD", Limit.Period.DAY));

    List<BudgetHold.Closed> parts =
        ledger.hold(tenant, Callers.ANYBODY, 1_000, "USD", PATIENCE).settle(345, 1);

    assertThat(parts)
        .containsExactly(
            new BudgetHold.Closed(
                "budget",
                "daily",
                "USD",
                1_000,
                345,
                655,
                0,
                5 * UNIT - 345,
                5 * UNIT,
                Limit.Period.DAY,
                "tenant"));
  }

  @Test
  void windowsOfOneResourceThatBeginAtTheSameTimeCountApart() {
    Limit year = Limit.budget("b", 6 * UNIT, "USD", Limit.Period.YEAR);
    Limit quarter = Limit.budget("b", 3 * UNIT, "USD", Limit.Period.QUARTER).besideLonger();
    time.advance(Duration.between(time.now(), Instant.parse("2030-01-01T00:00:01Z")));
    ledger.put(tenant, "budget", "b", List.of(year, quarter));

    ledger.hold(tenant, Callers.ANYBODY, 2 * UNIT, "USD", PATIENCE).settle(2 * UNIT, 1);
    assertThatThrownBy(() -> ledger.hold(tenant, Callers.ANYBODY, 2 * UNIT, "USD", PATIENCE))
        .hasMessageContaining("of 3 USD a quarter");
    ledger.close();
    assertThat(ledger.settled(tenant, time.now()))
        .extracting(BudgetSlices.Settled::limit, BudgetSlices.Settled::amount)
        .containsExactlyInAnyOrder(tuple("b", 2 * UNIT), tuple("b/quarter", 2 * UNIT));

    time.advance(Duration.ofDays(91));
    ledger = open();
    ledger.put(tenant, "budget", "b", List.of(year, quarter));
    assertThatThrownBy(() -> ledger.hold(tenant, Callers.ANYBODY, 3 * UNIT + 1, "USD", PATIENCE))
        .hasMessageContaining("a quarter");
    ledger.hold(tenant, Callers.ANYBODY, 3 * UNIT, "USD", PATIENCE);
    ledger.put(tenant, "budget", "b", List.of(year));
    assertThatThrownBy(() -> ledger.hold(tenant, Callers.ANYBODY, 2 * UNIT, "USD", PATIENCE))
        .hasMessageContaining("of 6 USD a year");
  }

  @Test
  void refusesWhatDoesNotFitUnderTheCapAndSaysWhy() {
    ledger.put(tenant, Limit.budget("daily", 5 * UNIT, "USD", Limit.Period.DAY));
    ledger.hold(tenant, Callers.ANYBODY, 3 * UNIT, "USD", PATIENCE).settle(3 * UNIT, 1);

    assertThatThrownBy(() -> ledger.hold(tenant, Callers.ANYBODY, 2 * UNIT + 1, "USD", PATIENCE))
        .asInstanceOf(type(CallFailedException.class))
        .extracting(CallFailedException::failure)
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
              assertThat(failure.fields())
                  .containsAllEntriesOf(
                      Map.of(
                          "scope",
                          "tenant",
                          "unit",
                          "USD",
                          "current",
                          "3",
                          "requested",
                          "2.000000001",
                          "cap",
                          "5"));
            });
    assertThat(ledger.hold(tenant, Callers.ANYBODY, 2 * UNIT, "USD", PATIENCE)).isNotNull();
  }

  @Test
  void holdsUnderAllLimitsOrNone() {
    ledger.put(tenant, Limit.budget("daily", 5 * UNIT, "USD", Limit.Period.DAY));
    ledger.put(tenant, Limit.quota("hourly", 1, Limit.Period.HOUR));
    BudgetHold first = ledger.hold(tenant, Callers.ANYBODY, 10, "USD", PATIENCE);

    assertThat(refusal(10).code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
    assertThat(heldOf("daily")).isEqualTo(10);

    first.settle(0, 0);
    ledger.hold(tenant, Callers.ANYBODY, 10, "USD", PATIENCE).settle(10, 1);
    assertThat(refusal(10).fields()).containsEntry("current", "1").containsEntry("cap", "1");
  }

  @Test
  void aNewWindowBeginsAnew() {
    ledger.put(tenant, Limit.quota("hourly", 1, Limit.Period.HOUR));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);
    assertThat(refusal(0).code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);

    time.advance(Duration.ofHours(1));

    assertThat(ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE)).isNotNull();
  }

  @Test
  void aLowerCapHoldsAtOnce() {
    ledger.put(tenant, Limit.budget("daily", 5 * UNIT, "USD", Limit.Period.DAY));
    ledger.hold(tenant, Callers.ANYBODY, 2 * UNIT, "USD", PATIENCE).settle(2 * UNIT, 1);

    ledger.put(tenant, Limit.budget("daily", 2 * UNIT, "USD", Limit.Period.DAY));

    assertThat(refusal(1).fields()).containsEntry("current", "2");
  }

  @Test
  void aHoldIsClosedOnce() {
    ledger.put(tenant, Limit.quota("hourly", 1, Limit.Period.HOUR));
    BudgetHold budgetHold = ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE);
    budgetHold.settle(0, 1);

    assertThatThrownBy(() -> budgetHold.settle(0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatACrashLeavesLeasedCountsAsSpentAndIsReported() {
    ledger.put(tenant, Limit.quota("total", 1_000, Limit.Period.TOTAL));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);

    ledger = open();
    ledger.put(tenant, Limit.quota("total", 1_000, Limit.Period.TOTAL));

    assertThat(ledger.unsettled(tenant))
        .singleElement()
        .satisfies(open -> assertThat(open.amount()).isEqualTo(1));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);
    assertThat(ledger.standing(tenant).getFirst().left()).isEqualTo(998);
  }

  @Test
  void aStopGivesBackWhatWasNotSpent() {
    ledger.put(tenant, Limit.quota("total", 1_000, Limit.Period.TOTAL));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);

    ledger.close();
    ledger = open();
    ledger.put(tenant, Limit.quota("total", 1_000, Limit.Period.TOTAL));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);

    assertThat(ledger.unsettled(tenant)).isEmpty();
    assertThat(ledger.standing(tenant).getFirst().left()).isEqualTo(998);
  }

  @Test
  void whatNobodyNeedsIsGivenBackAndWhatIsUsedIsTold() {
    ledger.put(tenant, Limit.quota("total", 1_000, Limit.Period.TOTAL));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);

    time.advance(Duration.ofMinutes(2));
    ledger.review();

    Ledger other = open();
    assertThat(other.unsettled(tenant))
        .singleElement()
        .satisfies(open -> assertThat(open.amount()).isEqualTo(1))
        .satisfies(open -> assertThat(open.spent()).isEqualTo(1));
  }

  @Test
  void hoursOfLimitsThatAreNoMoreAreForgottenWithinADayOfUse() {
    Limit old = Limit.quota("old", 1_000, Limit.Period.TOTAL);
    ledger.put(tenant, old);
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);
    ledger.remove(tenant, Limit.QUOTA, "old");
    ledger.close();
    assertThat(hoursKept()).isEqualTo(1);
    time.advance(Duration.ofDays(29));

    SliceStore store = new SliceStore(db.database());
    Limit used = Limit.quota("new", 1_000, Limit.Period.TOTAL);
    BudgetSlices.Place place =
        new BudgetSlices.Place(
            tenant, used, used.window(time.now()).start(), new UUID(2, 1), new UUID(2, 2));
    store.lease(place, 1, 100, time.now());
    for (int hour = 0; hour < 24; hour++) {
      store.report(place, new BudgetSlices.Use(hour + 1, 0), 100, time.now());
      time.advance(Duration.ofHours(1));
    }

    assertThat(hoursKept()).isEqualTo(24);
  }

  private int hoursKept() {
    return db.database()
        .inTenant(
            tenant, tx -> tx.query("select count(*) from ledger_hour").mapTo(Integer.class).one());
  }

  @Test
  void whatEndedCallsUsedIsKeptByTheHourTheyEndedIn() {
    time.advance(Duration.between(time.now(), Instant.parse("2030-01-01T00:30:00Z")));
    Limit limit = Limit.quota("total", 1_000, Limit.Period.TOTAL);
    ledger.put(tenant, limit);
    for (int hour = 0; hour < 3; hour++) {
      ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);
      ledger.review();
      time.advance(Duration.ofHours(2));
    }
    BudgetHold longer = ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE);
    time.advance(Duration.ofSeconds(5)); // Or a lease ahead might be under way with the review.
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE).settle(0, 1);
    ledger.review();
    time.advance(Duration.ofHours(1));
    longer.settle(0, 1);
    ledger.review();
    ledger.close();
    time.advance(Duration.ofHours(1));

    assertThat(ledger.hours(tenant, Set.of("quota/total", "quota/none"), time.now()))
        .containsExactly(
            Map.entry(
                "quota/total",
                new BudgetSlices.Hours(
                    Instant.parse("2030-01-01T00:00:00Z"),
                    List.of(1L, 0L, 1L, 0L, 1L, 0L, 1L, 1L))));
    assertThat(ledger.hours(db.newTenant(), Set.of("quota/total"), time.now())).isEmpty();
  }

  @Test
  void whoWasTakenForEndedGoesOnWithWhatItWasSettledTo() {
    Limit limit = Limit.budget("total", 1_000, "USD", Limit.Period.TOTAL);
    ledger.put(tenant, limit);
    ledger.hold(tenant, Callers.ANYBODY, 3, "USD", PATIENCE).settle(3, 1);
    ledger.review();
    time.advance(Duration.ofSeconds(5));
    ledger.hold(tenant, Callers.ANYBODY, 3, "USD", PATIENCE).settle(3, 1);
    time.advance(Duration.ofMinutes(2));
    List<SettledSlice> settled =
        new AbandonedSlices(db.database(), new ChangeAudit(Ids.system(time), time))
            .settle(
                tenant,
                AuditedAct.ofPlatform("control:limit.settle"),
                new AbandonedSlices.Which("budget", "total", "USD", new UUID(0, 1)),
                time.now());
    assertThat(settled)
        .extracting(SettledSlice::leased, SettledSlice::settled)
        .containsExactly(tuple(8L, 3L));

    ledger.review();
    Ledger other = open();
    other.put(tenant, limit);
    other.hold(tenant, Callers.ANYBODY, 1, "USD", PATIENCE).settle(1, 1);
    ledger.close();
    other.close();

    other.put(tenant, limit);
    assertThat(other.settled(tenant, time.now()))
        .extracting(BudgetSlices.Settled::amount)
        .containsExactly(7L);
  }

  @Test
  void whoWasSettledAndLivesIsChargedWithAllItUsedBeforeOthersLease() {
    Limit limit = Limit.budget("total", 100, "USD", Limit.Period.TOTAL);
    ledger.put(tenant, limit);
    ledger.hold(tenant, Callers.ANYBODY, 60, "USD", PATIENCE).settle(10, 1);
    BudgetSlices.Place cutOff =
        new BudgetSlices.Place(
            tenant, limit, limit.window(time.now()).start(), new UUID(1, 2), new UUID(1, 3));
    ledger.close();
    SliceStore store = new SliceStore(db.database());
    store.lease(cutOff, 60, 60, time.now());
    store.report(cutOff, new BudgetSlices.Use(4, 6), 60, time.now());
    time.advance(Duration.ofMinutes(2));
    new AbandonedSlices(db.database(), new ChangeAudit(Ids.system(time), time))
        .settle(
            tenant,
            AuditedAct.ofPlatform("control:limit.settle"),
            new AbandonedSlices.Which("budget", "total", "USD", new UUID(0, 1)),
            time.now());

    BudgetSlices.Grant back = store.report(cutOff, new BudgetSlices.Use(45, 5), 60, time.now());

    assertThat(back.leased()).isEqualTo(50);
    assertThat(back.leasedByAll()).isEqualTo(60);
    BudgetSlices.Place other =
        new BudgetSlices.Place(tenant, limit, cutOff.window(), new UUID(1, 4), new UUID(1, 5));
    assertThat(store.lease(other, 1, 90, time.now()).granted()).isEqualTo(40);
    store.close(cutOff, 10, 40, time.now());
    store.close(other, 0, 0, time.now());
    assertThat(store.settled(tenant, Set.of(cutOff.window())))
        .extracting(BudgetSlices.Settled::amount)
        .containsExactly(60L);
  }

  @Test
  void whatALivingServerLeasesAndDoesNotUseIsNotUsedUp() throws SQLException {
    Limit all = Limit.budget("daily", 1_000, "USD", Limit.Period.DAY);
    Ledger other = open();
    ledger.put(tenant, all);
    other.put(tenant, all);
    BudgetHold held = other.hold(tenant, Callers.ANYBODY, 900, "USD", PATIENCE);

    Failure ended = refusal(500);
    try (Connection session = db.logins().app().connect();
        Statement statement = session.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(hashtextextended('process %s', 0))".formatted(other.process()));
      time.advance(Duration.ofSeconds(2));
      Failure living = refusal(500);

      assertThat(living.retryable()).isTrue();
      assertThat(living.retryAfter()).isEqualTo(CapRefusal.WHEN_OTHERS_TELL);
      assertThat(living.fields()).containsEntry("settled", "0");
    }
    assertThat(ended.retryable()).isFalse();
    assertThat(ended.fields()).containsEntry("held", "0");

    held.settle(0, 1);
    time.advance(Duration.ofMinutes(1));
    assertThat(heldAfterReview(other, 500).settle(1, 1)).hasSize(1);
  }

  // What settles gives back in the background too, and is not reviewed meanwhile.
  private BudgetHold heldAfterReview(Ledger other, long money) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      other.review();
      time.advance(Duration.ofSeconds(2));
      try {
        return ledger.hold(tenant, Callers.ANYBODY, money, "USD", PATIENCE);
      } catch (CallFailedException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  void usageBeyondTheHoldIsCoveredWhileTheCapAllowsAndElseReported() {
    ledger.put(tenant, Limit.budget("daily", 100, "USD", Limit.Period.DAY));

    BudgetHold.Closed covered =
        ledger.hold(tenant, Callers.ANYBODY, 10, "USD", PATIENCE).settle(10, 1).getFirst();
    BudgetHold last = ledger.hold(tenant, Callers.ANYBODY, 90, "USD", PATIENCE);
    BudgetHold.Closed over = last.settle(95, 1).getFirst();

    assertThat(covered.overrun()).isZero();
    assertThat(over.settled()).isEqualTo(90);
    assertThat(over.overrun()).isEqualTo(5);
    assertThat(ledger.standing(tenant).getFirst().settled()).isEqualTo(100);
  }

  @Test
  void usageBeyondTheHoldIsFeltByOtherProcesses() {
    ledger.put(tenant, Limit.budget("total", 100, "USD", Limit.Period.TOTAL));
    ledger.hold(tenant, Callers.ANYBODY, 50, "USD", PATIENCE).settle(90, 1);

    ledger.close();
    ledger = open();
    ledger.put(tenant, Limit.budget("total", 100, "USD", Limit.Period.TOTAL));

    assertThat(refusal(11).code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(ledger.hold(tenant, Callers.ANYBODY, 10, "USD", PATIENCE)).isNotNull();
  }

  @Test
  void aLeaseWhoseAnswerWasLostIsGivenBack() throws IOException {
    try (LossyConnection line = LossyConnection.to(db.logins());
        Database database = TestDatabase.open(line.logins())) {
      ledger = open(database);
      ledger.put(tenant, Limit.budget("daily", 5 * UNIT, "USD", Limit.Period.DAY));
      line.loseTheAnswerToTheNextWrite();
      assertThat(refusal(UNIT).applied()).isEqualTo(Applied.UNKNOWN);

      ledger.hold(tenant, Callers.ANYBODY, UNIT, "USD", PATIENCE).settle(UNIT, 1);
      ledger.close();
    }

    ledger = open();
    ledger.put(tenant, Limit.budget("daily", 5 * UNIT, "USD", Limit.Period.DAY));
    assertThat(ledger.unsettled(tenant)).isEmpty();
    assertThat(ledger.settled(tenant, time.now()))
        .extracting(BudgetSlices.Settled::amount)
        .containsExactly(UNIT);
  }

  @Test
  void aPriceInAnotherCurrencyCannotBeHeld() {
    ledger.put(tenant, Limit.budget("daily", 100, "EUR", Limit.Period.DAY));

    assertThat(refusal(10).code()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  @Test
  void aThousandCallsAtOnceNeverPassTheCapNorDoTheyAfterAKill() throws Exception {
    long cap = 200_000;
    Limit limit = Limit.budget("total", cap, "USD", Limit.Period.TOTAL);
    long settledEver = 0;
    for (int life = 0; life < 3; life++) {
      ledger = open();
      ledger.put(tenant, limit);
      settledEver += thousandCalls(cap);
      assertThat(settledEver).isLessThanOrEqualTo(cap);
    }
    long counted = settledEver;
    ledger = open();
    ledger.put(tenant, limit);
    assertThat(ledger.unsettled(tenant).stream().mapToLong(BudgetSlices.Unsettled::amount).sum())
        .isBetween(counted, cap);
  }

  private long thousandCalls(long cap) throws Exception {
    AtomicLong settled = new AtomicLong();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int seed = 0; seed < 1_000; seed++) {
        Random random = new Random(seed);
        calls.add(callers.submit(() -> settled.addAndGet(call(random, cap))));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    LimitState end = ledger.standing(tenant).getFirst();
    assertThat(end.held()).isZero();
    assertThat(end.settled()).isEqualTo(settled.get());
    return settled.get();
  }

  private long call(Random random, long cap) {
    long most = random.nextLong(1, 400);
    try {
      BudgetHold budgetHold = ledger.hold(tenant, Callers.ANYBODY, most, "USD", PATIENCE);
      LimitState now = ledger.standing(tenant).getFirst();
      assertThat(now.settled() + now.held()).isLessThanOrEqualTo(cap);
      return budgetHold.settle(random.nextLong(most + 1), 1).getFirst().settled();
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
      return 0;
    }
  }

  private Failure refusal(long money) {
    try {
      ledger.hold(tenant, Callers.ANYBODY, money, "USD", PATIENCE);
      throw new AssertionError("not refused");
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  private long heldOf(String limit) {
    return ledger.standing(tenant).stream()
        .filter(one -> one.limit().id().equals(limit))
        .mapToLong(LimitState::held)
        .sum();
  }

  private Ledger open() {
    return open(db.database());
  }

  private Ledger open(Database database) {
    return new Ledger(time, new Ids(time, new Random()), new SliceStore(database));
  }
}
