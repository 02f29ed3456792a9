package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.ledger.RateLimit.Span;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several servers that share what a quota allows. */
class RatesOfManyServersTest {

  private static final Duration PATIENCE = Duration.ZERO;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final ManualTime time = new ManualTime();
  private final MemoryRateLeases leases = new MemoryRateLeases(time);
  private final Ids ids = new Ids(time, new Random(5));
  private final List<Ledger> servers = new ArrayList<>();

  private RateLimit limit = limit(Span.MINUTE, 60);

  private static RateLimit limit(Span span, long most) {
    return new RateLimit("q", LimitScope.wholeTenant(), span, most);
  }

  private Ledger join() {
    Ledger server = new Ledger(time, ids, new MemorySlices(), ThresholdLog.NONE, leases);
    server.put(tenant, "q", List.of(limit));
    server.beat();
    servers.add(server);
    return server;
  }

  private Ledger join(Span span, long most) {
    limit = limit(span, most);
    return join();
  }

  /** Each tells the others, a second after it did last. */
  private void beats() {
    time.advance(SECOND);
    servers.forEach(Ledger::beat);
  }

  private BudgetHold hold(Ledger server, long tokens) {
    return server.hold(tenant, Callers.ANYBODY, new Ledger.Most(0, null, tokens), PATIENCE);
  }

  private BudgetHold hold(Ledger server) {
    return hold(server, 0);
  }

  private @Nullable Failure refusal(Ledger server) {
    CallFailedException why = catchThrowableOfType(CallFailedException.class, () -> hold(server));
    return why == null ? null : why.failure();
  }

  /** How many calls one server admits now, of a hundred. */
  private int admitted(Ledger server) {
    int admitted = 0;
    while (admitted < 100 && refusal(server) == null) {
      admitted++;
    }
    return admitted;
  }

  @Test
  void aLoneServerHasTheWhole() {
    Ledger alone = join();

    assertThat(admitted(alone)).isEqualTo(60);
    assertThat(leases.leased(limit)).isZero();
  }

  @Test
  void twoServersTogetherAdmitNoMoreThanOne() {
    Ledger one = join();
    Ledger other = join();
    beats();

    int[] had = new int[2];
    for (int i = 0; i < 100; i++) {
      had[0] += refusal(one) == null ? 1 : 0;
      had[1] += refusal(other) == null ? 1 : 0;
    }

    assertThat(had[0]).isBetween(25, 35);
    assertThat(had[0] + had[1]).isEqualTo(60);
    assertThat(leases.leased(limit)).isEqualTo(60);
  }

  @Test
  void whoeverHasTheDemandGetsTheRate() {
    Ledger busy = join();
    join();
    beats();
    int admitted = 0;
    for (int i = 0; i < 10; i++) {
      admitted += admitted(busy);
      beats();
    }

    assertThat(admitted).isEqualTo(60);
  }

  @Test
  void whatOneUsedBeforeTheOtherCameCounts() {
    Ledger one = join();
    for (int i = 0; i < 50; i++) {
      hold(one);
    }
    Ledger other = join();

    assertThat(refusal(other)).as("until the first one says what it used").isNotNull();
    beats();
    assertThat(admitted(other) + admitted(one)).isEqualTo(10);
  }

  @Test
  void whileOneThatWasAloneHasSaidNothingOthersAreToldThatItHoldsTheRate() {
    Ledger alone = join();
    Ledger next = join();
    Instant latest = time.now().plus(ServerPresence.HELD);

    Failure failure = Objects.requireNonNull(refusal(next));

    assertThat(failure.code()).isEqualTo(FailureCode.SATURATED);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(RateLimiter.WHEN_OTHERS_GIVE);
    assertThat(failure.message())
        .contains("quota 'q'", "60 calls in any minute", "another server", "until " + latest)
        .doesNotContain("used up");
    assertThat(failure.fields()).containsEntry("heldUntil", latest.toString());

    alone.beat();
    next.beat();
    assertThat(refusal(next)).isNull();
  }

  @Test
  void whatOneThatWasAloneAndIsSilentHoldsComesBackWhenItWasSaid() {
    Ledger silent = join();
    Ledger next = join();
    servers.remove(silent);
    Instant latest = time.now().plus(ServerPresence.HELD);

    pass(Duration.ofSeconds(30));
    assertThat(held(next)).isEqualTo(Duration.ofSeconds(10));
    pass(Duration.between(time.now(), latest).minusSeconds(3));
    assertThat(held(next)).isEqualTo(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(5));

    assertThat(admitted(next)).isEqualTo(60);
  }

  @Test
  void aCallThatNeverFitsIsToldSoWhoeverHoldsTheRate() {
    join(Span.TOKENS, 1_000);
    Ledger next = join();

    CallFailedException why =
        catchThrowableOfType(CallFailedException.class, () -> hold(next, 5_000));

    assertThat(why.failure().code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
  }

  @Test
  void whatOneHadLeasedBeforeItWasAloneKeepsNothingFromTheNext() {
    Ledger one = join();
    Ledger other = join();
    beats();
    assertThat(admitted(one)).isPositive();
    servers.remove(other);
    other.close();
    pass(Duration.ofSeconds(70));

    Ledger next = join();
    int admitted = 0;
    for (int i = 0; i < 10; i++) {
      beats();
      admitted += admitted(next);
    }

    assertThat(admitted).isEqualTo(60);
  }

  @Test
  void norDoesItWhereTheNextComesAtOnce() {
    Ledger one = join(Span.PARALLEL, 4);
    Ledger other = join();
    beats();
    List.of(hold(one), hold(one)).forEach(hold -> hold.settle(0, 1));
    servers.remove(other);
    other.close();
    one.beat();

    Ledger next = join();
    int admitted = 0;
    for (int i = 0; i < 10; i++) {
      beats();
      admitted += admitted(next);
    }

    assertThat(admitted).isEqualTo(4);
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      beats();
    }
  }

  /** After how long to come again for a rate that another server holds. */
  private @Nullable Duration held(Ledger server) {
    Failure failure = Objects.requireNonNull(refusal(server));
    assertThat(failure.fields()).containsKey("heldUntil");
    return failure.retryAfter();
  }

  @Test
  void whoHasNoShareOfWhatIsFreeIsToldToComeBackSoon() {
    Ledger one = join(Span.PARALLEL, 1);
    Ledger other = join();
    beats();
    hold(one).settle(0, 1);
    beats();

    Failure failure = Objects.requireNonNull(refusal(other));

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(RateLimiter.WHEN_OTHERS_GIVE);
    beats();
    beats();
    assertThat(refusal(other)).isNull();
  }

  @Test
  void whoWaitsForWhatIsUsedIsToldWhenItCountsNoMore() {
    Ledger one = join();
    Ledger other = join();
    beats();
    admitted(one);
    admitted(other);
    beats();
    admitted(one);
    time.advance(Duration.ofSeconds(10));
    servers.forEach(Ledger::beat);

    Failure failure = Objects.requireNonNull(refusal(other));

    assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(49));
  }

  @Test
  void onePlaceGoesAroundAmongServersThatAllWantIt() {
    join(Span.PARALLEL, 1);
    join();
    join();
    beats();
    int[] had = new int[3];
    for (int round = 0; round < 120; round++) {
      for (int i = 0; i < 3; i++) {
        try {
          hold(servers.get(i)).settle(0, 1);
          had[i]++;
        } catch (CallFailedException e) {
          assertThat(e.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
        }
      }
      beats();
    }

    assertThat(had).satisfies(all -> assertThat(all[0]).isGreaterThan(10));
    assertThat(had).satisfies(all -> assertThat(all[1]).isGreaterThan(10));
    assertThat(had).satisfies(all -> assertThat(all[2]).isGreaterThan(10));
  }

  @Test
  void aCallThatNeedsMostOfTheTokensComesUpAmongManySmallOnes() {
    Ledger large = join(Span.TOKENS, 1_000);
    Ledger small = join();
    beats();
    boolean admitted = false;
    for (int second = 0; second < 400 && !admitted; second++) {
      try {
        hold(small, 50).settle(0, 1, 50);
      } catch (CallFailedException e) {
        assertThat(e.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
      }
      try {
        hold(large, 900);
        admitted = true;
      } catch (CallFailedException e) {
        assertThat(e.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
      }
      beats();
    }

    assertThat(admitted).isTrue();
  }

  @Test
  void aCallThatNeverFitsTakesNothingFromOthers() {
    Ledger one = join(Span.TOKENS, 1_000);
    Ledger other = join();
    beats();
    for (int i = 0; i < 5; i++) {
      CallFailedException why =
          catchThrowableOfType(CallFailedException.class, () -> hold(one, 5_000));
      assertThat(why.failure().code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
      beats();
    }

    hold(other, 900);

    assertThat(leases.leased(limit)).isEqualTo(950);
  }

  @Test
  void whileNobodyAnswersItIsAskedOnlyOnceASecond() {
    join();
    Ledger other = join();
    beats();
    leases.cutOff(other.process());
    assertThat(Objects.requireNonNull(refusal(other)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    int before = leases.asked();

    for (int i = 0; i < 5; i++) {
      assertThat(refusal(other)).isNotNull();
    }

    assertThat(leases.asked()).isEqualTo(before);
    time.advance(SECOND);
    assertThat(Objects.requireNonNull(refusal(other)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(leases.asked()).isEqualTo(before + 1);
  }

  @Test
  void aTenantThatIsToldOfForLongKeepsNoCallsBack() {
    join();
    Ledger slow = join();
    beats();
    hold(slow).settle(0, 1);
    leases.duringEachAnswer(() -> renewFor(slow, 25));

    slow.beat();

    leases.duringEachAnswer(() -> {});
    assertThat(refusal(slow)).isNull();
  }

  @Test
  void whatIsNotKnownAnyMoreIsRenewedByABeatAlone() {
    join();
    Ledger late = join();
    beats();
    time.advance(ServerPresence.SHARED.plus(SECOND));

    late.renewSeat();
    assertThat(Objects.requireNonNull(refusal(late)).code()).isEqualTo(FailureCode.UNAVAILABLE);

    late.beat();
    assertThat(refusal(late)).isNull();
  }

  // On another thread than the beat.
  private void renewFor(Ledger server, int seconds) {
    Thread seat =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < seconds; i++) {
                time.advance(SECOND);
                server.renewSeat();
              }
            });
    try {
      assertThat(seat.join(Duration.ofSeconds(30))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatOneThatIsGoneHadComesBackAfterItsMinute() {
    Ledger one = join();
    Ledger gone = join();
    beats();
    for (int i = 0; i < 20; i++) {
      hold(gone);
    }
    servers.remove(gone);
    leases.cutOff(gone.process());

    time.advance(ServerPresence.SHARED);
    one.beat();
    assertThat(admitted(one)).as("while calls of the other count").isBetween(1, 59);
    time.advance(Duration.ofSeconds(121));
    one.beat();

    assertThat(admitted(one)).isEqualTo(60);
  }

  @Test
  void oneThatEndsGivesBackItsPlacesAtOnce() {
    Ledger one = join(Span.PARALLEL, 2);
    Ledger other = join();
    beats();
    BudgetHold open = hold(other);
    assertThat(admitted(one)).isEqualTo(1);
    open.settle(0, 1);
    servers.remove(other);
    other.close();

    assertThat(admitted(one)).isZero();
    beats();
    assertThat(admitted(one)).isEqualTo(1);
  }

  @Test
  void aServerThatIsStartedAnewGoesOnWithWhatTheLastOneUsed() {
    Ledger before = join();
    for (int i = 0; i < 20; i++) {
      hold(before).settle(0, 1);
    }
    servers.remove(before);
    before.close();

    assertThat(admitted(join())).isEqualTo(40);
  }

  @Test
  void whoIsCutOffGoesOnForAWhileAndThenAdmitsNothing() {
    Ledger one = join();
    Ledger cut = join();
    beats();
    hold(cut);
    leases.cutOff(cut.process());
    time.advance(ServerPresence.SHARED.minus(SECOND));
    assertThat(refusal(cut)).isNull();

    time.advance(SECOND.multipliedBy(2));
    assertThat(Objects.requireNonNull(refusal(cut)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    leases.reach(cut.process());
    one.beat();
    cut.beat();
    assertThat(refusal(cut)).isNull();
  }

  @Test
  void whatIsLeftIsToldOverAllServers() {
    Ledger one = join();
    Ledger other = join();
    beats();
    hold(one);
    hold(one);
    hold(other);
    beats();
    beats();

    RateStanding standing = Objects.requireNonNull(one.standing(tenant, Callers.ANYBODY));
    assertThat(Objects.requireNonNull(standing.calls()).left()).isEqualTo(57);
    assertThat(one.rates(tenant)).containsExactly(new Ledger.RateState(limit, 0, 2, 1));
  }

  @Test
  void whatCountsAtOthersIsToldAtOnceOfRatesThatAreNotUsedHere() {
    RateLimit pace = limit(Span.MINUTE, 60);
    RateLimit places = limit(Span.PARALLEL, 5);
    Ledger busy = join();
    Ledger idle = join();
    servers.forEach(server -> server.put(tenant, "q", List.of(pace, places)));
    beats();
    hold(busy).settle(0, 1);
    hold(busy);
    beats();
    assertThat(idle.rates(tenant)).allMatch(rate -> rate.elsewhere() == 0);

    List<Ledger.RateState> everywhere = idle.everywhere(tenant, idle.rates(tenant));

    assertThat(everywhere)
        .containsExactly(
            new Ledger.RateState(pace, 0, 0, 2), new Ledger.RateState(places, 0, 0, 1));
    assertThat(everywhere).extracting(Ledger.RateState::left).containsExactly(58L, 4L);
    assertThat(leases.askedOfOthers()).isEqualTo(1);
    assertThat(idle.everywhere(tenant, List.of())).isEmpty();
    assertThat(leases.askedOfOthers()).isEqualTo(1);
  }

  @Test
  void nothingIsLeftWhileOneThatWasAloneAndIsSilentHoldsTheRate() {
    Ledger silent = join();
    Ledger next = join();
    servers.remove(silent);

    assertThat(refusal(next)).isNotNull();
    assertThat(left(next)).isZero();
    pass(ServerPresence.HELD.plusSeconds(2));

    assertThat(left(next)).isEqualTo(60);
    assertThat(refusal(next)).isNull();
  }

  private long left(Ledger server) {
    return server.everywhere(tenant, server.rates(tenant)).getFirst().left();
  }

  @Test
  void whoeverIsAloneAsksNobodyWhatCountsElsewhere() {
    Ledger alone = join();
    hold(alone);

    assertThat(alone.everywhere(tenant, alone.rates(tenant))).isEqualTo(alone.rates(tenant));
    assertThat(leases.askedOfOthers()).isZero();
  }

  @Test
  void whatCountedElsewhereIsNotShownForEverOfARateThatIsNotUsedHere() {
    Ledger one = join();
    Ledger other = join();
    beats();
    hold(one).settle(0, 1);
    hold(other).settle(0, 1);
    beats();
    beats();
    assertThat(one.rates(tenant)).containsExactly(new Ledger.RateState(limit, 1, 0, 1));

    for (int i = 0; i < 150; i++) {
      if (i % 10 == 0) {
        hold(other).settle(0, 1);
      }
      beats();
    }

    assertThat(one.rates(tenant)).containsExactly(new Ledger.RateState(limit, 0, 0, 0));
  }

  @Test
  void aQuotaThatIsGoneOrChangedHoldsNothingBack() {
    Ledger one = join();
    Ledger other = join();
    beats();
    assertThat(admitted(one)).isPositive();
    one.remove(tenant, Limit.QUOTA, "q");
    beats();
    beats();
    assertThat(admitted(other)).isEqualTo(60);

    limit = limit(Span.MINUTE, 80);
    servers.forEach(server -> server.put(tenant, "q", List.of(limit)));
    beats();
    beats();
    assertThat(admitted(other) + admitted(one)).isEqualTo(80);
  }

  /** One call that was admitted, and by whom. */
  private record Made(Ledger server, BudgetHold hold, long at, long tokens) {}

  @Property(tries = 300)
  void noStretchHoldsMoreThanTheMostWhateverServersDo(
      @ForAll Span span, @ForAll @IntRange(min = 1, max = 12) int most, @ForAll Random random) {
    new RatesOfManyServersTest().run(span, most, random);
  }

  private final List<Made> made = new ArrayList<>();
  private final List<Made> underWay = new ArrayList<>();

  private void run(Span span, int most, Random random) {
    limit = limit(span, most);
    leases.duringEachAnswer(
        () -> {
          if (!servers.isEmpty() && random.nextInt(3) == 0) {
            call(servers.get(random.nextInt(servers.size())), random);
          }
        });
    for (int step = 0; step < 150; step++) {
      act(random);
      long since = time.nanos() - length().toNanos();
      long counts =
          span == Span.PARALLEL
              ? underWay.size()
              : made.stream().filter(one -> one.at() > since).mapToLong(Made::tokens).sum();
      assertThat(counts).isLessThanOrEqualTo(most);
    }
  }

  private Duration length() {
    Duration length = limit.span().length();
    return length == null ? Duration.ZERO : length;
  }

  private void act(Random random) {
    int what = random.nextInt(40);
    if (servers.isEmpty() || (what == 0 && servers.size() < 4)) {
      join();
    } else if (what == 1) {
      end(servers.remove(random.nextInt(servers.size())), random.nextBoolean());
    } else if (what < 12) {
      time.advance(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 40_000 : 2_000)));
    } else if (what < 20) {
      beat(servers.get(random.nextInt(servers.size())));
    } else if (what < 24) {
      Ledger one = servers.get(random.nextInt(servers.size()));
      if (random.nextBoolean()) {
        leases.cutOff(one.process());
      } else {
        leases.reach(one.process());
      }
    } else if (what < 30) {
      settleOne(random);
    } else {
      call(servers.get(random.nextInt(servers.size())), random);
    }
    endThoseCutOff();
  }

  private static void beat(Ledger server) {
    try {
      server.beat();
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
    }
  }

  private void end(Ledger server, boolean orderly) {
    underWay.stream()
        .filter(one -> one.server().equals(server))
        .forEach(one -> one.hold().settle(0, 1, one.tokens()));
    underWay.removeIf(one -> one.server().equals(server));
    if (orderly) {
      server.close();
    } else {
      leases.cutOff(server.process());
    }
  }

  // Calls that go on at a server of which nobody hears any more are known to nobody.
  private void endThoseCutOff() {
    if (limit.span() != Span.PARALLEL) {
      return;
    }
    for (Made one : List.copyOf(underWay)) {
      Failure failure = refusalOf(one.server());
      if (failure != null && failure.code() == FailureCode.UNAVAILABLE && underWay.remove(one)) {
        one.hold().settle(0, 1, one.tokens());
      }
    }
  }

  private @Nullable Failure refusalOf(Ledger server) {
    try {
      hold(server, 1).settle(0, 0, 0);
      return null;
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  private void settleOne(Random random) {
    if (!underWay.isEmpty()) {
      Made one = underWay.remove(random.nextInt(underWay.size()));
      one.hold().settle(0, 1, one.tokens());
    }
  }

  private void call(Ledger server, Random random) {
    long tokens = limit.span() == Span.TOKENS ? 1 + random.nextLong(limit.most()) : 1;
    try {
      BudgetHold hold = hold(server, tokens);
      Made one = new Made(server, hold, time.nanos(), tokens);
      made.add(one);
      underWay.add(one);
    } catch (CallFailedException e) {
      assertThat(e.failure().code())
          .isIn(FailureCode.RATE_LIMITED, FailureCode.SATURATED, FailureCode.UNAVAILABLE);
    }
  }
}
