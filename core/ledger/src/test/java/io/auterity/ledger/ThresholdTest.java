package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.ledger.OfferRule.Ask;
import io.auterity.ledger.Threshold.Act;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 9));
  private final ManualTime time = new ManualTime();
  private final MemorySlices slices = new MemorySlices();
  private Ledger ledger = open();

  private Ledger open() {
    return new Ledger(time, new Ids(time, new Random(1)), slices);
  }

  private void day(long cap, Threshold... thresholds) {
    ledger.put(
        tenant, Limit.budget("day", cap, "USD", Limit.Period.DAY).acting(List.of(thresholds)));
  }

  private BudgetHold hold(long money) {
    return ledger.hold(tenant, Callers.ANYBODY, money, "USD", PATIENCE);
  }

  private List<Ask> asked() {
    return ledger.rules(tenant, Callers.ANYBODY, PATIENCE).stream().map(OfferRule::ask).toList();
  }

  @Test
  void sharesAreReadAndWrittenExactly() {
    assertThat(Threshold.of("80%", Act.LOCAL)).isEqualTo(new Threshold(800, Act.LOCAL));
    assertThat(Threshold.of("99.5%", Act.BLOCK).share()).isEqualTo("99.5%");
    assertThat(Threshold.of("100%", Act.CHEAPER).share()).isEqualTo("100%");
  }

  @Property
  void theLevelIsTheShareOfTheCapRoundedDown(
      @ForAll @LongRange(min = 0) long cap, @ForAll @IntRange(min = 1, max = 1_000) int share) {
    BigInteger exact =
        BigInteger.valueOf(cap)
            .multiply(BigInteger.valueOf(share))
            .divide(BigInteger.valueOf(1_000));

    assertThat(new Threshold(share, Act.BLOCK).level(cap)).isEqualTo(exact.longValueExact());
  }

  @Test
  void offersAreSteeredByWhatIsSpentAndNotByWhatCallsUnderWayHold() {
    day(100, new Threshold(500, Act.CHEAPER), new Threshold(800, Act.LOCAL));

    BudgetHold half = hold(60);
    BudgetHold more = hold(35);
    assertThat(asked()).isEmpty();
    half.settle(50, 1);
    assertThat(asked()).containsExactly(Ask.CHEAPER);
    more.settle(30, 1);
    assertThat(asked()).containsExactly(Ask.CHEAPER, Ask.LOCAL);
  }

  @Test
  void whatOtherServersHaveLeasedAheadIsNotSpentButWhatTheyToldIs() throws Exception {
    ledger = keeping();
    Threshold steering = new Threshold(500, Act.LOCAL);
    day(1_000, steering, new Threshold(500, Act.NOTIFY), new Threshold(900, Act.BLOCK));
    slices.leasedElsewhere("day", 700);
    hold(10).settle(10, 1);
    assertThat(asked()).isEmpty();
    assertThatExceptionOfType(CallFailedException.class)
        .as("what refuses counts all of it")
        .isThrownBy(() -> hold(200));

    slices.spentElsewhere(500);
    hold(0).settle(0, 1);
    ledger.review();
    assertThat(asked()).containsExactly(Ask.LOCAL);
    hold(0).settle(0, 1);
    assertThat(told()).isEqualTo("50% of day at 10, 0");
  }

  @Test
  void aThresholdEndsWithItsWindow() {
    day(100, new Threshold(500, Act.LOCAL));
    hold(60).settle(60, 1);
    assertThat(asked()).containsExactly(Ask.LOCAL);

    time.advance(Duration.ofDays(1));

    // The slices in memory know no windows.
    slices.takenElsewhere("day", -slices.leased("day"));
    assertThat(asked()).isEmpty();
  }

  @Test
  void whatOthersHaveUsedIsKnownBeforeTheFirstCall() {
    day(100, new Threshold(500, Act.LOCAL));
    hold(60).settle(60, 1);
    ledger.close();
    ledger = open();
    day(100, new Threshold(500, Act.LOCAL));

    assertThat(asked()).containsExactly(Ask.LOCAL);
  }

  @Test
  void onlyCallsThatTheBudgetCoversAreAsked() {
    ledger.put(
        tenant,
        Limit.budget("mini", 100, "USD", Limit.Period.DAY)
            .within(new LimitScope.OfModel("mini"))
            .allowingUnpriced()
            .acting(List.of(new Threshold(10, Act.LOCAL))));
    hold(60).settle(60, 1);

    assertThat(ledger.rules(tenant, Callers.ANYBODY, PATIENCE))
        .containsExactly(new OfferRule(Ask.LOCAL, "mini", "mini"));
    ledger.put(
        tenant,
        Limit.budget("mini", 100, "USD", Limit.Period.DAY)
            .within(new LimitScope.OfLabel("a", "b"))
            .acting(List.of(new Threshold(10, Act.LOCAL))));
    assertThat(asked()).isEmpty();
  }

  @Test
  void nobodyGoesBeyondOneThatBlocks() {
    day(100, new Threshold(800, Act.BLOCK));
    hold(80);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(1))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
              assertThat(e.failure().message()).endsWith("it blocks calls beyond 80% of that");
              assertThat(e.failure().fields()).containsEntry("threshold", "80%");
            });
    hold(0);
  }

  @Test
  void whatOthersGaveBackIsAskedForBeforeAThresholdRefuses() {
    day(1_000, new Threshold(800, Act.BLOCK));
    slices.takenElsewhere("day", 795);
    hold(1);
    assertBlocked();
    slices.takenElsewhere("day", -700);
    assertBlocked(); // It was asked a moment ago.
    time.advance(Duration.ofSeconds(2));
    hold(5);
  }

  @Test
  void aThresholdRefusesByWhatIsKnownWhileNobodyAnswers() {
    day(10_000, new Threshold(800, Act.BLOCK));
    hold(4).settle(0, 1);
    slices.takenElsewhere("day", 7_996);
    assertBlocked();
    slices.goAway();

    assertBlocked();

    slices.takenElsewhere("day", -7_000);
    slices.comeBack();
    time.advance(Duration.ofSeconds(2));
    hold(5);
  }

  private void assertBlocked() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(5))
        .withMessageContaining("it blocks calls beyond 80% of that");
  }

  /** Keeps what is told, and what is approved. */
  private static final class Kept implements ThresholdLog {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final AtomicInteger looks = new AtomicInteger();
    volatile long approved;
    volatile boolean broken;
    volatile Look whileLooking = () -> {};

    /** What happens meanwhile. */
    private interface Look {
      void happen() throws InterruptedException;
    }

    @Override
    public void reached(BudgetSlices.Place place, Threshold threshold, Spent here, Instant now) {
      if (broken) {
        broken = false;
        told.add("broken");
        throw new CallFailedException(FailureCode.UNAVAILABLE, "no database");
      }
      told.add(
          "%s of %s at %d, %d"
              .formatted(threshold.share(), place.limit().id(), here.settled(), here.held()));
    }

    @Override
    public long approved(BudgetSlices.Place place) {
      looks.incrementAndGet();
      try {
        whileLooking.happen();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return approved;
    }
  }

  private final Kept kept = new Kept();

  private Ledger keeping() {
    return new Ledger(time, new Ids(time, new Random(1)), slices, kept, RateLeases.NONE);
  }

  private String told() throws InterruptedException {
    return Objects.requireNonNull(kept.told.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void whatIsSettledIsToldOnceForEachShare() throws Exception {
    ledger = keeping();
    day(100, new Threshold(500, Act.NOTIFY), new Threshold(900, Act.NOTIFY));

    BudgetHold all = hold(95);
    hold(1).settle(1, 1);
    all.settle(60, 1);
    assertThat(told()).isEqualTo("50% of day at 61, 0");
    hold(1).settle(1, 1);
    hold(30).settle(30, 1);

    assertThat(told()).as("the next, and not that one again").isEqualTo("90% of day at 92, 0");
  }

  @Test
  void whatCouldNotBeToldIsToldWithTheNextCall() throws Exception {
    ledger = keeping();
    day(100, new Threshold(500, Act.NOTIFY));
    kept.broken = true;
    hold(60).settle(60, 1);
    assertThat(told()).isEqualTo("broken");

    String later = null;
    for (int i = 0; i < 1_000 && later == null; i++) {
      hold(0).settle(0, 1);
      later = kept.told.poll(10, TimeUnit.MILLISECONDS);
    }

    assertThat(later).isEqualTo("50% of day at 60, 0");
  }

  @Test
  void oneThatAsksIsPassedOnceThatIsApproved() {
    ledger = keeping();
    day(100, new Threshold(500, Act.ASK));
    hold(50);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(1))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
              assertThat(e.failure().fields())
                  .containsEntry("approval", "control:budget.approve")
                  .containsEntry("threshold", "50%")
                  .containsEntry("budget", "day");
            });
    kept.approved = 10;
    time.advance(Duration.ofSeconds(1));
    hold(10);
    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> hold(1));
    kept.approved = Long.MAX_VALUE;
    time.advance(Duration.ofSeconds(1));
    hold(40);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(1))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED));
  }

  @Test
  void whoeverComesWhileSomebodyLooksWaitsForWhatIsFound() throws Exception {
    ledger = keeping();
    day(100, new Threshold(500, Act.ASK));
    kept.approved = Long.MAX_VALUE;
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch found = new CountDownLatch(1);
    kept.whileLooking =
        () -> {
          looking.countDown();
          found.await();
        };
    FutureTask<BudgetHold> first = new FutureTask<>(() -> hold(60));
    FutureTask<BudgetHold> second = new FutureTask<>(() -> hold(10));
    Thread.ofVirtual().start(first);
    looking.await();
    Thread waiting = Thread.ofPlatform().start(second);
    while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
      LockSupport.parkNanos(1_000_000);
    }
    found.countDown();

    first.get().settle(60, 1);
    second.get().settle(10, 1);
    assertThat(kept.looks).hasValue(1);
  }

  @Test
  void aSlowLookThatFindsNothingIsNotRepeated() {
    ledger = keeping();
    day(100, new Threshold(500, Act.ASK));
    kept.whileLooking = () -> time.advance(Duration.ofSeconds(3));

    for (int calls = 1; calls <= 2; calls++) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> hold(51))
          .satisfies(
              e -> {
                assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
                assertThat(e.failure().message())
                    .contains("limit approve day --period day --amount 0.000000001 ", "--all");
              });
    }
    assertThat(kept.looks).as("within a second after the first").hasValue(1);
  }

  @Test
  void whatIsWithdrawnLetsNobodyAnyMore() {
    ledger = keeping();
    day(100, new Threshold(500, Act.ASK));
    kept.approved = Long.MAX_VALUE;
    hold(60).settle(60, 1);

    kept.approved = 0;
    ledger.approvalsChanged(tenant.tenant());

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(1))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED));
  }

  @Test
  void whatChangesDuringALookIsLookedForAgain() {
    ledger = keeping();
    day(100, new Threshold(500, Act.ASK));
    kept.whileLooking =
        () -> {
          kept.whileLooking = () -> kept.approved = Long.MAX_VALUE;
          ledger.approvalsChanged();
        };

    hold(60);
    assertThat(kept.looks).hasValue(2);
  }

  @Test
  void aLookThatFailsIsMadeAgainByTheNext() {
    ledger = keeping();
    day(100, new Threshold(500, Act.ASK));
    kept.approved = Long.MAX_VALUE;
    kept.whileLooking =
        () -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "no database");
        };
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(51))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
    kept.whileLooking = () -> {};

    hold(51);
    assertThat(kept.looks).hasValue(2);
  }

  @Test
  void onlyWhatSteersOffersIsLookedAtBeforePlanning() {
    day(100, new Threshold(500, Act.NOTIFY), new Threshold(600, Act.ASK));
    assertThat(asked()).isEmpty();
    assertThat(slices.asked()).isZero();

    day(100, new Threshold(500, Act.LOCAL));
    assertThat(asked()).isEmpty();
    assertThat(slices.asked()).isOne();
  }

  @Test
  void withoutAnAnswerInTimeACallGoesOnUnknowing() throws Exception {
    slices.takenElsewhere("day", 80);
    day(100, new Threshold(500, Act.LOCAL));
    slices.goAway();
    assertThat(asked()).isEmpty();
    ledger = new Ledger(time, new Ids(time, new Random(1)), lateSlices());
    day(100, new Threshold(500, Act.LOCAL));

    assertThat(ledger.rules(tenant, Callers.ANYBODY, Duration.ofMillis(1))).isEmpty();
    answer.countDown();
    assertThat(asked()).containsExactly(Ask.LOCAL);
  }

  private final CountDownLatch answer = new CountDownLatch(1);

  private BudgetSlices lateSlices() {
    MemorySlices late = new MemorySlices();
    late.takenElsewhere("day", 80);
    late.duringTheNextAnswer(
        () -> {
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return late;
  }

  private record Open(BudgetHold hold, long amount) {}

  @Property(tries = 300)
  void settledAndHeldNeverPassOneThatBlocks(
      @ForAll @IntRange(min = 1, max = 1_000) int share,
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 300) Integer> amounts,
      @ForAll Random random) {
    ledger = new Ledger(time, new Ids(time, new Random(1)), new MemorySlices());
    Threshold block = new Threshold(share, Act.BLOCK);
    day(1_000, block);
    List<Open> open = new ArrayList<>();
    long taken = 0;
    for (int amount : amounts) {
      boolean fits = taken + amount <= block.level(1_000);
      try {
        open.add(new Open(hold(amount), amount));
        assertThat(fits).isTrue();
        taken += amount;
      } catch (CallFailedException e) {
        assertThat(fits).isFalse();
      }
      if (!open.isEmpty() && random.nextBoolean()) {
        Open closed = open.remove(random.nextInt(open.size()));
        long used = random.nextLong(closed.amount() + 1);
        closed.hold().settle(used, 1);
        taken -= closed.amount() - used;
      }
    }
  }
}
