package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WriterQueueTest {

  private final WriterQueue<String> turns = new WriterQueue<>(2, Duration.ofMinutes(1));

  @Test
  void oneWritesAtATimeAndThenTheNext() {
    StringBuilder order = new StringBuilder();

    CompletableFuture<?> second =
        write(
            turns,
            "a",
            () -> {
              CompletableFuture<?> next =
                  inTheBackground(() -> write(turns, "a", () -> order.append("second")));
              order.append("first ");
              return next;
            });
    second.join();

    assertThat(order).hasToString("first second");
  }

  @Test
  void otherPlacesDoNotWait() {
    String done =
        write(turns, "a", () -> inTheBackground(() -> write(turns, "b", () -> "written")).join());

    assertThat(done).isEqualTo("written");
  }

  @Test
  void whoFindsTooManyIsRefusedAtOnce() {
    WriterQueue<String> narrow = new WriterQueue<>(1, Duration.ofMinutes(1));

    Failure refused = write(narrow, "a", () -> refusedElsewhere(narrow));

    assertThat(refused.message()).isEqualTo("0 writers wait for place a already; try again");
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whoWaitsTooLongIsRefused() {
    WriterQueue<String> impatient = new WriterQueue<>(2, Duration.ZERO);

    Failure refused = write(impatient, "a", () -> refusedElsewhere(impatient));

    assertThat(refused.message())
        .isEqualTo("the writers before were at place a for too long; try again");
    assertThat(write(impatient, "a", () -> "free again")).isEqualTo("free again");
  }

  @Test
  void whoIsInterruptedIsCancelled() {
    Failure refused =
        write(
            turns,
            "a",
            () ->
                inTheBackground(
                        () -> {
                          Thread.currentThread().interrupt();
                          return Failures.expect(
                              FailureCode.CANCELLED, () -> write(turns, "a", () -> "never"));
                        })
                    .join());

    assertThat(refused.message()).contains("place a");
  }

  @Test
  void nothingIsKeptOfAPlaceWhereNobodyWrites() {
    Failures.expect(
        FailureCode.INVALID,
        () ->
            write(
                turns,
                "a",
                () -> {
                  throw new CallFailedException(FailureCode.INVALID, "no");
                }));

    assertThat(turns.busy()).isZero();
  }

  private static Failure refusedElsewhere(WriterQueue<String> turns) {
    return inTheBackground(
            () -> Failures.expect(FailureCode.UNAVAILABLE, () -> write(turns, "a", () -> "never")))
        .join();
  }

  private static <T> T write(WriterQueue<String> turns, String place, Supplier<T> work) {
    return turns.write(place, "place " + place, work);
  }

  private static <T> CompletableFuture<T> inTheBackground(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
  }
}
