package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerReviewTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long CAP = 1_000;

  private final TenantScope tenant = TenantScope.recovered(new UUID(0, 7));
  private final ManualTime time = new ManualTime();
  private MemorySlices slices = new MemorySlices();
  private Limit.Period period = Limit.Period.DAY;
  private Ledger ledger = open(1);

  private Ledger open(int seed) {
    Ledger opened = new Ledger(time, new Ids(time, new Random(seed)), slices);
    opened.put(tenant, Limit.budget("b", CAP, "USD", period));
    return opened;
  }

  private BudgetHold hold(long amount) {
    return ledger.hold(tenant, Callers.ANYBODY, amount, "USD", PATIENCE);
  }

  private LimitState state() {
    return ledger.standing(tenant).getFirst();
  }

  // While more is leased ahead, nothing is told.
  private void reviewUntilLeased(long amount) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (slices.leased("b") != amount && System.nanoTime() < end) {
      ledger.review();
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(slices.leased("b")).isEqualTo(amount);
  }

  @Test
  void whatNobodyNeedsForTwentySecondsIsGivenBack() {
    hold(4).settle(2, 1);
    assertThat(slices.leased("b")).isEqualTo(4);

    time.advance(Duration.ofSeconds(5));
    ledger.review();
    assertThat(slices.leased("b")).as("not yet").isEqualTo(4);

    time.advance(Duration.ofSeconds(15));
    ledger.review();
    assertThat(slices.leased("b")).isEqualTo(2);
    assertThat(state().leased()).isEqualTo(2);
    hold(CAP - 2).settle(1, 1);
  }

  @Test
  void callsUnderWayKeepWhatTheyHold() {
    BudgetHold slow = hold(8);
    time.advance(Duration.ofMinutes(5));

    reviewUntilLeased(8);
    slow.settle(8, 1);
    assertThat(state().settled()).isEqualTo(8);
    assertThat(state().overrun()).isZero();
  }

  @Test
  void whatALargeHoldLeftIsGivenBackWhileCallsGoOn() {
    hold(700).settle(1, 1);

    reviewUntilLeased(3); // Used, and half of what may lie there.
  }

  @Test
  void itIsGivenBackBeforeAReviewWhereACrashWouldCostMoreThanATwoHundredth() {
    hold(700).settle(1, 1);

    awaitLeased(3);
  }

  @Test
  void soIsWhatWasLeasedForACallThatAnotherLimitRefuses() {
    ledger.put(tenant, Limit.budget("c", 10, "USD", period));

    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> hold(700));

    awaitLeased(0);
  }

  @Test
  void whatCouldNotBeGivenBackIsThereForTheNextCalls() {
    hold(5).settle(0, 1);
    time.advance(Duration.ofMinutes(2));
    slices.goAway();
    assertThatExceptionOfType(CallFailedException.class).isThrownBy(ledger::review);

    hold(5).settle(1, 1);

    slices.comeBack();
    ledger.review();
    assertThat(slices.toldBy(ledger.process())).isEqualTo(1);
  }

  private void awaitLeased(long amount) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (slices.leased("b") != amount) {
      assertThat(System.nanoTime() - end).as("%d are leased", slices.leased("b")).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aWindowThatIsOverIsClosedWithoutACall() {
    hold(3).settle(2, 1);
    time.advance(Duration.ofDays(1));

    ledger.review();

    assertThat(slices.leased("b")).isEqualTo(2);
  }

  @Test
  void whatCannotBeToldIsToldLater() {
    hold(3).settle(2, 1);
    time.advance(Duration.ofMinutes(2));
    slices.goAway();
    assertThatExceptionOfType(CallFailedException.class).isThrownBy(ledger::review);
    assertThat(slices.toldBy(ledger.process())).isZero();

    slices.comeBack();
    ledger.review();

    assertThat(slices.toldBy(ledger.process())).isEqualTo(2);
    assertThat(slices.leased("b")).isEqualTo(2);
    hold(5).settle(5, 1);
  }

  @Test
  void whoIsTakenForEndedAndIsNotPaysForWhatItUsedMeanwhile() {
    hold(3).settle(3, 1);
    ledger.review();
    time.advance(Duration.ofSeconds(5));
    hold(3).settle(3, 1);
    slices.settleLeft("b", Set.of());
    assertThat(slices.leased("b")).isEqualTo(3);

    ledger.review();
    hold(1).settle(1, 1);

    assertThat(slices.leased("b")).isGreaterThanOrEqualTo(7);
    assertThat(state().settled() + state().overrun()).isEqualTo(7);
  }

  @Test
  void whatWasUsedBeyondALeaseIsChargedWithTheNextReport() {
    hold(3).settle(60, 1);
    assertThat(slices.leased("b")).isEqualTo(3);

    ledger.review();

    assertThat(slices.leased("b")).isEqualTo(60);
    assertThat(state().leased()).isEqualTo(60);
    ledger.close();
    assertThat(slices.leased("b")).isEqualTo(60);
  }

  @Test
  void callsCloseNoSlicesThatAreOver() {
    hold(3).settle(2, 1);
    time.advance(Duration.ofDays(1));
    slices.breakOnClosing(new CallFailedException(FailureCode.UNAVAILABLE, "away"));

    hold(3).settle(3, 1);
    hold(3).settle(3, 1);
    assertThat(slices.closingsTried()).isZero();

    ledger.review();
    ledger.review();
    assertThat(slices.closingsTried()).isEqualTo(2);
  }

  @Test
  void whileNoneCanBeClosedOneIsTriedInEachReview() {
    for (int i = 0; i < 20; i++) {
      ledger.put(tenant, Limit.budget("of" + i, CAP, "USD", period));
    }
    hold(3).settle(2, 1);
    time.advance(Duration.ofDays(1));
    slices.breakOnClosing(new CallFailedException(FailureCode.UNAVAILABLE, "away"));

    ledger.review();

    assertThat(slices.closingsTried()).isEqualTo(1);
  }

  @Test
  void aLowerCapGivesBackAtOnceWhatWasLeasedUnderTheOther() {
    hold(3).settle(2, 1);

    ledger.put(tenant, Limit.budget("b", 12, "USD", period));

    assertThat(slices.leased("b")).isEqualTo(2);
    hold(10).settle(10, 1);
  }

  @Test
  void whatFailsOfOneTenantKeepsNoOtherBack() {
    TenantScope other = TenantScope.recovered(new UUID(0, 8));
    ledger.put(other, Limit.budget("other", CAP, "USD", period));
    for (String bad : List.of("b", "other")) {
      for (TenantScope scope : List.of(tenant, other)) {
        ledger.hold(scope, Callers.ANYBODY, 3, "USD", PATIENCE).settle(2, 1);
      }
      time.advance(Duration.ofMinutes(2));
      slices.failOn(bad);

      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(ledger::review);

      long used = bad.equals("b") ? 2 : 4;
      assertThat(slices.leased(bad.equals("b") ? "other" : "b")).isEqualTo(used);
    }
  }

  @Test
  void theEndOfReviewsWaitsForOneThatIsUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    hold(3).settle(2, 1);
    slices.duringTheNextReport(
        () -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          order.add("reviewed");
        });
    LedgerReviews reviews = new LedgerReviews(ledger, Duration.ofMillis(1));
    reviews.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    Thread closing =
        Thread.startVirtualThread(
            () -> {
              reviews.close();
              order.add("closed");
            });

    goOn.countDown();
    closing.join();

    assertThat(order).containsExactly("reviewed", "closed");
  }

  private record Open(BudgetHold hold, long amount) {}

  /** A process of the property, and whether it was killed. */
  private static final class Server {
    final Ledger ledger;
    final List<Open> open = new ArrayList<>();
    boolean killed;
    @Nullable Long settledTo;

    Server(Ledger ledger) {
      this.ledger = ledger;
    }
  }

  @Property(tries = 200)
  void settledAndHeldNeverPassTheCapWhoeverGivesBackOrIsKilled(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 999) Integer> steps,
      @ForAll Random random) {
    slices = new MemorySlices();
    period = Limit.Period.TOTAL;
    List<Server> servers = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      servers.add(new Server(open(seed)));
    }
    for (int step : steps) {
      act(servers, servers.get(random.nextInt(3)), step, random);
      long used = servers.stream().mapToLong(this::used).sum();
      assertThat(used).isLessThanOrEqualTo(slices.leased("b"));
      assertThat(slices.leased("b")).isLessThanOrEqualTo(CAP);
    }
  }

  private void act(List<Server> servers, Server server, int step, Random random) {
    switch (step % 8) {
      case 0 -> time.advance(Duration.ofSeconds(random.nextInt(90)));
      case 1 -> servers.stream().filter(one -> !one.killed).forEach(one -> one.ledger.review());
      case 2 -> server.killed = step > 900 || server.killed;
      case 3 -> settleLeft(servers);
      case 4, 5, 6 -> hold(server, step % 300);
      default -> settle(server, random);
    }
  }

  private void hold(Server server, long amount) {
    try {
      if (!server.killed) {
        BudgetHold held = server.ledger.hold(tenant, Callers.ANYBODY, amount, "USD", PATIENCE);
        server.open.add(new Open(held, amount));
      }
    } catch (CallFailedException e) {
      assertThat(e.failure().message()).contains("budget 'b'");
    }
  }

  private static void settle(Server server, Random random) {
    if (!server.killed && !server.open.isEmpty()) {
      Open closed = server.open.remove(random.nextInt(server.open.size()));
      closed.hold().settle(random.nextLong(closed.amount() + 1), 1);
    }
  }

  private void settleLeft(List<Server> servers) {
    slices.settleLeft(
        "b",
        servers.stream()
            .filter(one -> !one.killed)
            .map(one -> one.ledger.process())
            .collect(Collectors.toSet()));
    servers.stream()
        .filter(one -> one.killed)
        .forEach(one -> one.settledTo = slices.toldBy(one.ledger.process()));
  }

  private long used(Server server) {
    LimitState state = server.ledger.standing(tenant).getFirst();
    return server.settledTo == null
        ? state.settled() + state.overrun() + state.held()
        : server.settledTo;
  }
}
