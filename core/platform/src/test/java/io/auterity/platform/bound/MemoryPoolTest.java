package io.auterity.platform.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.bound.MemoryPool.Claim;
import io.auterity.platform.bound.MemoryPool.Wish;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);

  private final MemoryPool pool = new MemoryPool(100);
  private final List<String> told = new ArrayList<>();

  private Wish wish(Claim claim, long bytes, String name) {
    return claim.reserve(bytes, () -> told.add(name));
  }

  @Test
  void oneTenantGetsHalfAndTheNextItsShareOfTheRest() {
    Claim first = pool.claim(ONE);
    wish(first, 50, "half");
    wish(pool.claim(ONE), 1, "more");
    wish(pool.claim(TWO), 25, "other");

    assertThat(told).containsExactly("half", "other");
    assertThat(pool.reserved()).isEqualTo(75);
  }

  @Test
  void whoHasMoreThanItsShareWaitsAndKeepsNoOtherWaiting() {
    Claim large = pool.claim(ONE);
    wish(large, 50, "large");
    wish(pool.claim(ONE), 20, "second");

    for (int i = 0; i < 10; i++) {
      try (Claim other = pool.claim(TWO)) {
        wish(other, 20, "other");
      }
    }
    assertThat(told).hasSize(11).doesNotContain("second");
    large.close();

    assertThat(told).endsWith("second");
  }

  @Test
  void thoseOfOneTenantAreServedInTheirOrder() {
    Claim large = pool.claim(ONE);
    wish(large, 50, "large");
    wish(pool.claim(ONE), 40, "second");
    wish(pool.claim(ONE), 1, "third");
    large.release(10);

    assertThat(told).containsExactly("large");
    large.close();

    assertThat(told).containsExactly("large", "second", "third");
  }

  @Test
  void whoGivesUpGetsNothingAndLetsTheNextGo() {
    Claim large = pool.claim(ONE);
    wish(large, 45, "large");
    Wish second = wish(pool.claim(ONE), 40, "second");
    wish(pool.claim(ONE), 5, "third");

    assertThat(second.giveUp()).isTrue();
    assertThat(told).containsExactly("large", "third");
    assertThat(second.giveUp()).isFalse();
  }

  @Test
  void whatNeverFitsIsTooLargeAndNotAQuestionOfTime() {
    Claim claim = pool.claim(ONE);
    claim.reserve(30);

    assertThatThrownBy(() -> claim.reserve(21))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE))
        .hasMessageContaining("51 bytes")
        .hasMessageContaining("50");
    assertThat(claim.held()).isEqualTo(30);
  }

  @Test
  void aThreadThatGetsNoRoomInTimeIsToldWhenToComeBack() {
    Claim large = pool.claim(ONE);
    large.reserve(50);
    Claim second = pool.claim(ONE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> second.reserve(1))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED);
              assertThat(e.failure().retryAfter()).isEqualTo(Duration.ofSeconds(1));
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(second.held()).isZero();
  }

  @Test
  void aThreadThatWaitsGoesOnWhenThereIsRoom() throws Exception {
    Claim large = pool.claim(ONE);
    large.reserve(50);
    Claim second = pool.claim(ONE);

    Thread waiting = Thread.startVirtualThread(() -> second.reserve(1));
    large.close();
    waiting.join();

    assertThat(second.held()).isEqualTo(1);
  }

  @Test
  void closingGivesBackAllAndStopsToAsk() {
    Claim large = pool.claim(ONE);
    wish(large, 50, "large");
    Claim second = pool.claim(ONE);
    wish(second, 10, "second");
    second.close();
    large.close();
    large.close();

    assertThat(told).containsExactly("large");
    assertThat(pool.reserved()).isZero();
  }

  @Test
  void unknownSendersHaveOneShareTogether() {
    Claim sender = pool.claim(MemoryPool.UNKNOWN);
    sender.reserve(50);
    wish(pool.claim(MemoryPool.UNKNOWN), 1, "another");
    wish(pool.claim(ONE), 10, "tenant");

    assertThat(told).containsExactly("tenant");
  }

  @Property
  void thereIsNeverMoreReservedThanThereIsAndAlwaysRoomForWhoHasNone(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 30) Integer> amounts) {
    MemoryPool fair = new MemoryPool(1_000);
    for (int amount : amounts) {
      fair.claim(new UUID(0, amount % 3)).reserve(amount * 10L, () -> {});

      assertThat(fair.reserved()).isBetween(0L, 1_000L);
      try (Claim none = fair.claim(new UUID(1, 1))) {
        none.reserve(1, () -> {});
        assertThat(none.held()).isEqualTo(1);
      }
    }
  }

  @Test
  void nothingIsLostWhenManyAskAtOnce() throws Exception {
    MemoryPool busy = new MemoryPool(64);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> work =
          () -> {
            for (int i = 0; i < 200; i++) {
              try (Claim claim = busy.claim(ONE)) {
                claim.reserve(7);
                // Who holds some does not wait for more: all could wait for one another.
                boolean _ = claim.reserveNow(3);
              } catch (CallFailedException e) {
                assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED);
              }
            }
            return true;
          };
      for (var done : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> work).toList())) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(busy.reserved()).isZero();
  }
}
