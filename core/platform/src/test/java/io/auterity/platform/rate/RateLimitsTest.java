package io.auterity.platform.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.rate.Pacing.WhenReached;
import io.auterity.platform.rate.RequestPace.Next;
import io.auterity.platform.rate.store.RateGrantTable;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final RateOwner owner = new RateOwner(tenant, "key", "api.test");
  private final ManualTime time = new ManualTime();
  private final RateLimits limits = server();

  private RateLimits server() {
    return new RateLimits(time, new RateGrantTable(db.database()), Runnable::run);
  }

  private static Pacing atMost(int requests, int seconds, WhenReached reached) {
    return new Pacing(new RateLimit(requests, seconds), null, reached, Duration.ofSeconds(10));
  }

  private void take(RateLimits server, Pacing pacing) {
    server.take(owner, "p", pacing, new PausedCall(Duration.ofMinutes(2), this::pass));
  }

  private Failure refused(RateLimits server, Pacing pacing) {
    return catchThrowableOfType(CallFailedException.class, () -> take(server, pacing)).failure();
  }

  // The clock of the database goes on by what the test's clock does.
  private void pass(Duration duration) {
    time.advance(duration);
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update(
                        """
                        update rate_grant set
                          send_until = send_until - :millis * interval '1 millisecond',
                          counts_until = counts_until - :millis * interval '1 millisecond'
                        """)
                    .bind("millis", duration.toMillis())
                    .execute());
  }

  @Test
  void allServersTogetherSendWhatIsAllowed() {
    Pacing pacing = atMost(4, 60, WhenReached.REFUSE);
    RateLimits other = server();
    take(limits, pacing);
    take(other, pacing);
    take(limits, pacing);
    take(other, pacing);

    assertThat(refused(limits, pacing).code()).isEqualTo(FailureCode.RATE_LIMITED);
    Failure failure = refused(other, pacing);

    assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(65));
    assertThat(failure.message())
        .isEqualTo(
            "the rate limit of provider 'p' at api.test of 4 requests in any 60 s is used up: try"
                + " again after that");
    pass(Duration.ofSeconds(65));
    take(other, pacing);
  }

  @Test
  void noStretchHoldsMoreThanAllowedWhoeverEnds() {
    RateLimit limit = new RateLimit(48, 60);
    RateGrantTable grants = new RateGrantTable(db.database());
    Random random = new Random(11);
    List<RequestPace> servers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      servers.add(new RequestPace());
    }
    List<Long> sent = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < 150; i++) {
      if (random.nextInt(20) == 0) {
        servers.set(random.nextInt(3), new RequestPace());
      }
      RequestPace pace = servers.get(random.nextInt(3));
      for (int burst = random.nextInt(12); burst > 0; burst--) {
        Next next = pace.next(time.nanos(), limit);
        if (next instanceof Next.Ask ask) {
          pace.granted(
              time.nanos(),
              limit,
              ask,
              grants.ask(owner, limit, ask.wanted(), RequestPace.valid(limit), ask.unused()));
          next = pace.next(time.nanos(), limit);
        }
        if (next instanceof Next.Go) {
          sent.add(time.nanos());
        }
      }
      pass(Duration.ofMillis(random.nextInt(6_000)));
    }
    // The clock of the database went on by itself for so long too.
    long stretch = Duration.ofSeconds(60).toNanos() - (System.nanoTime() - begun);
    for (long from : sent) {
      assertThat(sent.stream().filter(at -> at >= from && at - from < stretch).count())
          .isLessThanOrEqualTo(48);
    }
    assertThat(sent.size()).isGreaterThan(200);
  }

  @Test
  void oneThatWaitsIsServedWithinItsPatience() {
    Pacing pacing = atMost(1, 4, WhenReached.WAIT);
    take(limits, pacing);
    PausedCall call = new PausedCall(Duration.ofMinutes(2), this::pass);

    limits.take(owner, "p", pacing, call);

    assertThat(call.paused()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    assertThat(refused(limits, atMost(1, 60, WhenReached.WAIT)).code())
        .isEqualTo(FailureCode.RATE_LIMITED);
  }

  @Test
  void oneInTheQueueWaitsAsLongAsItsCallHasTime() {
    Pacing pacing = atMost(1, 60, WhenReached.QUEUE);
    take(limits, pacing);

    take(limits, pacing);

    PausedCall hasty = new PausedCall(Duration.ofSeconds(30), this::pass);
    assertThatThrownBy(() -> limits.take(owner, "p", pacing, hasty))
        .isInstanceOf(CallFailedException.class);
    assertThat(hasty.paused()).isZero();
  }

  @Test
  void whoeverIsCancelledLeavesTheLine() {
    Pacing pacing = atMost(1, 60, WhenReached.QUEUE);
    take(limits, pacing);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> head =
        CompletableFuture.runAsync(
            () ->
                limits.take(
                    owner,
                    "p",
                    pacing,
                    new PausedCall(
                        Duration.ofMinutes(2),
                        duration -> {
                          first.countDown();
                          await(go);
                          pass(duration);
                        })),
            Thread::startVirtualThread);
    await(first);
    PausedCall gone = new PausedCall(Duration.ofMinutes(2), this::pass);
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(
            () -> limits.take(owner, "p", pacing, gone), Thread::startVirtualThread);

    gone.cancelOnceWatched();

    assertThatThrownBy(second::join).hasRootCauseInstanceOf(CallFailedException.class);
    go.countDown();
    head.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAVendorSaysToOneServerHoldsForAll() {
    RateLimits other = server();
    take(other, Pacing.NONE);
    limits.rest(owner, Duration.ofSeconds(60), time.nanos());
    take(other, Pacing.NONE);

    other.restsChanged(tenant.tenant());

    Failure failure = refused(other, Pacing.NONE);
    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(refused(server(), Pacing.NONE).code()).isEqualTo(FailureCode.RATE_LIMITED);
  }

  @Test
  void anotherCredentialOfThatNameIsNotHeldBack() {
    limits.rest(owner, Duration.ofSeconds(60), time.nanos());
    limits.rest(new RateOwner(tenant, "key", "other.test"), Duration.ofSeconds(60), time.nanos());

    limits.reopen(tenant, "key");

    take(limits, Pacing.NONE);
    take(server(), Pacing.NONE);
  }

  @Test
  void otherHostsCredentialsAndTenantsAreNotHeldBack() {
    Pacing pacing = atMost(1, 60, WhenReached.REFUSE);
    take(limits, pacing);
    for (RateOwner stranger :
        List.of(
            new RateOwner(tenant, "key", "other.test"),
            new RateOwner(tenant, "other", "api.test"),
            new RateOwner(db.newTenant(), "key", "api.test"))) {
      limits.take(stranger, "p", pacing, new PausedCall(Duration.ofMinutes(2), this::pass));
    }
    assertThat(refused(limits, pacing).code()).isEqualTo(FailureCode.RATE_LIMITED);
  }

  @Test
  void aDatabaseThatTellsTooLateIsNotAskedForEver() {
    RateGrants late =
        new RateGrants() {
          @Override
          public Grant ask(
              RateOwner who, RateLimit limit, int wanted, Duration valid, @Nullable Unused unused) {
            time.advance(valid.plusMillis(1));
            return new Grant(new UUID(0, 1), 1, Duration.ZERO);
          }

          @Override
          public void rest(RateOwner who, Duration wait) {}

          @Override
          public Duration resting(RateOwner who) {
            return Duration.ZERO;
          }

          @Override
          public void reopen(TenantScope scope, String credential) {}
        };
    RateLimits server = new RateLimits(time, late, Runnable::run);

    assertThat(refused(server, atMost(3, 1, WhenReached.QUEUE)).message())
        .isEqualTo(
            "the database tells too late what provider 'p' may send to api.test: it is overloaded,"
                + " try again later");
  }

  @Test
  void withoutItsDatabaseOnlyWhatHasALimitIsRefused() {
    try (TestDatabase away = TestDatabase.create()) {
      RateLimits server = new RateLimits(time, new RateGrantTable(away.database()), Runnable::run);
      away.goAway();

      assertThat(refused(server, atMost(1, 60, WhenReached.QUEUE)).code())
          .isEqualTo(FailureCode.UNAVAILABLE);
      take(server, Pacing.NONE);
    }
  }
}
