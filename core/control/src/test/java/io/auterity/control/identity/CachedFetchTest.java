package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What one fetches for all; KeyShelfTest tells of its age. */
class CachedFetchTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-05-04T10:00:00Z"));
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger fetches = new AtomicInteger();
  private boolean slow;
  private final CachedFetch<String> copy =
      new CachedFetch<>(this::fetch, Duration.ofMinutes(1), Duration.ZERO, time);

  private String fetch() {
    int number = fetches.incrementAndGet();
    if (slow) {
      asked.countDown();
      try {
        answer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return "copy " + number;
  }

  private Thread fetching() throws InterruptedException {
    slow = true;
    Thread other = Thread.ofVirtual().start(copy::get);
    asked.await();
    return other;
  }

  @Test
  void nobodyWaitsLongerThanTheyArePatient() throws InterruptedException {
    Thread other = fetching();

    assertThatThrownBy(copy::get)
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("being asked already");
    assertThat(copy.again("copy 0")).isEmpty();

    answer.countDown();
    other.join();
    assertThat(copy.get()).isEqualTo("copy 1");
  }

  @Test
  void whileOneFetchesTheOthersHaveTheCopyOfBefore() throws InterruptedException {
    copy.get();
    time.advance(Duration.ofHours(2));
    Thread other = fetching();

    assertThat(copy.get()).isEqualTo("copy 1");

    answer.countDown();
    other.join();
    assertThat(copy.get()).isEqualTo("copy 2");
  }

  @Test
  void whoeverNeedsAnotherHasTheOneThatSomebodyElseFetchedMeanwhile() {
    copy.get();
    time.advance(Duration.ofMinutes(2));

    assertThat(copy.again("copy 1")).contains("copy 2");
    assertThat(copy.again("copy 1")).as("it was judged by the one before").contains("copy 2");
    assertThat(copy.again("copy 2")).as("so soon").isEmpty();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void twoWhoNeedAnotherAtOnceHaveTheSame() throws Exception {
    CachedFetch<String> shared =
        new CachedFetch<>(this::fetch, Duration.ofMinutes(1), Duration.ofSeconds(20), time);
    shared.get();
    time.advance(Duration.ofMinutes(2));
    slow = true;
    CompletableFuture<Optional<String>> first = new CompletableFuture<>();
    CompletableFuture<Optional<String>> second = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> first.complete(shared.again("copy 1")));
    asked.await();
    Thread.ofVirtual().start(() -> second.complete(shared.again("copy 1")));

    answer.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).contains("copy 2");
    assertThat(second.get(10, TimeUnit.SECONDS)).contains("copy 2");
    assertThat(fetches).hasValue(2);
  }
}
