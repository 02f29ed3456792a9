package io.auterity.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeavyWorkTest {

  @TempDir Path folder;
  private final HeavyWork heavy = new HeavyWork(2);
  private final Gate gate = new Gate();
  private ProviderHouse house;

  @BeforeEach
  void open() {
    house = new ProviderHouse(folder);
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void runsWorkOnAPlatformThread() {
    assertThat(heavy.run(call(10), gate, () -> Thread.currentThread().isVirtual())).isFalse();
    assertThat(gate.awaitEmpty(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void runsNoMoreAtOneTimeThanItsWidth() {
    CountDownLatch bothPlacesTaken = new CountDownLatch(2);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Integer>> all = new ArrayList<>();

    for (int i = 0; i < 20; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () ->
                  heavy.run(
                      call(10),
                      gate,
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        bothPlacesTaken.countDown();
                        await(bothPlacesTaken);
                        return running.decrementAndGet();
                      }),
              Thread::startVirtualThread));
    }
    all.forEach(CompletableFuture::join);

    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void doesNotWaitLongerThanTheCall() throws Exception {
    CountDownLatch release = new CountDownLatch(1);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> heavy.run(call(0), gate, () -> await(release)))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TIMEOUT));
    release.countDown();

    assertThat(gate.awaitEmpty(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void givesTheFailureOfTheWorkToItsCaller() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                heavy.run(
                    call(10),
                    gate,
                    () -> {
                      throw new CallFailedException(FailureCode.INVALID, "no");
                    }))
        .withMessage("invalid: no");
  }

  private static boolean await(CountDownLatch release) {
    try {
      release.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ConnectorCall call(long seconds) {
    ProviderInstance instance =
        house.registry().checkable(new ProviderKey(house.tenant(), "p")).orElseThrow().instance();
    return new ConnectorCall("text.pii.mask", TestAttempt.ofSeconds(seconds), instance);
  }
}
