package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of an amount that does not fit, and whether it helps to wait. */
class CapRefusalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEFT = Duration.ofHours(6);

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final ManualTime time = new ManualTime();
  private final MemorySlices slices = new MemorySlices();
  private final Ledger ledger = new Ledger(time, new Ids(time, new Random(7)), slices);

  @BeforeEach
  void sixHoursBeforeMidnight() {
    time.advance(Duration.between(time.now(), Instant.parse("2030-01-01T18:00:00Z")));
  }

  private void day(long cap, Threshold... thresholds) {
    ledger.put(
        tenant, Limit.budget("day", cap, "USD", Limit.Period.DAY).acting(List.of(thresholds)));
  }

  private BudgetHold hold(long money) {
    return ledger.hold(tenant, Callers.ANYBODY, money, "USD", PATIENCE);
  }

  private Failure refused(long money) {
    CallFailedException why = catchThrowableOfType(CallFailedException.class, () -> hold(money));
    assertThat(why).isNotNull();
    return why.failure();
  }

  private static void assertSoon(Failure failure) {
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(CapRefusal.WHEN_SOME_END);
    assertThat(failure.message()).contains("held by calls under way", "try again when some");
  }

  private static void assertUsedUp(Failure failure) {
    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.message()).contains("are spent or held").doesNotContain("try again");
  }

  @Test
  void whatCallsUnderWayHoldIsWaitedFor() {
    day(100);
    hold(30).settle(30, 1);
    BudgetHold open = hold(60);

    Failure failure = refused(20);

    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertSoon(failure);
    assertThat(failure.fields())
        .containsEntry("current", "0.00000009")
        .containsEntry("settled", "0.00000003")
        .containsEntry("held", "0.00000006")
        .containsEntry("cap", "0.0000001")
        .containsEntry("requested", "0.00000002");
    open.settle(50, 1);
    hold(20);
  }

  @Test
  void whatIsUsedUpComesBackWithTheNextWindow() {
    day(100);
    hold(90).settle(90, 1);

    Failure failure = refused(20);

    assertUsedUp(failure);
    assertThat(failure.retryAfter()).isEqualTo(LEFT);
    time.advance(LEFT);
    slices.takenElsewhere("day", -slices.leased("day")); // Those in memory know no windows.
    hold(20);
  }

  @Test
  void whatWouldNotFitIfTheyCostNothingIsNotHeldAlone() {
    day(100);
    hold(90).settle(90, 1);
    hold(5);

    assertUsedUp(refused(11));
    assertSoon(refused(10));
  }

  @Test
  void whatNoWindowHasRoomForIsToldNoTime() {
    day(100);
    hold(50);

    Failure failure = refused(101);

    assertUsedUp(failure);
    assertThat(failure.retryAfter()).isNull();
  }

  @Test
  void whatNeverBeginsAnewIsToldNoTime() {
    ledger.put(tenant, Limit.budget("all", 100, "USD", Limit.Period.TOTAL));
    hold(90).settle(90, 1);

    assertThat(refused(20).retryAfter()).isNull();
  }

  @Test
  void whatAnotherProcessHasLeasedCountsAsSpent() {
    day(100);
    slices.takenElsewhere("day", 60);
    hold(30);

    assertUsedUp(refused(50));
    assertSoon(refused(40));
  }

  @Test
  void whatOtherServersLeaseAheadComesBackSoon() {
    day(100);
    slices.leasedElsewhere("day", 90);

    Failure failure = refused(20);

    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(CapRefusal.WHEN_OTHERS_TELL);
    assertThat(failure.message())
        .contains("0 of 0.0000001 USD a day are spent", "held by other servers")
        .endsWith("try again when they have given back some");
    assertThat(failure.fields())
        .containsEntry("settled", "0")
        .containsEntry("held", "0.00000009")
        .containsEntry("current", "0.00000009");
    slices.leasedElsewhere("day", -50);
    time.advance(SliceExchange.ASK_AGAIN_AFTER);
    hold(20);
  }

  @Test
  void whoFitsOnceCallsHereHaveEndedNeedNotWaitForOthers() {
    day(100);
    slices.leasedElsewhere("day", 40);
    hold(40);

    Failure here = refused(50);
    Failure both = refused(80);
    hold(10).settle(10, 1);
    Failure neither = refused(95);

    assertSoon(here);
    assertThat(both.retryAfter()).isEqualTo(CapRefusal.WHEN_OTHERS_TELL);
    assertThat(both.message()).contains("calls under way and by other servers");
    assertUsedUp(neither);
  }

  @Test
  void callsThatOtherServersLeaseAheadComeBackToo() {
    ledger.put(tenant, Limit.quota("day", 10, Limit.Period.DAY));
    slices.leasedElsewhere("day", 10);

    Failure failure = refused(0);

    assertThat(failure.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(CapRefusal.WHEN_OTHERS_TELL);
  }

  @Test
  void callsThatAreCountedAreUsedOnceTheyAreUnderWay() {
    ledger.put(tenant, Limit.quota("day", 1, Limit.Period.DAY));
    ledger.hold(tenant, Callers.ANYBODY, 0, null, PATIENCE);

    Failure failure = refused(0);

    assertThat(failure.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.retryAfter()).isEqualTo(LEFT);
  }

  @Test
  void soItIsBelowAThresholdThatBlocks() {
    day(100, new Threshold(500, Threshold.Act.BLOCK));
    hold(45).settle(45, 1);
    BudgetHold open = hold(5);

    assertSoon(refused(5));
    open.settle(5, 1);
    Failure failure = refused(1);
    assertUsedUp(failure);
    assertThat(failure.fields()).doesNotContainKey("approval");
    assertThat(failure.retryAfter()).isEqualTo(LEFT);
    assertThat(refused(51).retryAfter()).isNull();
  }

  @Test
  void whoMustAskForApprovalMayWaitInstead() {
    day(100, new Threshold(500, Threshold.Act.ASK));
    BudgetHold open = hold(50);

    Failure failure = refused(5);

    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(failure.fields()).containsEntry("approval", "control:budget.approve");
    assertSoon(failure);
    open.settle(50, 1);
    time.advance(Duration.ofSeconds(2));
    assertThat(refused(5).retryable()).isFalse();
  }
}
