package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecentReadsTest {

  private final ManualTime time = new ManualTime();
  private final RecentReads<String, String> recent = new RecentReads<>(time, Runnable::run);
  private final AtomicInteger loads = new AtomicInteger();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  private Optional<String> slowly() {
    loads.incrementAndGet();
    inside.countDown();
    return Optional.of(answer.join());
  }

  private FutureTask<Optional<String>> ask(Supplier<Optional<String>> load) {
    FutureTask<Optional<String>> task = new FutureTask<>(() -> recent.get("k", load));
    Thread thread = Thread.startVirtualThread(task);
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      LockSupport.parkNanos(1_000_000);
    }
    return task;
  }

  @Test
  void whoAsksWhileItIsLoadedGetsTheSame() throws Exception {
    FutureTask<Optional<String>> first = ask(this::slowly);
    FutureTask<Optional<String>> second = ask(this::slowly);

    answer.complete("v");

    assertThat(first.get()).contains("v");
    assertThat(second.get()).contains("v");
    assertThat(loads).hasValue(1);
  }

  @Test
  void whoAsksAfterAChangeDoesNotGetWhatWasReadBefore() throws Exception {
    FutureTask<Optional<String>> before = ask(this::slowly);
    inside.await();
    recent.drop(value -> true);

    assertThat(recent.get("k", () -> Optional.of("new"))).contains("new");

    answer.complete("old");
    assertThat(before.get()).contains("old");
    assertThat(recent.get("k", () -> Optional.of("newest"))).isNotEqualTo(Optional.of("old"));
  }

  @Test
  void aFailureReachesAllAndIsForgotten() {
    FutureTask<Optional<String>> first = ask(this::slowly);
    FutureTask<Optional<String>> second = ask(this::slowly);

    answer.completeExceptionally(new IllegalStateException("unreachable"));

    assertThatThrownBy(first::get).rootCause().hasMessage("unreachable");
    assertThatThrownBy(second::get).rootCause().hasMessage("unreachable");
    assertThat(recent.get("k", () -> Optional.of("v"))).contains("v");
  }

  private static Optional<String> away() {
    throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
  }

  @Test
  void whatIsInUseIsLookedUpAgainByOneCaller() {
    recent.get("k", () -> Optional.of("old"));
    assertThat(recent.peek("k")).contains("old");
    time.advance(Duration.ofSeconds(20));

    assertThat(recent.peek("k")).as("sent to look").isEmpty();
    assertThat(recent.peek("k")).as("one is enough").contains("old");
    assertThat(recent.get("k", () -> Optional.of("new"))).as("nobody waits").contains("old");
    assertThat(recent.get("k", RecentReadsTest::away)).contains("new");
    assertThat(recent.peek("k")).contains("new");
  }

  @Test
  void whatIsFoundToBeGoneIsNoLongerKnown() {
    recent.get("k", () -> Optional.of("old"));
    time.advance(Duration.ofSeconds(20));

    recent.get("k", Optional::empty);
    assertThat(recent.peek("k")).isEmpty();
    assertThat(recent.get("k", Optional::empty)).isEmpty();
  }

  @Test
  void whileTheDatabaseIsAwayItServesForAMinute() {
    recent.get("k", () -> Optional.of("v"));
    time.advance(Duration.ofSeconds(59));
    assertThat(recent.get("k", RecentReadsTest::away)).contains("v");

    time.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> recent.get("k", RecentReadsTest::away))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void whatWasDroppedServesNobodyAlsoWhileTheDatabaseIsAway() {
    recent.get("k", () -> Optional.of("v"));
    time.advance(Duration.ofSeconds(30));

    recent.get(
        "k",
        () -> {
          recent.drop(value -> true);
          return away();
        });
    assertThatThrownBy(() -> recent.get("k", RecentReadsTest::away))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void whoWaitsLearnsTheReason() {
    FutureTask<Optional<String>> first =
        ask(
            () -> {
              slowly();
              throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
            });
    FutureTask<Optional<String>> second = ask(this::slowly);

    answer.complete("v");

    assertThatThrownBy(first::get).cause().isInstanceOf(CallFailedException.class);
    assertThatThrownBy(second::get)
        .cause()
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
  }
}
