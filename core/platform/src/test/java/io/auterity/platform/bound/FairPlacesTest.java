package io.auterity.platform.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.bound.FairPlaces.Place;
import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FairPlacesTest {

  private static final Owner OWNER = new Owner(new UUID(0, 1), "p");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FairPlaces places = new FairPlaces("things", 1, 0, 8);

  @Test
  void whoWaitsHasThePlaceThatIsGivenBackOnce() {
    Place first = places.take(OWNER, LONG).orElseThrow();
    CompletableFuture<Optional<Place>> second =
        CompletableFuture.supplyAsync(() -> places.take(OWNER, LONG), Thread::startVirtualThread);

    first.close();
    first.close();

    assertThat(second.join()).isPresent();
    assertThat(places.take(OWNER, Duration.ZERO)).isEmpty();
  }

  @Test
  void aWaitEndsWithItsCallAndTakesNothing() throws InterruptedException {
    Place first = places.take(OWNER, LONG).orElseThrow();
    CompletableFuture<Runnable> end = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Optional<Place>> second =
        CompletableFuture.supplyAsync(
            () ->
                places.take(
                    OWNER,
                    LONG,
                    ends -> {
                      end.complete(ends);
                      asked.countDown();
                    }),
            Thread::startVirtualThread);
    asked.await();

    end.join().run();

    assertThat(second.join()).isEmpty();
    first.close();
    assertThat(places.take(OWNER, Duration.ZERO)).isPresent();
  }

  @Test
  void moreThanMayWaitAreRefused() {
    FairPlaces full = new FairPlaces("things", 1, 0, 0);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> full.take(OWNER, LONG))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED))
        .withMessageContaining("things of this tenant");
  }
}
