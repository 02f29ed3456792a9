package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LiveHealthTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");

  private static final Failure LIMITED_FOR_A_DAY =
      Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofDays(1));

  private final ManualTime time = new ManualTime();
  private final LiveHealth liveHealth = new LiveHealth("openai", time, time.now(), ignored -> {});
  private final List<Permit> permits = new ArrayList<>();

  @Test
  void knowsTheLatencyOfEachOffer() {
    Admission.Permit slow = (Admission.Permit) liveHealth.begin(3, "p/large");
    Admission.Permit fast = (Admission.Permit) liveHealth.begin(3, "p/mini");
    time.advance(Duration.ofMillis(10));
    liveHealth.succeeded(fast);
    time.advance(Duration.ofMillis(30));
    liveHealth.succeeded(slow);

    assertThat(liveHealth.snapshot(3, "p/mini").latency()).isEqualTo(10_000_000);
    assertThat(liveHealth.snapshot(3, "p/large").latency()).isEqualTo(40_000_000);
    assertThat(liveHealth.snapshot(3, "p/new").latency()).isEqualTo(-1);
  }

  @Test
  void oneLooksAgainAtALatencyThatNobodyMeasuredForAMinute() {
    take("p/slow", Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(60));
    assertThat(liveHealth.snapshot(3, "p/slow").latency()).isEqualTo(10_000_000_000L);
    time.advance(Duration.ofNanos(1));
    assertThat(liveHealth.snapshot(3, "p/slow").latency()).isEqualTo(-1);

    Permit again = (Permit) liveHealth.begin(3, "p/slow");

    assertThat(liveHealth.snapshot(3, "p/slow").latency())
        .as("holds for others while one looks")
        .isEqualTo(10_000_000_000L);
    time.advance(Duration.ofMillis(20));
    liveHealth.succeeded(again);
    assertThat(liveHealth.snapshot(3, "p/slow").latency()).isEqualTo(20_000_000);
    take("p/slow", Duration.ofMillis(70));
    assertThat(liveHealth.snapshot(3, "p/slow").latency()).isEqualTo(30_000_000);
  }

  private void take(String offer, Duration took) {
    Permit permit = (Permit) liveHealth.begin(3, offer);
    time.advance(took);
    liveHealth.succeeded(permit);
  }

  @Test
  void forgetsOffersThatNobodyAsksAnyMore() {
    for (int i = 0; i < 300; i++) {
      liveHealth.succeeded((Admission.Permit) liveHealth.begin(3, "p/" + i));
    }

    assertThat(liveHealth.snapshot(3, "p/0").latency()).isEqualTo(-1);
    assertThat(liveHealth.snapshot(3, "p/299").latency()).isZero();
  }

  @Test
  void givesNoMoreSlotsThanThereAre() {
    assertThat(begin(2)).isInstanceOf(Permit.class);
    assertThat(begin(2)).isInstanceOf(Permit.class);
    assertThat(begin(2)).isEqualTo(Admission.Refusal.NO_SLOT);

    liveHealth.succeeded(permits.getFirst());

    assertThat(begin(2)).isInstanceOf(Permit.class);
  }

  @Test
  void failuresOfThePlatformDoNotCount() {
    for (int i = 0; i < 5; i++) {
      begin(1);
      failed(permits.removeLast(), PlatformCause.STORE.on(DOWN));
    }

    ProviderHealth health = liveHealth.health(1);
    assertThat(health.breaker()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    assertThat(health.failed()).isZero();
    assertThat(health.lastError()).isNull();
  }

  @Test
  void logsEachChangeOfTheBreakerWithTheTimeItHappened() {
    failThreeTimes();
    time.advance(Duration.ofMillis(1_500));
    begin(1);
    liveHealth.succeeded(permits.removeLast());
    time.advance(Duration.ofSeconds(10));

    ProviderHealth health = liveHealth.health(1);

    assertThat(health.breaker()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    assertThat(health.log())
        .extracting(ProviderHealth.PhaseChange::admits)
        .containsExactly(0, 0, 10, 25, 50, 100);
    assertThat(health.log())
        .extracting(change -> Duration.between(health.log().getFirst().at(), change.at()))
        .extracting(Duration::toMillis)
        .containsExactly(0L, 1_000L, 1_500L, 2_500L, 3_500L, 4_500L);
  }

  @Test
  void saysFromWhenOnItsLogIsWhole() {
    Instant since = time.now();
    failThreeTimes();
    assertThat(liveHealth.health(1).loggedSince()).isEqualTo(since);

    for (int trip = 0; trip < 40; trip++) {
      time.advance(Duration.ofMinutes(10));
      begin(1);
      failed(permits.removeLast(), DOWN);
    }

    ProviderHealth health = liveHealth.health(1);
    assertThat(health.log()).hasSize(64);
    assertThat(health.loggedSince()).isEqualTo(health.log().getFirst().at()).isAfter(since);
  }

  @Test
  void remembersTheLastErrorAndCountsByTheSecond() {
    failThreeTimes();

    ProviderHealth health = liveHealth.health(1);

    assertThat(health.lastError())
        .isEqualTo(
            new ProviderHealth.LastError("unavailable", time.now(), "503 from vendor", false));
    assertThat(health.seconds()).hasSize(60);
    assertThat(health.seconds().getLast().failed()).isEqualTo(3);
    assertThat(health.minutes()).hasSize(30);
  }

  @Test
  void leavesAProviderAloneForAsLongAsItAsks() {
    begin(4);
    Failure limited =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(5));

    failed(permits.getFirst(), limited);

    assertThat(begin(4)).isEqualTo(Admission.Refusal.RESTING);
    assertThat(liveHealth.snapshot(4).breaker()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    time.advance(Duration.ofSeconds(5));
    assertThat(begin(4)).isInstanceOf(Permit.class);
  }

  @Test
  void whatThePlatformAsksToWaitForIsNotTheProviders() {
    begin(4);
    Failure away =
        Failure.of(FailureCode.UNAVAILABLE, "the database cannot serve this now")
            .withRetryAfter(Duration.ofSeconds(5));

    failed(permits.getFirst(), PlatformCause.STORE.on(away));

    assertThat(begin(4)).isInstanceOf(Permit.class);
  }

  @Test
  void leavesAProviderAloneForFiveMinutesAtMost() {
    begin(4);

    failed(permits.getFirst(), LIMITED_FOR_A_DAY);

    time.advance(Duration.ofSeconds(299));
    assertThat(begin(4)).isEqualTo(Admission.Refusal.RESTING);
    time.advance(Duration.ofSeconds(1));
    assertThat(begin(4)).isInstanceOf(Permit.class);
  }

  @Test
  void aRestThatIsEndedIsNotBroughtBackByAttemptsFromBefore() {
    begin(4);
    begin(4);
    failed(permits.removeFirst(), LIMITED_FOR_A_DAY);
    time.advance(Duration.ofSeconds(1));

    liveHealth.endRest();
    assertThat(liveHealth.snapshot(4).restsFor()).isZero();
    failed(permits.removeFirst(), LIMITED_FOR_A_DAY);
    assertThat(begin(4)).isInstanceOf(Permit.class);

    failed(permits.removeFirst(), LIMITED_FOR_A_DAY);
    assertThat(begin(4)).isEqualTo(Admission.Refusal.RESTING);
  }

  @Test
  void estimatesLatencyFromSuccesses() {
    begin(1);
    time.advance(Duration.ofMillis(40));
    liveHealth.succeeded(permits.getFirst());

    assertThat(liveHealth.snapshot(1).latency()).isEqualTo(Duration.ofMillis(40).toNanos());
    assertThat(liveHealth.health(1).p50()).isBetween(36_000_000L, 44_000_000L);
  }

  @Test
  void repeatsAtLeastTenAndElseATenthOfTheCallsOfAMinute() {
    for (int i = 0; i < 200; i++) {
      begin(200);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(liveHealth.takeRepeat()).isTrue();
    }
    assertThat(liveHealth.takeRepeat()).isFalse();

    time.advance(Duration.ofSeconds(61));

    for (int i = 0; i < 10; i++) {
      assertThat(liveHealth.takeRepeat()).isTrue();
    }
    assertThat(liveHealth.takeRepeat()).isFalse();
  }

  @Test
  void wakesWhoWaitsForASlot() throws Exception {
    begin(1);
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                assertThat(liveHealth.awaitSlot(Duration.ofMinutes(1), () -> false)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });

    liveHealth.succeeded(permits.getFirst());

    assertThat(waiter.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void whoWaitsAndLeavesPassesItsTurnOn() throws Exception {
    begin(1);
    AtomicBoolean gone = new AtomicBoolean();
    Thread leaving = Thread.startVirtualThread(() -> waitForSlot(gone::get));
    Thread staying = Thread.startVirtualThread(() -> waitForSlot(() -> false));

    gone.set(true);
    liveHealth.succeeded(permits.getFirst());

    liveHealth.wake();
    assertThat(leaving.join(Duration.ofSeconds(10))).isTrue();
    assertThat(staying.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aBreakerThatOpensLetsAllWhoWaitFindOut() throws Exception {
    for (int i = 0; i < 3; i++) {
      begin(3);
    }
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(Thread.startVirtualThread(() -> waitForSlot(() -> false)));
    }

    permits.forEach(permit -> failed(permit, DOWN));

    for (Thread one : waiting) {
      assertThat(one.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private void waitForSlot(BooleanSupplier gone) {
    try {
      if (liveHealth.awaitSlot(Duration.ofMinutes(1), gone)) {
        liveHealth.begin(3);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failThreeTimes() {
    for (int i = 0; i < 3; i++) {
      begin(1);
      failed(permits.removeLast(), DOWN);
    }
  }

  private void failed(Permit permit, Failure failure) {
    liveHealth.failed(permit, failure, Patience.KEPT, Contact.UNHEARD, false);
  }

  private Admission begin(int slots) {
    Admission admission = liveHealth.begin(slots);
    if (admission instanceof Permit permit) {
      permits.add(permit);
    }
    return admission;
  }
}
