package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What fits under a cap is held, whatever was refused before it or at the same time. */
class FittingTest {

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 7));
  private final ManualTime time = new ManualTime();
  private final MemorySlices slices = new MemorySlices();
  private final Ledger ledger = new Ledger(time, new Ids(time, new Random(1)), slices);

  @Test
  void aRefusalOfMuchDoesNotRefuseLess() {
    cap(100);
    slices.takenElsewhere("total", 60);

    assertRefused(41);

    hold(40);
  }

  @Test
  void whatIsGivenBackDuringARefusalCounts() {
    cap(100);
    BudgetHold first = hold(60);
    slices.duringTheNextAnswer(() -> first.settle(10, 1));

    hold(90);
  }

  @Test
  void whoeverIsRefusedDoesNotRefuseThoseWhoWaitedForTheSameAnswer() throws Exception {
    cap(100);
    hold(60);
    Thread[] smaller = new Thread[1];
    slices.duringTheNextAnswer(() -> smaller[0] = Thread.startVirtualThread(() -> hold(40)));

    assertRefused(50);

    smaller[0].join();
    assertThat(standing().held()).isEqualTo(100);
  }

  @Test
  void whatTheFormerAccountOfALoweredCapReturnsIsFreeAtOnce() {
    cap(100);
    BudgetHold first = hold(60);
    cap(80);
    assertRefused(30);

    first.settle(0, 0);

    hold(80);
  }

  @Test
  void aRaisedCapHoldsAtOnceAndKeepsWhatIsLeased() {
    cap(100);
    BudgetHold first = hold(90);
    first.settle(10, 1);
    BudgetHold second = hold(1);
    assertRefused(90);

    cap(110);

    hold(99);
    second.settle(1, 1);
    assertThat(standing().left()).isZero();
  }

  @Test
  void aCapRaisedDuringARefusalCounts() {
    cap(100);
    slices.duringTheNextAnswer(() -> cap(120));

    hold(110);
  }

  @Test
  void aLimitRemovedDuringARefusalRefusesNobody() {
    cap(100);
    hold(60);
    slices.duringTheNextAnswer(() -> ledger.remove(tenant, Limit.BUDGET, "total"));

    assertThat(ledger.hold(tenant, Callers.ANYBODY, 50, "USD", Duration.ofSeconds(10)))
        .isSameAs(BudgetHold.NONE);
  }

  @Test
  void aLeaseThatComesTooLateForItsWindowIsReturned() {
    ledger.put(tenant, Limit.budget("hourly", 100, "USD", Limit.Period.HOUR));
    slices.duringTheNextAnswer(
        () -> {
          time.advance(Duration.ofHours(1));
          ledger.standing(tenant);
        });

    hold(30);
    ledger.review();

    assertThat(slices.leased("hourly")).isEqualTo(30);
  }

  @Test
  void aLeaseWhoseAnswerWasLostIsUsedByTheNext() {
    cap(100);
    slices.duringTheNextAnswer(FittingTest::loseIt);
    assertRefused(40);

    hold(100);
  }

  @Test
  void aLeaseWhoseAnswerWasLostIsGivenBack() {
    cap(100);
    slices.duringTheNextAnswer(FittingTest::loseIt);
    assertRefused(40);
    assertThat(slices.leased("total")).isPositive();

    ledger.close();

    assertThat(slices.leased("total")).isZero();
  }

  private static void loseIt() {
    throw new CallFailedException(FailureCode.UNAVAILABLE, "the connection broke");
  }

  @Test
  void whatWentBeyondAHoldIsFeltByTheNext() {
    cap(100);
    hold(10).settle(30, 1);

    assertThat(standing().left()).isEqualTo(70);
    assertRefused(71);
    hold(70);
  }

  private void cap(long cap) {
    ledger.put(tenant, Limit.budget("total", cap, "USD", Limit.Period.TOTAL));
  }

  private BudgetHold hold(long money) {
    return ledger.hold(tenant, Callers.ANYBODY, money, "USD", Duration.ofSeconds(10));
  }

  private void assertRefused(long money) {
    assertThatThrownBy(() -> hold(money)).isInstanceOf(CallFailedException.class);
  }

  private LimitState standing() {
    return ledger.standing(tenant).getFirst();
  }
}
